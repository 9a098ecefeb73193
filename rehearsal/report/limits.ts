import type { Environment } from '../../environments';

/** What of AWS no rehearsal can know. */
export const AWS_LIMITS: readonly string[] = [
  'That AWS agrees: quotas, names already taken, instance types and versions a region does not have, and limits on values are only known there.',
  'That the account may: the deploying role’s permissions are not tried.',
];
const CLUSTER =
  'That the cluster agrees: its version, its quotas, its admission rules and its storage classes are only known there.';
const ALWAYS = [
  'That charts install and pods start: Helm and Kubernetes are stand-ins, so no image is pulled and no chart is rendered.',
  'That passwords open the servers: every secret is made up, and no connection is opened.',
];
const LONG =
  'How long it takes: a real first deployment takes 30 to 60 minutes, most of it for the cluster and the databases.';
const SHORT = 'How long it takes: a real first deployment waits for images, and for every server to be ready.';

/** What the rehearsal of an upgrade cannot know besides. */
export const UPGRADE_LIMIT =
  'That nothing else is replaced: which arguments cannot change in place is known here for what holds data; for the rest it is taken from their names.';

/** What no rehearsal can know. */
export const DOES_NOT_PROVE: readonly string[] = [...AWS_LIMITS, ...ALWAYS, LONG];

/** What a rehearsal of this environment cannot know. */
export function limitsOf({
  account,
  cluster,
  postgres,
}: Pick<Environment, 'account' | 'cluster' | 'postgres'>): string[] {
  const makesCluster = cluster.kind === 'managed';
  return [
    ...(account ? AWS_LIMITS : []),
    ...(makesCluster ? [] : [CLUSTER]),
    ...ALWAYS,
    makesCluster || postgres.kind === 'managed' ? LONG : SHORT,
  ];
}
