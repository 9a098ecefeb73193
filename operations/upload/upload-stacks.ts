import { execFileSync } from 'node:child_process';
import type { SynthesizedStack } from '../../rehearsal/cdktf/manifest';
import type { Tell } from '../tell';
import type { HcpApi, HcpRun } from './hcp-api';

export interface UploadProps {
  readonly api: HcpApi;
  readonly organization: string;
  /** Where people see runs: the host's name. */
  readonly host: string;
  /** Each after those that it depends on. */
  readonly stacks: readonly SynthesizedStack[];
  /** What the runs are called. */
  readonly message: string;
  readonly planOnly: boolean;
  /** Whether plans are approved without asking. */
  readonly autoApprove: boolean;
  readonly tell: Tell;
}

/** Runs that have come to an end, well or badly. */
const GOOD = ['applied', 'planned_and_finished'];
const BAD = ['errored', 'canceled', 'discarded', 'force_canceled', 'policy_soft_failed'];
const ENDED = [...GOOD, ...BAD];

/** What is beside a stack's configuration after Terraform was there. */
const NOT_UPLOADED = ['./.terraform', './*.tfstate*', './*.tfplan', './plan'];

/**
 * Uploads stacks, each with a run that begins when those of all stacks that it depends on are over, and went well: a
 * stack reads what they have made. Runs of stacks that do not need each other go on side by side.
 * @returns whether all runs ended well
 * @throws what the first one to fail was told, when nothing runs any more
 */
export async function uploadStacks(props: UploadProps): Promise<boolean> {
  const uploads = new Map<string, Promise<boolean>>();
  for (const stack of props.stacks) {
    const needed = stack.dependencies.flatMap((name) => uploads.get(name) ?? []);
    uploads.set(stack.name, uploadAfter(needed, stack, props));
  }
  const outcomes = await Promise.allSettled(uploads.values());
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure) throw failure.reason;
  return outcomes.every((outcome) => outcome.status === 'fulfilled' && outcome.value);
}

async function uploadAfter(
  needed: readonly Promise<boolean>[],
  stack: SynthesizedStack,
  props: UploadProps,
): Promise<boolean> {
  const went = await Promise.allSettled(needed);
  // Whoever failed says why.
  if (!went.every((one) => one.status === 'fulfilled' && one.value)) return false;
  const { status } = await uploadStack(stack, props);
  const isGood = GOOD.includes(status);
  props.tell(`${stack.name}: ${status}`, isGood ? 'progress' : 'outcome');
  return isGood;
}

async function uploadStack({ name, directory }: SynthesizedStack, props: UploadProps): Promise<HcpRun> {
  const { api, organization, host, message, planOnly, autoApprove, tell } = props;
  const workspace = await api.workspaceId(organization, name);
  const configuration = await api.upload(workspace, packed(directory), planOnly);
  const { id } = await api.run(workspace, configuration, message);
  const page = `https://${host}/app/${organization}/workspaces/${name}/runs/${id}`;
  tell(`${name}: ${page}`, 'progress');
  const planned = await api.watch(id, ({ status, confirmable }) => confirmable || ENDED.includes(status));
  if (!planned.confirmable) return planned;
  if (autoApprove) await api.approve(id, message);
  else tell(`${name}: ${page} waits for somebody to approve its plan there`, 'outcome');
  return api.watch(id, ({ status }) => ENDED.includes(status));
}

/** The folder of a stack as HCP Terraform takes it. */
export function packed(directory: string): Buffer {
  const left = NOT_UPLOADED.map((pattern) => `--exclude=${pattern}`);
  return execFileSync('tar', ['-czf', '-', ...left, '-C', directory, '.'], { maxBuffer: 2 ** 28 });
}
