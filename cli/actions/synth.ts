import { runCdktf, selectEnvironments } from '../../project';

/** Writes the Terraform JSON of environments. @returns cdktf's exit code */
export function synth(names: readonly string[]): Promise<number> {
  const selections = selectEnvironments(names).map(({ selection }) => selection);
  return runCdktf(['synth'], { ENVIRONMENT: selections.join(',') });
}
