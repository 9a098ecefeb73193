import type { EnvironmentInput } from '../environments/schema';
import type { Answers } from './question';
import { type Comments, writtenSettings } from './written-settings';

/**
 * The text of an environment's file.
 * @param library where `defineEnvironment` is imported from
 */
export function environmentFile(settings: EnvironmentInput, answers: Answers, library: string): string {
  return [
    `import { defineEnvironment } from '${library}';`,
    '',
    '/**',
    ` * ${purposeOf(answers)}`,
    ' *',
    ' * What is left out has its default, the safe choice; an editor knows every other setting, and says what it means.',
    ' */',
    `export default defineEnvironment(${writtenSettings(settings, commentsOn(settings))});`,
    '',
  ].join('\n');
}

function purposeOf({ purpose, cluster }: Answers): string {
  const where = cluster === 'kubeconfig' ? 'in a cluster that is there already, with nothing on AWS' : 'on AWS';
  return purpose === 'trial'
    ? `The platform ${where}, to be tried out and thrown away: keep nothing in it that you would miss.`
    : `The platform ${where}, to stay.`;
}

/** Why settings are as they are, and what else they could be. */
function commentsOn(settings: EnvironmentInput): Comments {
  const { cluster, network, postgres, redis, storage, gateway, state, litellm } = settings;
  const comments: Comments = {
    account: 'Terraform works in this account and refuses every other one.',
    protection: 'What holds data can be deleted without a trace.',
    state: STATE[state?.kind ?? 'local'],
    'network.nat': network && 'nat' in network ? NAT[network.nat ?? 'per-az'] : undefined,
    'cluster.context':
      'A fixed context: `kubectl config use-context` elsewhere must not turn a deployment to another cluster.',
    'cluster.endpointAccess':
      cluster.kind === 'managed' ? ENDPOINT_ACCESS[cluster.endpointAccess?.kind ?? 'private'] : undefined,
    postgres: POSTGRES[postgres.kind],
    'redis.openwebui': `Sessions: nothing of it may be evicted. ${REDIS[redis.openwebui.kind]}`,
    'redis.litellm': `Cached answers: the oldest make room. ${REDIS[redis.litellm.kind]}`,
    storage:
      storage.kind === 'volume' ? 'Open WebUI keeps its files on a volume, so one replica of it can run.' : undefined,
    gateway:
      gateway?.kind === 'none'
        ? 'Nothing is reachable from outside the cluster; alb and envoy give Open WebUI a host name.'
        : 'Only from inside the network; `scheme` and `allowedCidrs` open it further.',
    'litellm.models': (litellm?.models ?? []).some((model) => 'apiKey' in model)
      ? 'Each ${NAME} is read from the environment of whoever deploys, and kept in no file.'
      : undefined,
  };
  return Object.fromEntries(
    Object.entries(comments).filter(([path, text]) => text !== undefined && has(settings, path)),
  );
}

/** Whether there is a setting of this path. */
function has(settings: unknown, path: string): boolean {
  const found = path
    .split('.')
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], settings);
  return found !== undefined;
}

const STATE = {
  local:
    "Files in .state/ of this folder. For a team: { kind: 's3', bucket, region } or { kind: 'hcp', organization }.",
  s3: 'A bucket of yours that exists already, with versions.',
  hcp: "HCP Terraform keeps it, and Terraform runs where you are; on an agent in the VPC: { kind: 'agent', pool }.",
} as const;

const NAT = {
  none: undefined,
  single: 'One for all zones costs a third, and takes the way out with it when its zone is lost.',
  'per-az': 'One in each zone: none takes the way out of the others with it.',
} as const;

const ENDPOINT_ACCESS = {
  private: 'Ranges outside the VPC (a VPN, the runners that deploy) go into `allowedCidrs`.',
  public: 'Over the internet, from these ranges alone.',
} as const;

const POSTGRES = {
  managed: 'Aurora, with a database and a user for each application. Elsewhere: in-cluster, or external.',
  'in-cluster': 'CloudNativePG, with PgBouncer in front. Elsewhere: managed (Aurora, on EKS), or external.',
  external: 'Your own server: make the databases and users there first. `${NAME}`s are read when you deploy.',
} as const;

const REDIS = {
  managed: 'On ElastiCache; also: in-cluster, external.',
  'in-cluster': 'On Valkey in the cluster; also: managed (on EKS), external.',
  external: 'On your own server, whose eviction policy is to be the one below.',
} as const;
