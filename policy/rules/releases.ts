import { type Block, isBlock, listOf, releaseValues, type Resource, textOf } from '../synthesized';
import { releaseTexts } from './release-texts';
import { type Judgement, resourceRule, type Rule, unless } from './rule';

const RELEASE = ['helm_release'];

/** A version and nothing open in it. */
const EXACT_VERSION = /^v?\d+\.\d+\.\d+([-+][\w.+-]+)?$/;

/** Tags that mean another image tomorrow. */
const MOVING_TAG = /^(latest|stable|main|master|dev|edge|nightly|rolling)$|-(latest|stable|nightly)$/;

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
    'CIS-EKS-4.2.1',
    'Namespaces refuse privileged pods',
    ['kubernetes_namespace', 'kubernetes_namespace_v1'],
    (namespace) => {
      const labels = namespace.blocks('metadata')[0]?.labels;
      const level = isBlock(labels) ? textOf(labels['pod-security.kubernetes.io/enforce']) : '';
      return unless(['baseline', 'restricted'].includes(level), 'it enforces no Pod Security Standard');
    },
  ),
  resourceRule(
    'CIS-EKS-4.3.2',
    'Namespaces are closed to every connection that no policy names',
    ['kubernetes_namespace', 'kubernetes_namespace_v1'],
    (namespace) => {
      const name = textOf(namespace.blocks('metadata')[0]?.name);
      const objects = namespace.stack.environment.ofTypes(...RELEASE).flatMap(objectsOf);
      return unless(
        objects.some((object) => closes(object, name)),
        'no network policy denies what others do not allow, in both directions',
      );
    },
  ),
];

/** The Kubernetes objects that a release of our own manifests carries. */
function objectsOf(release: Resource): Block[] {
  return release
    .list('values')
    .map((text) => releaseValues(textOf(text)))
    .filter(isBlock)
    .flatMap(({ resources }) => listOf(resources).filter(isBlock));
}

/** Whether it is a network policy for every pod of a namespace that allows nothing. */
function closes({ kind, metadata, spec }: Block, namespace: string): boolean {
  if (kind !== 'NetworkPolicy' || !isBlock(metadata) || !isBlock(spec)) return false;
  const { podSelector, policyTypes, ingress, egress } = spec;
  return (
    metadata.namespace === namespace &&
    isBlock(podSelector) &&
    Object.keys(podSelector).length === 0 &&
    ['Ingress', 'Egress'].every((direction) => listOf(policyTypes).includes(direction)) &&
    [ingress, egress].every((rules) => listOf(rules).length === 0)
  );
}

/** An image by its name alone, or by a tag that moves; a digest never does. */
function isMovingImage(image: string): boolean {
  if (image.includes('@sha256:')) return false;
  const [, tag] = /:([\w][\w.-]*)$/.exec(image) ?? [];
  return tag === undefined || MOVING_TAG.test(tag);
}

/** Judges every text in a release's values by itself and the key that it stands under. */
function anyValue(judgement: (key: string, value: string) => string | undefined): Judgement {
  return (release) => {
    for (const { key, value } of releaseTexts(release)) {
      const problem = judgement(key, value);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}
