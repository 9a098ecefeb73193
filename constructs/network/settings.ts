import { z } from 'zod';
import { PERMISSIONS_BOUNDARY, ROLE_ARN, RoleOptions } from '../account/role';
import { EgressSettings } from './egress-settings';
import { LogRetentionDays } from '../logs/settings';
import { settings, type TypedSettings } from '../telling/settings';

const cidr = z
  .string()
  .regex(/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/, 'it takes a range in CIDR notation, "10.0.0.0/16" for example');

/**
 * AWS services that can be reached from inside the VPC without the internet. `s3` is a way in the route tables and free of
 * charge; the others have private addresses, `s3-interface` too, and `ecr` is two of them.
 */
export const VpcEndpointService = z.enum([
  's3',
  's3-interface',
  'ecr',
  'sts',
  'secretsmanager',
  'logs',
  'kms',
  'ec2',
  'elasticloadbalancing',
  'eks',
  'eks-auth',
  'bedrock-runtime',
  'ssm',
  'autoscaling',
]);
export type VpcEndpointService = z.output<typeof VpcEndpointService>;

/** Another account, that the VPC is made in. */
export const NetworkOwnerSettings = z.strictObject({
  /** The role there that Terraform works as; the account is the role's. */
  assumeRoleArn: z.string().regex(ROLE_ARN, 'it takes the ARN of an IAM role'),
  /** What whoever takes that role says: its external id, the session's name and tags. */
  assumeRoleOptions: RoleOptions.optional(),
  /** A policy of that account, which the roles that are made there have as their permissions boundary. @defaultValue none */
  permissionsBoundaryArn: PERMISSIONS_BOUNDARY.optional(),
});
export type NetworkOwnerSettings = z.output<typeof NetworkOwnerSettings>;

/** A VPC of the environment's own. */
export const ManagedNetworkSettings = z.strictObject({
  kind: z.literal('managed'),
  /** The VPC's range; /16 to /22 have room for three kinds of subnet in each zone. @defaultValue 10.0.0.0/16 */
  cidr: cidr.default('10.0.0.0/16'),
  /**
   * The account that owns the VPC, where it is not the environment's: VPC, NAT gateways, endpoints and the DNS filter are
   * made there, and the subnets shared with the environment's account by AWS RAM. Both are in one organization, in which
   * sharing is enabled.
   * @defaultValue the environment's own account
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
   */
  owner: NetworkOwnerSettings.optional(),
  /** Availability zones to spread over, 2 or 3. @defaultValue 3 */
  availabilityZones: z.int().min(1).max(3).default(3),
  /**
   * How private subnets reach the internet: not at all, through one zone's NAT gateway, or each through its own. `none`
   * leaves the way out to you: images are pulled from public registries, so the platform starts only when a route to a
   * transit gateway or a proxy of yours is in the private subnets' route tables.
   * A NAT gateway costs about 33 USD a month and 0.045 USD a GB in us-east-1.
   * @defaultValue per-az; none where `egress` is none
   * @see https://aws.amazon.com/vpc/pricing/
   */
  nat: z.enum(['none', 'single', 'per-az']).optional(),
  /**
   * Services reached through VPC endpoints instead of the internet. An interface endpoint costs 0.01 USD an hour in each
   * zone, about 7.30 USD a month, and 0.01 USD a GB in us-east-1; S3's gateway nothing.
   * @defaultValue those that the environment's pods and nodes call: s3, ecr, ec2, eks, eks-auth and secretsmanager always;
   * bedrock-runtime, elasticloadbalancing and sts where a model, a gateway or `litellm.identity` asks for them
   * @see https://aws.amazon.com/privatelink/pricing/
   */
  endpoints: z.array(VpcEndpointService).optional(),
  /** Days for which flow logs, and where names are filtered those that were asked for, are kept. @defaultValue 365 */
  flowLogRetentionDays: LogRetentionDays.default(365),
  /** What can be reached outside. @defaultValue dns-firewall */
  egress: EgressSettings.prefault({ kind: 'dns-firewall' }),
});
export type ManagedNetworkSettings = z.output<typeof ManagedNetworkSettings>;
/** `ManagedNetworkSettings`, typed where they are written. @throws UserError with every mistake in them */
export const managedNetworkSettings: TypedSettings<typeof ManagedNetworkSettings> = settings(
  'managedNetworkSettings',
  ManagedNetworkSettings,
);

/** The private subnets' way to the internet. */
export type NatChoice = NonNullable<ManagedNetworkSettings['nat']>;

/** The way to the internet that a VPC's settings come to. */
export function natChoice({ nat, egress }: ManagedNetworkSettings): NatChoice {
  return nat ?? (egress.kind === 'none' ? 'none' : 'per-az');
}

/** A VPC that exists already. */
export const ExistingNetworkSettings = z.strictObject({
  kind: z.literal('existing'),
  vpcId: z.string().regex(/^vpc-[0-9a-f]+$/, 'it takes a VPC id, vpc-0123456789abcdef0 for example'),
  /** Subnets for nodes and pods, in two zones or more. */
  privateSubnetIds: z.array(z.string().regex(/^subnet-[0-9a-f]+$/, 'it takes a subnet id')).min(2),
  /** Subnets for Aurora and ElastiCache; the private ones where they are left out. */
  databaseSubnetIds: z
    .array(z.string().regex(/^subnet-[0-9a-f]+$/, 'it takes a subnet id'))
    .min(2)
    .optional(),
  /** Subnets for load balancers that face the internet. */
  publicSubnetIds: z.array(z.string().regex(/^subnet-[0-9a-f]+$/, 'it takes a subnet id')).default([]),
});
export type ExistingNetworkSettings = z.output<typeof ExistingNetworkSettings>;
/** `ExistingNetworkSettings`, typed where they are written. @throws UserError with every mistake in them */
export const existingNetworkSettings: TypedSettings<typeof ExistingNetworkSettings> = settings(
  'existingNetworkSettings',
  ExistingNetworkSettings,
);

/** The environment's VPC. */
export const NetworkSettings = z.discriminatedUnion('kind', [ManagedNetworkSettings, ExistingNetworkSettings]);
export type NetworkSettings = z.output<typeof NetworkSettings>;
/** `NetworkSettings`, typed where they are written. @throws UserError with every mistake in them */
export const networkSettings: TypedSettings<typeof NetworkSettings> = settings('networkSettings', NetworkSettings);
