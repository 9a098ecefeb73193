import { hcpHost } from '../../constructs/state/hcp-host';
import { runsRemotely, UserError } from '../../environments';
import { type SelectedEnvironment, synthesize } from '../../project';
import { readManifest } from '../../rehearsal/cdktf/manifest';
import { HcpApi } from './hcp-api';
import { hcpToken } from './hcp-token';
import { type UploadProps, uploadStacks } from './upload-stacks';

export interface UploadSelectedProps extends Pick<UploadProps, 'message' | 'planOnly' | 'autoApprove' | 'tell'> {
  /** Where the stacks are synthesized. */
  readonly output: string;
  /** The environment variables of the machine, among them the token. */
  readonly machine: NodeJS.ProcessEnv;
}

/**
 * Synthesizes an environment of the project, uploads its stacks to HCP Terraform, and runs them there one after the other.
 * @returns whether all runs ended well
 * @throws UserError for one that runs elsewhere, CdktfFailed when it cannot be synthesized
 */
export async function uploadSelected(selected: SelectedEnvironment, props: UploadSelectedProps): Promise<boolean> {
  const { environment } = selected;
  const { state } = environment;
  const { output, machine, ...upload } = props;
  if (state.kind !== 'hcp' || !runsRemotely(environment)) {
    throw new UserError(
      `${environment.name} does not run on HCP Terraform; nothing was uploaded\n` +
        "  write state: { kind: 'hcp', organization: '…' }, with execution remote or agent, or use: inferencehub deploy",
    );
  }
  const host = hcpHost(state);
  const token = hcpToken(host, machine);
  await synthesize([selected], output);
  return uploadStacks({
    ...upload,
    api: await HcpApi.of(host, token),
    organization: state.organization,
    host,
    stacks: readManifest(output).filter((stack) => stack.name.startsWith(`${environment.name}-`)),
  });
}
