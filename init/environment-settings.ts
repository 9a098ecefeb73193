import { PRIVATE_RANGES } from '../constructs/network-policies/addresses';
import { cidrsOverlap, parseCidr } from '../constructs/network/subnet-cidrs';
import type { EnvironmentInput } from '../environments/schema';
import { modelSettings } from './model-settings';
import { type Answers, valuesOf } from './question';

/** The settings that answers amount to. What they leave to a default is left out. */
export function environmentSettings(answers: Answers): EnvironmentInput {
  const isTrial = answers.purpose === 'trial';
  const { account, network, cluster } = placement(answers, isTrial);
  return withoutUndefined({
    account,
    state: state(answers),
    protection: isTrial ? false : undefined,
    network,
    cluster,
    postgres: postgres(answers, isTrial),
    redis: {
      openwebui: redis('openwebui', answers['openwebui-redis'], answers['openwebui-redis-host'], isTrial),
      litellm: redis('litellm', answers['litellm-redis'], answers['litellm-redis-host'], isTrial),
    },
    storage: storage(answers, isTrial),
    gateway: gateway(answers),
    search: isTrial ? { kind: 'in-cluster', replicas: 1 } : undefined,
    litellm: {
      ...(isTrial ? { replicas: { min: 1, max: 1 }, resources: { cpu: 0.5, memoryGib: 2 } } : {}),
      models: modelSettings(answers),
    },
    openwebui: openwebui(answers, isTrial),
  });
}

type Part<Name extends keyof EnvironmentInput> = EnvironmentInput[Name];

function placement(answers: Answers, isTrial: boolean): Pick<EnvironmentInput, 'account' | 'network' | 'cluster'> {
  const { cluster, account = '', region = '', context } = answers;
  if (cluster === 'kubeconfig') return { cluster: { kind: 'kubeconfig', context } };
  const eks = { account: { id: account, region } };
  if (cluster === 'existing') {
    return {
      ...eks,
      network: { kind: 'existing', vpcId: answers.vpc ?? '', privateSubnetIds: valuesOf(answers.subnets) },
      cluster: { kind: 'existing', name: answers['cluster-name'] ?? '' },
    };
  }
  return {
    ...eks,
    network: {
      kind: 'managed',
      cidr: answers.cidr ?? '',
      ...(isTrial
        ? { availabilityZones: 2, nat: 'single', endpoints: ['s3'], flowLogRetentionDays: 7 }
        : { availabilityZones: 3, nat: 'per-az' }),
    },
    cluster: {
      kind: 'managed',
      endpointAccess: endpointAccess(valuesOf(answers['api-from'])),
      logRetentionDays: isTrial ? 7 : undefined,
    },
  };
}

/** Ranges of private addresses come by a VPN or a peering, which needs no way over the internet. */
function endpointAccess(allowedCidrs: string[]) {
  const kind = allowedCidrs.every(isPrivate) ? 'private' : 'public';
  return allowedCidrs.length === 0 ? ({ kind } as const) : ({ kind, allowedCidrs } as const);
}

function isPrivate(range: string): boolean {
  const own = parseCidr(range);
  return PRIVATE_RANGES.flatMap((cidr) => parseCidr(cidr) ?? []).some((other) => own && cidrsOverlap(own, other));
}

function state(answers: Answers): Part<'state'> {
  switch (answers.state) {
    case 's3':
      return { kind: 's3', bucket: answers['state-bucket'] ?? '', region: answers['state-region'] ?? '' };
    case 'hcp':
      return { kind: 'hcp', organization: answers.organization ?? '', execution: { kind: 'local' } };
    default:
      return { kind: 'local' };
  }
}

function postgres(answers: Answers, isTrial: boolean): Part<'postgres'> {
  switch (answers.postgres) {
    case 'external': {
      const url = (user: string) =>
        `postgresql://${user}:\${${user.toUpperCase()}_DATABASE_PASSWORD}@${answers['postgres-host'] ?? ''}/${user}?sslmode=verify-full`;
      return { kind: 'external', openwebui: { url: url('openwebui') }, litellm: { url: url('litellm') } };
    }
    case 'in-cluster':
      return isTrial
        ? { kind: 'in-cluster', instances: 1, poolerInstances: 1, storageGib: 5 }
        : { kind: 'in-cluster', instances: 3 };
    default:
      return isTrial
        ? {
            kind: 'managed',
            capacity: { kind: 'serverless', minAcu: 0, maxAcu: 2, pauseAfterSeconds: 300 },
            readers: 0,
            backupRetentionDays: 1,
          }
        : { kind: 'managed', capacity: { kind: 'serverless', minAcu: 0.5, maxAcu: 8 }, readers: 1 };
  }
}

function redis(use: 'openwebui' | 'litellm', kind = '', host = '', isTrial: boolean): Part<'redis'>['openwebui'] {
  switch (kind) {
    case 'external':
      return {
        kind: 'external',
        url: `rediss://:\${${use.toUpperCase()}_REDIS_PASSWORD}@${host}/0`,
        evictionPolicy: use === 'openwebui' ? 'noeviction' : 'allkeys-lru',
      };
    case 'in-cluster':
      return { kind: 'in-cluster', maxmemoryMib: isTrial ? 64 : 256 };
    default:
      return isTrial
        ? { kind: 'managed', nodeType: 'cache.t4g.micro', replicas: 0, snapshotRetentionDays: 0 }
        : { kind: 'managed', nodeType: 'cache.t4g.small', replicas: 1 };
  }
}

function storage(answers: Answers, isTrial: boolean): Part<'storage'> {
  switch (answers.storage) {
    case 'existing':
      return { kind: 'existing', bucket: answers.bucket ?? '' };
    case 'volume':
      return { kind: 'volume', storageGib: isTrial ? 5 : 20 };
    default:
      return { kind: 'managed', logRetentionDays: isTrial ? 14 : undefined };
  }
}

function gateway(answers: Answers): Part<'gateway'> {
  const hosts = { openwebui: answers.host };
  switch (answers.gateway) {
    case 'alb':
      return { kind: 'alb', hosts, certificateArn: answers.certificate ?? '' };
    case 'envoy':
      return { kind: 'envoy', hosts, tlsSecret: answers['tls-secret'] };
    default:
      return { kind: 'none' };
  }
}

/** Several replicas share their files through the bucket; a volume has one user. */
function openwebui(answers: Answers, isTrial: boolean): Part<'openwebui'> {
  const email = answers['admin-email'];
  const admin = email === undefined ? undefined : { email };
  if (isTrial) return { resources: { cpu: 0.25, memoryGib: 2 }, admin };
  if (answers.storage !== 'volume') return { replicas: 2, admin };
  return admin && { admin };
}

/** A file says nothing of what it leaves out. */
function withoutUndefined<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutUndefined) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutUndefined(member as unknown)])) as Value;
}
