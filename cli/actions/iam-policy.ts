import { accessOf, accountOf, boundaryNotes, policyText } from '../../access';
import { ExitCode, inScratchFolder, selectEnvironment, synthesize } from '../../project';

export interface IamPolicyFlags {
  readonly json?: boolean;
  readonly plan?: boolean;
}

/** Prints the least policies that deploy an environment. @returns the command's exit code */
export async function iamPolicy(name: string, { json, plan }: IamPolicyFlags): Promise<number> {
  const selected = selectEnvironment(name);
  const { environment } = selected;
  // Before anything is synthesized for nothing.
  accountOf(environment);
  const { boundaries, policies } = await inScratchFolder(async (synthesized) => {
    await synthesize([selected], synthesized);
    return accessOf({ environment, synthesized, planOnly: plan });
  });
  process.stdout.write(
    json ? `${JSON.stringify({ boundaries, policies }, undefined, 2)}\n` : policyText(boundaries, policies),
  );
  process.stderr.write(boundaries.map(boundaryNotes).join(''));
  return ExitCode.success;
}
