/**
 * A private LLM platform on AWS or any Kubernetes cluster: whole environments from one typed file each, and the
 * constructs that they are made of.
 *
 * @packageDocumentation
 */
export { environmentsApp } from './app';
export * from './constructs';
export {
  defineEnvironment,
  type Environment,
  type EnvironmentInput,
  environmentNames,
  EnvironmentSettings,
  type LoadOptions,
  loadEnvironments,
  UserError,
} from './environments';
export { PLAIN_HOPS } from './environments/applications';
export { environmentStacks, type EnvironmentStacksOptions } from './stacks';
export type { EnvironmentStack } from './stacks/environment-stack';
export { LAYERS, type Layer } from './stacks/layers';
