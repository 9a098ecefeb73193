import type { Workspace } from './workspace';

/** What would let a rehearsal reach, or be changed by, something that is the user's. */
const FOREIGN = /^(AWS_|KUBE|HELM_|TF_|TERRAFORM_|CDKTF_|REHEARSAL_|ENVIRONMENT$)/;

/**
 * The environment variables of the processes of a rehearsal: the machine's, without any that could lead to a real
 * account or cluster, and with every tool told to stay in the rehearsal's folder and off the network.
 */
export function isolatedEnvironment(
  machine: NodeJS.ProcessEnv,
  workspace: Workspace,
  own: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const kept = Object.entries(machine).filter(([name]) => !FOREIGN.test(name));
  return {
    ...Object.fromEntries(kept),
    CHECKPOINT_DISABLE: '1',
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    CDKTF_HOME: workspace.home,
    CDKTF_LOG_FILE_DIRECTORY: workspace.logs,
    CI: '1',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    TMPDIR: workspace.temporary,
    ...own,
  };
}
