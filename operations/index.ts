/**
 * What is done with environments of a project: deployed or destroyed, planned, uploaded to HCP Terraform; and with what
 * has to be there before, the bucket of their state or their workspaces.
 *
 * @packageDocumentation
 */
export { CdktfFailed, type SelectedEnvironment, selectEnvironment, selectEnvironments } from '../project';
export * from './deployment';
export { helperCommand } from './helpers/helper-command';
export * from './images';
export * from './plan';
export * from './state-bucket';
export type { Tell } from './tell';
export * from './upload';
export * from './wiring';
export * from './workspaces';
