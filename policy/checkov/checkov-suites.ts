import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../constructs/telling/problems';
import type { Outcome, SuiteOutcomes } from '../outcome';
import { environmentOfStack, type StackJson, type SynthesizedStack } from '../synthesized';
import type { Checkov, CheckovRecord } from './checkov';

/**
 * Lets Checkov read stacks as cdktf wrote them.
 * @param scratch an empty folder for copies
 * @throws Error for a stack on AWS of which Checkov says nothing
 */
export function checkSynthesized(
  checkov: Checkov,
  stacks: readonly SynthesizedStack[],
  scratch: string,
): SuiteOutcomes {
  for (const { name, json } of stacks) {
    const folder = join(scratch, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(withoutRequiredVersion(json)));
  }
  const records = checkov.check(scratch, 'terraform_json');
  const silent = stacks.find(({ name, json }) => json.provider?.aws && !records.some(({ stack }) => stack === name));
  if (silent) throw new Error(`Checkov says nothing of ${silent.name}, not even of its provider`);
  return { suite: 'Checkov', outcomes: records.map((record) => outcomeOf(record, stacks)) };
}

/**
 * Lets Checkov read plans.
 * @param plans the folder with `<stack>.json`, the output of `terraform show -json`, for every stack
 * @param scratch an empty folder for copies
 */
export function checkPlans(
  checkov: Checkov,
  stacks: readonly SynthesizedStack[],
  plans: string,
  scratch: string,
): SuiteOutcomes {
  const fileOf = (stack: string): string => join(plans, `${stack}.json`);
  const missing = stacks.filter(({ name }) => !existsSync(fileOf(name)));
  if (missing.length > 0) {
    throw new UserError(`${plans} has no plan of ${missing.map(({ name }) => `${name} (${name}.json)`).join(', ')}`);
  }
  for (const { name } of stacks) {
    mkdirSync(join(scratch, name), { recursive: true });
    copyFileSync(fileOf(name), join(scratch, name, 'plan.json'));
  }
  const records = checkov.check(scratch, 'terraform_plan');
  return { suite: 'Checkov on plans', outcomes: records.map((record) => outcomeOf(record, stacks)) };
}

/**
 * With it in the file, Checkov reads nothing, finds nothing and passes.
 * @see https://github.com/bridgecrewio/checkov/issues/7454
 */
function withoutRequiredVersion(json: StackJson): unknown {
  return { ...json, terraform: { ...json.terraform, required_version: undefined } };
}

function outcomeOf(record: CheckovRecord, stacks: readonly SynthesizedStack[]): Outcome {
  const { check, title, stack } = record;
  return {
    environment: environmentOfStack(stack),
    check,
    title,
    subject: `${stack}/${withType(record, stacks)}`,
    problem: record.passed ? undefined : title,
  };
}

/** `aws_vpc.network_vpc` for what Checkov calls `resource.network_vpc`. */
function withType({ stack, resource }: CheckovRecord, stacks: readonly SynthesizedStack[]): string {
  const [, kind, id] = /^(resource|data)\.([^.]+)$/.exec(resource) ?? [];
  if (kind === undefined) return resource;
  const isData = kind === 'data';
  const found = stacks
    .find(({ name }) => name === stack)
    ?.resources.find((other) => other.id === id && other.type.startsWith('data.') === isData);
  return found ? `${found.type}.${found.id}` : resource;
}
