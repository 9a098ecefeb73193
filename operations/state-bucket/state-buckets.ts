import type { StateSettings } from '../../constructs/state/settings';
import { type Environment, UserError } from '../../environments';
import type { StateBucketSettings } from '../../stacks/state-bucket';
import type { SelectedEnvironment } from '../../project';

/** A bucket, and what keeps its state in it. */
export interface StateBucketUse {
  readonly settings: StateBucketSettings;
  /** What the app is told to load. */
  readonly selection: string;
}

/**
 * The buckets of environments' states, each once.
 * @throws UserError for environments that keep their state elsewhere, or tell different things of one bucket
 */
export function stateBuckets(selected: readonly SelectedEnvironment[]): StateBucketUse[] {
  const environments = selected.map(({ environment }) => environment);
  const buckets = [...new Set(environments.flatMap(({ state }) => (state.kind === 's3' ? [state.bucket] : [])))];
  const groups = buckets.map((bucket) =>
    selected.filter(({ environment: { state } }) => state.kind === 's3' && state.bucket === bucket),
  );
  const problems = [...environments.flatMap(noBucket), ...groups.flatMap(contradictions)];
  if (problems.length > 0) throw new UserError(['nothing was done:', ...problems].join('\n'));
  return groups.map((users) => ({
    settings: stateBucketOf(users.map(({ environment }) => environment)),
    selection: users.map(({ selection }) => selection).join(','),
  }));
}

/** The bucket that environments share, once it is known that they do. */
export function stateBucketOf([first]: readonly Environment[]): StateBucketSettings {
  if (first?.state.kind !== 's3' || first.state.accountId === undefined) {
    throw new Error('no environment with its state in a bucket was given');
  }
  const { bucket, region, kmsKeyArn, accountId } = first.state;
  return { bucket, region, kmsKeyArn, accountId };
}

function noBucket({ name, state }: Environment): string[] {
  if (state.kind !== 's3') {
    return [
      `  ${name} keeps its state ${state.kind === 'local' ? 'in local files' : 'in HCP Terraform'}, which takes no bucket\n` +
        `    write state: { kind: 's3', bucket: '…', region: '…' } to keep it in one`,
    ];
  }
  if (state.accountId !== undefined) return [];
  return [
    `  ${name} has no account, so nothing says which one the bucket ${state.bucket} belongs to\n` +
      `    write the account's twelve digits into state.accountId`,
  ];
}

/** What environments say differently of the bucket that they share. */
function contradictions(users: readonly SelectedEnvironment[]): string[] {
  return (Object.keys(WORDS) as (keyof typeof WORDS)[]).flatMap((setting) => {
    const said = users.map(({ environment: { name, state } }) => ({ name, value: text(state, setting) }));
    if (new Set(said.map(({ value }) => value)).size <= 1) return [];
    return [
      `  a bucket has one ${WORDS[setting]}, but ${said.map(({ name, value }) => `${name} says ${value}`).join(', ')}\n` +
        `    write the same into each state.${setting}, or name another bucket`,
    ];
  });
}

/** What has to be the same for all, and what it is called. */
const WORDS = { accountId: 'account', region: 'region', kmsKeyArn: 'key' } as const;

function text(state: StateSettings, setting: keyof typeof WORDS): string {
  return (state.kind === 's3' && state[setting]) || 'nothing';
}
