import { type Block, blocksOf, isBlock, listOf, type ResourceEnvironment, textOf } from '../synthesized';
import { isEveryone } from './addresses';
import { type ReleaseText, releaseTexts } from './release-texts';
import { resourceRule, type Rule } from './rule';

const RELEASE = 'helm_release';

/** Where charts and controllers take the ranges that a load balancer lets in. */
const SOURCE_RANGES = /(inbound-?cidrs|source-?ranges)$/i;

/** What lets users in. */
export const LOAD_BALANCER_RULES: readonly Rule[] = [
  resourceRule('HUB-ELB.1', 'No load balancer lets the whole internet in', [RELEASE], (release) => {
    for (const text of releaseTexts(release)) {
      const problem = openTo(text, release.stack.environment);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }),
];

function openTo({ key, value, around }: ReleaseText, environment: ResourceEnvironment): string | undefined {
  if (SOURCE_RANGES.test(key) && value.split(',').some((range) => isEveryone(range.trim()))) {
    return `${key} is open to everyone`;
  }
  if (value !== 'internet-facing' || around.some(namesRanges)) return undefined;
  const parameters = around.find(({ kind }) => kind === 'IngressClassParams');
  const ingresses = parameters === undefined ? [] : ingressesOf(nameOf(parameters), environment);
  // Each Ingress of a class says itself whom it lets in; the class alone says only where the load balancer is.
  if (ingresses.length > 0 && ingresses.every((ingress) => namesRanges(annotationsOf(ingress)))) return undefined;
  return `${key} is internet-facing, and nothing names the ranges that may connect`;
}

function namesRanges(block: Block): boolean {
  return Object.entries(block).some(
    ([key, value]) => SOURCE_RANGES.test(key) && listOf(value).some((range) => textOf(range) !== ''),
  );
}

/** The Ingresses of the classes that these parameters are for. */
function ingressesOf(parameters: string, environment: ResourceEnvironment): Block[] {
  const objects = [
    ...new Set(
      environment.ofTypes(RELEASE).flatMap((release) => releaseTexts(release).flatMap(({ around }) => around)),
    ),
  ];
  const classes = objects
    .filter(({ kind, spec }) => kind === 'IngressClass' && isBlock(spec) && isBlock(spec.parameters))
    .filter(({ spec }) => textOf(blocksOf(spec as Block, 'parameters')[0]?.name) === parameters)
    .map(nameOf);
  return objects.filter(
    ({ kind, spec }) => kind === 'Ingress' && isBlock(spec) && classes.includes(textOf(spec.ingressClassName)),
  );
}

function nameOf({ metadata }: Block): string {
  return isBlock(metadata) ? textOf(metadata.name) : '';
}

function annotationsOf({ metadata }: Block): Block {
  return isBlock(metadata) && isBlock(metadata.annotations) ? metadata.annotations : {};
}
