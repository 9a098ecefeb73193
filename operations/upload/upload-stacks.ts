import { execFileSync } from 'node:child_process';
import type { SynthesizedStack } from '../../rehearsal/cdktf/manifest';
import type { Tell } from '../tell';
import type { HcpApi, HcpRun } from './hcp-api';

export interface UploadProps {
  readonly api: HcpApi;
  readonly organization: string;
  /** Where people see runs: the host's name. */
  readonly host: string;
  /** In the order in which they are deployed. */
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
 * Uploads stacks one after the other, each with a run that has to be over before the next begins: a stack reads what the
 * one before it has made.
 * @returns whether all runs ended well
 */
export async function uploadStacks(props: UploadProps): Promise<boolean> {
  for (const stack of props.stacks) {
    const { status } = await uploadStack(stack, props);
    const isGood = GOOD.includes(status);
    props.tell(`${stack.name}: ${status}`, isGood ? 'progress' : 'outcome');
    if (!isGood) return false;
  }
  return true;
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
