import type { EnvironmentInput } from '../../../environments';

/** Owns every VPC, and the zone of the host names. */
const NETWORK_ACCOUNT = '100000000001';

/** Where the environments live. Each account keeps the states of its own. */
const ACCOUNTS = {
  nonprod: { id: '200000000002', states: 'example-fleet-nonprod-states' },
  prod: { id: '300000000003', states: 'example-fleet-prod-states' },
};

const MODELS = {
  'eu-central-1': 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'us-east-1': 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
};

/** What makes one member of the fleet different from the others. */
export interface FleetMember {
  /** The name of its file, with which the names of all that is its own begin. */
  readonly name: string;
  readonly account: keyof typeof ACCOUNTS;
  readonly region: keyof typeof MODELS;
  /** Its /16 in 10.0.0.0/8; no two members have the same. */
  readonly network: number;
  /** The host name of Open WebUI in the fleet's zone, without the zone. */
  readonly host: string;
  /** Whether it is thrown away when it is not needed: nothing in it is kept safe. */
  readonly thrownAway?: boolean;
}

const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const boundary = (account: string, member: string) => `arn:aws:iam::${account}:policy/${member}-boundary`;

/** An environment of the fleet: what is the same for all stands here, once. */
export function fleetEnvironment({
  name,
  account,
  region,
  network,
  host,
  thrownAway = false,
}: FleetMember): EnvironmentInput {
  const { id, states } = ACCOUNTS[account];
  const isProd = account === 'prod';
  return {
    // Members share the account: what the roles of one may have at most keeps whoever deploys it from the others.
    account: {
      id,
      region,
      assumeRoleArn: role(id, 'inferencehub-deploy'),
      permissionsBoundaryArn: boundary(id, name),
    },
    // One bucket for each account, wherever its environments are: a key is the name of a stack.
    state: { kind: 's3', bucket: states, region: 'eu-central-1' },
    tags: { team: 'ai-platform', fleet: account },
    protection: !thrownAway,
    network: {
      kind: 'managed',
      owner: {
        assumeRoleArn: role(NETWORK_ACCOUNT, 'inferencehub-network'),
        permissionsBoundaryArn: boundary(NETWORK_ACCOUNT, name),
      },
      cidr: `10.${network}.0.0/16`,
      availabilityZones: isProd ? 3 : 2,
      nat: isProd ? 'per-az' : 'single',
      endpoints: isProd ? undefined : ['s3'],
    },
    cluster: {
      kind: 'managed',
      compute: { kind: 'auto-mode' },
      endpointAccess: { kind: 'private', allowedCidrs: ['10.200.0.0/16'] },
    },
    postgres: { kind: 'managed', readers: thrownAway ? 0 : 1 },
    redis: {
      openwebui: { kind: 'managed', replicas: thrownAway ? 0 : 1 },
      litellm: { kind: 'managed', replicas: thrownAway ? 0 : 1 },
    },
    storage: { kind: 'managed' },
    gateway: {
      kind: 'alb',
      hosts: { openwebui: `${host}.ai.example.com` },
      dns: {
        kind: 'route53',
        zoneId: 'Z0FLEETEXAMPLE000000',
        zoneName: 'ai.example.com',
        assumeRoleArn: role(NETWORK_ACCOUNT, 'inferencehub-dns'),
      },
      allowedCidrs: ['10.0.0.0/8'],
    },
    litellm: { models: [{ name: 'claude-sonnet', provider: 'bedrock', model: MODELS[region] }] },
    openwebui: { replicas: isProd ? 3 : 1, admin: { email: 'ai-platform@example.com' } },
  };
}
