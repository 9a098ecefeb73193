import { mkdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { environmentNames, UserError } from '../../environments';
import { environmentsDirectory, projectDirectory, type SelectedEnvironment, selectEnvironments } from '../../project';
import { DOES_NOT_PROVE, limitsOf, UPGRADE_LIMIT } from '../../rehearsal/report/limits';
import { findTerraform } from '../../rehearsal/terraform/terraform-binary';
import { LAYERS } from '../../stacks/layers';
import { acceptedLosses } from '../accepted-losses';
import { rehearseInTerminal, type TellFlags, type TerminalRehearsal } from '../rehearse-in-terminal';

export interface RehearseFlags extends TellFlags {
  readonly app?: string | true;
  readonly keep?: boolean;
  readonly stack?: readonly string[];
  readonly failOnce?: string;
  readonly plans?: string;
  readonly from?: string;
  readonly acceptLoss?: readonly string[];
}

/** Rehearses environments, or every stack of an app, and tells what came of it. @returns the command's exit code */
export async function rehearse(names: readonly string[], flags: RehearseFlags): Promise<number> {
  const terraform = findTerraform(process.env);
  refuseCombinations(flags);
  const rehearsed = flags.app === undefined ? selectedEnvironments(names, flags) : [wholeApp(names, flags.app)];
  const accepted = acceptedLosses(
    flags.acceptLoss ?? [],
    rehearsed.map(({ environment }) => environment),
  );
  return rehearseInTerminal(
    rehearsed.map((one) => ({
      ...one,
      stacks: flags.stack ?? [],
      project: projectDirectory(),
      terraform,
      machine: process.env,
      failOnce: flags.failOnce,
      plans: plansFolder(flags),
      from: flags.from,
      acceptLoss: accepted.get(one.environment),
      keep: flags.keep ?? false,
    })),
    flags,
  );
}

/** Says at once which options do not go together. */
function refuseCombinations({ app, from, failOnce, acceptLoss }: RehearseFlags): void {
  if (app !== undefined && from !== undefined) {
    throw new UserError('--app and --from do not go together: an upgrade is rehearsed by environment');
  }
  if (from !== undefined && failOnce !== undefined) {
    throw new UserError('--from and --fail-once do not go together: it would be the earlier deployment that fails');
  }
  if (from === undefined && acceptLoss !== undefined) {
    throw new UserError('--accept-loss needs --from: without an upgrade nothing can be lost');
  }
}

/** What is rehearsed at once. */
type Rehearsed = Pick<TerminalRehearsal, 'environment' | 'selection' | 'app' | 'doesNotProve'>;

function selectedEnvironments(names: readonly string[], flags: RehearseFlags): Rehearsed[] {
  if (names.length === 0) {
    const known = environmentNames({ directory: environmentsDirectory() });
    throw new UserError(`name the environment to rehearse: ${known.join(', ')}, or the path of a file`);
  }
  const selected = selectEnvironments(names);
  refuseUnknownStacks(selected, flags.stack ?? []);
  return selected.map(({ environment, selection }) => ({
    environment: environment.name,
    selection,
    doesNotProve: [...limitsOf(environment), ...(flags.from === undefined ? [] : [UPGRADE_LIMIT])],
  }));
}

/** An app that is called as its folder is. */
function wholeApp(names: readonly string[], app: string | true): Rehearsed {
  if (names.length > 0) {
    throw new UserError(
      `--app rehearses every stack of an app, and takes no environment (${names.join(', ')}); --stack chooses among them`,
    );
  }
  return {
    environment: basename(projectDirectory()),
    app: app === true ? undefined : app,
    doesNotProve: DOES_NOT_PROVE,
  };
}

/** Says at once what the rehearsal would say only after the synthesis. */
export function refuseUnknownStacks(selected: readonly SelectedEnvironment[], stacks: readonly string[]): void {
  const known = selected.flatMap(({ environment }) => LAYERS.map((layer) => `${environment.name}-${layer}`));
  const unknown = stacks.filter((stack) => !known.includes(stack) && !(LAYERS as readonly string[]).includes(stack));
  if (unknown.length === 0) return;
  throw new UserError(`no stack is called ${unknown.join(' or ')}; --stack takes ${LAYERS.join(', ')}`);
}

function plansFolder({ plans }: RehearseFlags): string | undefined {
  if (plans === undefined) return undefined;
  mkdirSync(plans, { recursive: true });
  return resolve(plans);
}
