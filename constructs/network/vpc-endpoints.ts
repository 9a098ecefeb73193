import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import { policyDocument } from '../identity/policy-document';
import type { Names } from '../names/names';
import type { ManagedNetworkSettings, VpcEndpointService } from './settings';

export interface VpcEndpointsProps {
  readonly names: Names;
  readonly account: AccountSettings;
  /** The account of whoever goes through: the VPC's own, or the one that it is shared with. */
  readonly userAccountId: string;
  readonly services: readonly VpcEndpointService[];
  /** The other ways out of the VPC: the fewer there are, the fewer buckets S3's endpoints lead to. */
  readonly egress: ManagedNetworkSettings['egress']['kind'];
  /** Buckets of other accounts that are used all the same. */
  readonly adoptedBuckets?: readonly string[];
  readonly vpcId: string;
  /** The VPC's range: who may use the interface endpoints. */
  readonly cidr: string;
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
}

type InterfaceService = Exclude<VpcEndpointService, 's3' | 's3-interface'>;

/** The last parts of the endpoints' service names, where they are not the service's own. */
const ENDPOINTS: Partial<Record<InterfaceService, readonly string[]>> = { ecr: ['ecr.api', 'ecr.dkr'] };

/** What is done with a bucket: files and logs are written, read, listed and removed. */
const BUCKET_USE = [
  's3:AbortMultipartUpload',
  's3:DeleteObject',
  's3:GetBucketLocation',
  's3:GetObject',
  's3:ListBucket',
  's3:ListMultipartUploadParts',
  's3:PutObject',
];

/** AWS services without the internet in between: S3 through the route tables, the others through private addresses. */
export class VpcEndpoints extends Construct {
  private readonly props: VpcEndpointsProps;

  constructor(scope: Construct, id: string, props: VpcEndpointsProps) {
    super(scope, id);
    this.props = props;
    const services = [...new Set(props.services)];
    const interfaceServices = services.filter((service) => service !== 's3' && service !== 's3-interface');
    if (services.includes('s3')) this.gatewayEndpoint();
    if (services.every((service) => service === 's3')) return;
    const securityGroupId = this.securityGroup();
    if (services.includes('s3-interface')) this.bucketEndpoint(securityGroupId);
    for (const service of interfaceServices) {
      for (const endpoint of ENDPOINTS[service] ?? [service])
        this.interfaceEndpoint(service, endpoint, securityGroupId);
    }
  }

  private gatewayEndpoint(): void {
    new VpcEndpoint(this, 's3', {
      vpcId: this.props.vpcId,
      vpcEndpointType: 'Gateway',
      serviceName: this.serviceName('s3'),
      routeTableIds: [...this.props.routeTableIds],
      policy: this.buckets(),
      tags: { Name: this.props.names.of('s3') },
    });
  }

  /** S3 under private addresses, which network policies can name: its public ones change and are AWS' own. */
  private bucketEndpoint(securityGroupId: string): void {
    new VpcEndpoint(this, 's3-interface', {
      vpcId: this.props.vpcId,
      vpcEndpointType: 'Interface',
      serviceName: this.serviceName('s3'),
      subnetIds: [...this.props.subnetIds],
      securityGroupIds: [securityGroupId],
      privateDnsEnabled: true,
      dnsOptions: { privateDnsOnlyForInboundResolverEndpoint: false },
      policy: this.buckets(),
      tags: { Name: this.props.names.of('s3-interface') },
    });
  }

  /**
   * Which buckets S3's endpoints lead to; no firewall of the VPC sees what goes there. Where the other ways out are as
   * wide, every bucket: S3's default. Behind Network Firewall every bucket can be read, because layers of images come from
   * other accounts, and which ones differs from registry to registry, but only the account's own can be written. Without
   * another way all images come from ECR.
   */
  private buckets(): string | undefined {
    const { account, userAccountId, egress, adoptedBuckets = [] } = this.props;
    if (egress === 'open' || egress === 'dns-firewall') return undefined;
    const partition = partitionOf(account.region);
    const own = { 'aws:PrincipalAccount': userAccountId };
    return policyDocument([
      {
        sid: 'OwnIdentities',
        principals: '*',
        actions: BUCKET_USE,
        // An endpoint's policy bounds what identities are allowed elsewhere; it grants nothing.
        resources: ['*'],
        conditions: { StringEquals: { ...own, 'aws:ResourceAccount': userAccountId } },
      },
      {
        // Registries hand out signed addresses; ECR's are in a bucket of its own.
        // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
        sid: 'ImageLayers',
        principals: '*',
        actions: ['s3:GetObject'],
        resources: egress === 'none' ? [`arn:${partition}:s3:::prod-${account.region}-starport-layer-bucket/*`] : ['*'],
      },
      ...(adoptedBuckets.length > 0
        ? [
            {
              sid: 'AdoptedBuckets',
              principals: '*' as const,
              actions: BUCKET_USE,
              resources: adoptedBuckets.flatMap((bucket) => [
                `arn:${partition}:s3:::${bucket}`,
                `arn:${partition}:s3:::${bucket}/*`,
              ]),
              conditions: { StringEquals: own },
            },
          ]
        : []),
    ]);
  }

  private interfaceEndpoint(service: InterfaceService, endpoint: string, securityGroupId: string): void {
    const id = endpoint.replace('.', '-');
    new VpcEndpoint(this, id, {
      vpcId: this.props.vpcId,
      vpcEndpointType: 'Interface',
      serviceName: this.serviceName(endpoint),
      subnetIds: [...this.props.subnetIds],
      securityGroupIds: [securityGroupId],
      privateDnsEnabled: true,
      policy: service === 'sts' ? undefined : this.ownIdentitiesOnly(),
      tags: { Name: this.props.names.of(id) },
    });
  }

  /**
   * Nobody can carry data out with an identity of another account. Not for STS: a pod that trades its token for a role
   * (IRSA) has no identity yet.
   */
  private ownIdentitiesOnly(): string {
    return policyDocument([
      {
        sid: 'OwnIdentities',
        principals: '*',
        // An endpoint's policy bounds what identities are allowed elsewhere; it grants nothing.
        actions: ['*'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:PrincipalAccount': this.props.userAccountId } },
      },
    ]);
  }

  private securityGroup(): string {
    const name = this.props.names.of('vpc-endpoints');
    const group = new SecurityGroup(this, 'security-group', {
      name,
      description: 'Interface endpoints of AWS services',
      vpcId: this.props.vpcId,
      tags: { Name: name },
    });
    new VpcSecurityGroupIngressRule(this, 'https', {
      securityGroupId: group.id,
      description: 'HTTPS from inside the VPC',
      cidrIpv4: this.props.cidr,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    return group.id;
  }

  private serviceName(endpoint: string): string {
    return `com.amazonaws.${this.props.account.region}.${endpoint}`;
  }
}
