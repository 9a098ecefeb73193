import { isBlock, releaseValues, type Resource, textOf } from '../synthesized';
import { isEveryone } from './addresses';
import { type Judgement, resourceRule, type Rule, unless } from './rule';

const RELEASE = ['helm_release'];

/** A version and nothing open in it. */
const EXACT_VERSION = /^v?\d+\.\d+\.\d+([-+][\w.+-]+)?$/;

/** Tags that mean another image tomorrow. */
const MOVING_TAG = /^(latest|stable|main|master|dev|edge|nightly|rolling)$|-(latest|stable|nightly)$/;

/** Where charts and controllers take the ranges that a load balancer lets in. */
const SOURCE_RANGES = /(inbound-?cidrs|source-?ranges)$/i;

/** Charts and what is set in them. */
export const RELEASE_RULES: readonly Rule[] = [
  resourceRule('HUB-Helm.1', 'Charts are at exact versions', RELEASE, (release) => {
    // The project's own charts are part of the synthesized stack.
    if (release.text('chart').startsWith('./')) return undefined;
    return unless(EXACT_VERSION.test(release.text('version')), `version is "${release.text('version')}"`);
  }),
  resourceRule(
    'CKV_K8S_14',
    'Images are at fixed tags',
    RELEASE,
    anyValue((key, value) => {
      const moves = key === 'tag' ? MOVING_TAG.test(value) : key === 'image' && isMovingImage(value);
      return moves ? `${key} ${value} can be another image tomorrow` : undefined;
    }),
  ),
  resourceRule(
    'HUB-ELB.1',
    'No load balancer is open to the internet',
    RELEASE,
    anyValue((key, value) => {
      if (value === 'internet-facing') return `${key} is internet-facing`;
      const isOpen = SOURCE_RANGES.test(key) && value.split(',').some((range) => isEveryone(range.trim()));
      return isOpen ? `${key} is open to everyone` : undefined;
    }),
  ),
  resourceRule(
    'CIS-EKS-4.2.1',
    'Namespaces refuse privileged pods',
    ['kubernetes_namespace', 'kubernetes_namespace_v1'],
    (namespace) => {
      const labels = namespace.blocks('metadata')[0]?.labels;
      const level = isBlock(labels) ? textOf(labels['pod-security.kubernetes.io/enforce']) : '';
      return unless(['baseline', 'restricted'].includes(level), 'it enforces no Pod Security Standard');
    },
  ),
];

/** An image by its name alone, or by a tag that moves; a digest never does. */
function isMovingImage(image: string): boolean {
  if (image.includes('@sha256:')) return false;
  const [, tag] = /:([\w][\w.-]*)$/.exec(image) ?? [];
  return tag === undefined || MOVING_TAG.test(tag);
}

/** Judges every text in a release's values by itself and the key that it stands under. */
function anyValue(judgement: (key: string, value: string) => string | undefined): Judgement {
  return (release) => {
    for (const { key, value } of valuesOf(release)) {
      const problem = judgement(key, value);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

function valuesOf(release: Resource): { readonly key: string; readonly value: string }[] {
  return release.list('values').flatMap((text) => textsUnder(releaseValues(textOf(text)), ''));
}

function textsUnder(value: unknown, key: string): { readonly key: string; readonly value: string }[] {
  if (typeof value === 'string') return [{ key, value }];
  if (Array.isArray(value)) return value.flatMap((element) => textsUnder(element, key));
  if (!isBlock(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => textsUnder(member, name));
}
