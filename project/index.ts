export { type CdktfOutput, runCdktf } from './cdktf';
export { CdktfFailed } from './cdktf-failed';
export { ExitCode } from './exit-code';
export {
  environmentsDirectory,
  isOwnProject,
  projectDirectory,
  type SelectedEnvironment,
  selectEnvironment,
  selectEnvironments,
} from './project';
export { requireVariables } from './require-variables';
export { inScratchFolder, synthesize } from './synthesize';
