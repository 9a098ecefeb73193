export { type CdktfOutput, runCdktf, startCdktf } from './cdktf';
export { CdktfFailed } from './cdktf-failed';
export { ExitCode } from './exit-code';
export { environmentsDirectory, isOwnProject, projectDirectory } from './project-directory';
export { requireVariables } from './require-variables';
export { type SelectedEnvironment, selectEnvironment, selectEnvironments } from './selected-environments';
export { inScratchFolder, synthesize } from './synthesize';
