import type { KubernetesManifest } from '../helm/manifest-release';

/** A rule of Kubernetes' RBAC. */
export type AccessRule = Readonly<
  Record<'apiGroups' | 'resources' | 'verbs', readonly string[]> & { resourceNames?: readonly string[] }
>;

/** As whom pods speak to the Kubernetes API, or a group that people are in. */
export type AccessSubject =
  | { readonly kind: 'ServiceAccount'; readonly name: string; readonly namespace: string }
  | { readonly kind: 'Group'; readonly name: string };

const GROUP = 'rbac.authorization.k8s.io';

/** Rights in one namespace: a Role and its binding. */
export function grantedIn(
  namespace: string,
  name: string,
  subject: AccessSubject,
  rules: readonly AccessRule[],
): KubernetesManifest[] {
  return granted('', { name, namespace }, subject, rules);
}

/** Rights to what is in no namespace, and to the rest in all of them. */
export function grantedEverywhere(
  name: string,
  subject: AccessSubject,
  rules: readonly AccessRule[],
): KubernetesManifest[] {
  return granted('Cluster', { name }, subject, rules);
}

function granted(
  scope: '' | 'Cluster',
  metadata: KubernetesManifest['metadata'],
  subject: AccessSubject,
  rules: readonly AccessRule[],
): KubernetesManifest[] {
  const apiVersion = `${GROUP}/v1`;
  return [
    { apiVersion, kind: `${scope}Role`, metadata, rules },
    {
      apiVersion,
      kind: `${scope}RoleBinding`,
      metadata,
      roleRef: { apiGroup: GROUP, kind: `${scope}Role`, name: metadata.name },
      subjects: [subject.kind === 'Group' ? { ...subject, apiGroup: GROUP } : subject],
    },
  ];
}
