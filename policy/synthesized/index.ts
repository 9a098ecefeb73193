export { releaseValues } from './release-values';
export { type EnvironmentFacts, readEnvironments } from './read-environments';
export { Resource, type ResourceEnvironment, type ResourceStack } from './resource';
export { SynthesizedEnvironment } from './synthesized-environment';
export { environmentOfStack, SynthesizedStack } from './synthesized-stack';
export { type Block, blocksOf, isBlock, isOn, listOf, type StackJson, textOf } from './terraform-json';
