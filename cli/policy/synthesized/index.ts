export { releaseValues } from './release-values';
export { type EnvironmentFacts, readEnvironments } from './read-environments';
export { type Block, blocksOf, isBlock, isOn, listOf, Resource, textOf } from './resource';
export { SynthesizedEnvironment } from './synthesized-environment';
export { environmentOfStack, type StackJson, SynthesizedStack } from './synthesized-stack';
