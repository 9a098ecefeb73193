import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Checkov } from './checkov/checkov';
import { checkPlans, checkSynthesized } from './checkov/checkov-suites';
import { installCheckov } from './checkov/install-checkov';
import type { GateExceptions } from './exceptions';
import { checkObjects, checkSchemas } from './kubernetes/kubernetes-suites';
import { checkPods } from './kubernetes/object-rules';
import { ownObjects } from './kubernetes/own-objects';
import { checkOwnRules } from './own-rules';
import { type PolicyReport, policyReport } from './policy-report';
import { type EnvironmentFacts, readEnvironments } from './synthesized';

export interface PolicyGateProps {
  readonly environments: readonly EnvironmentFacts[];
  /** Whether these are all environments that there are. */
  readonly complete: boolean;
  /** cdktf's output folder, with every stack of the environments. */
  readonly synthesized: string;
  /** A folder with `<stack>.json` for every stack, if plans are to be checked too. */
  readonly plans?: string;
  readonly exceptions: GateExceptions;
  /** Where Checkov is, or is installed. */
  readonly checkov: string;
  /** An empty folder for what is needed on the way. */
  readonly scratch: string;
  /** The environment variables of the machine. */
  readonly machine: NodeJS.ProcessEnv;
  readonly tell: (line: string) => void;
}

/**
 * Checks what cdktf wrote, and the Kubernetes objects that the project's own charts make of it: with Checkov, with the
 * schemas of the Kubernetes API, and with rules of our own for what they do not know.
 * @throws UserError when Checkov cannot run here, Error when it has not read everything
 */
export function policyGate(props: PolicyGateProps): PolicyReport {
  const { scratch, machine, plans, exceptions } = props;
  const environments = readEnvironments(props.synthesized, props.environments);
  const stacks = environments.flatMap((environment) => environment.stacks);
  const folder = (name: string): string => {
    mkdirSync(join(scratch, name));
    return join(scratch, name);
  };

  const objects = ownObjects(environments, props.synthesized);
  const versionOf = (name: string) => props.environments.find((one) => one.name === name)?.cluster?.version;

  const python = installCheckov(props.checkov, machine, props.tell);
  const checkov = new Checkov(python, folder('home'), machine);
  const suites = [
    checkSynthesized(checkov, stacks, folder('synthesized')),
    ...(plans === undefined ? [] : [checkPlans(checkov, stacks, plans, folder('plans'))]),
    checkOwnRules(environments),
    checkSchemas(python, objects, versionOf),
    checkObjects(checkov, objects, folder('objects')),
    checkPods(objects),
  ];
  const names = environments.map(({ name }) => name);
  return policyReport({ environments: names, complete: props.complete, suites, exceptions });
}
