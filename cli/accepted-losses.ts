import { UserError } from '../constructs/telling/problems';
import { LAYERS } from '../stacks/layers';

/** `<stack>/<type>.<id>` as a report writes it: inside modules too, and one instance of several. */
const LOSS = /^(?<stack>[^/]+)\/(module\.[^.]+\.)*[a-z0-9]+(_[a-z0-9]+)+\.[A-Za-z0-9_-]+(\[[^\]]+\])?$/;

const EXAMPLE_RESOURCE = 'aws_s3_bucket.storage_bucket';

/**
 * What may be lost of each environment, by its name.
 * @param accepted what the user wrote
 * @throws UserError with everything that is no resource of one of the environments' stacks
 */
export function acceptedLosses(
  accepted: readonly string[],
  environments: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const judged = accepted.map((written) => ({ written, ...environmentOf(written, environments) }));
  const problems = judged.flatMap(({ written, problem }) =>
    problem === undefined ? [] : [`--accept-loss is ${written}; ${problem}`],
  );
  if (problems.length > 0) {
    throw new UserError(
      [...problems, '  without it the rehearsal names what would be lost, and what to write for each'].join('\n'),
    );
  }
  return new Map(
    environments.map((name) => [
      name,
      judged.filter(({ environment }) => environment === name).map(({ written }) => written),
    ]),
  );
}

function environmentOf(
  written: string,
  environments: readonly string[],
): { readonly environment?: string; readonly problem?: string } {
  const stack = LOSS.exec(written)?.groups?.['stack'];
  const example = `${environments[0] ?? 'prod'}-managed-data/${EXAMPLE_RESOURCE}`;
  if (stack === undefined) return { problem: `it takes <stack>/<type>.<id>, ${example} for example` };
  // The longest name that fits: an environment may be called as another one and more.
  const [environment] = environments
    .filter((name) => stack.startsWith(`${name}-`))
    .sort((one, other) => other.length - one.length);
  if (environment !== undefined) return { environment };
  const stacks = environments.flatMap((name) => LAYERS.map((layer) => `${name}-${layer}`));
  return { problem: `no stack of what is rehearsed is called ${stack}; there are ${stacks.join(', ')}` };
}
