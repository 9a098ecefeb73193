/** Registries that publishers keep images in, with what ECR calls them. */
export const UPSTREAM_REGISTRIES = {
  'docker.io': { url: 'registry-1.docker.io', cache: 'docker-hub', credential: 'dockerHub' },
  'ghcr.io': { url: 'ghcr.io', cache: 'github', credential: 'github' },
  'public.ecr.aws': { url: 'public.ecr.aws', cache: 'ecr-public', credential: undefined },
  'quay.io': { url: 'quay.io', cache: 'quay', credential: undefined },
  'registry.k8s.io': { url: 'registry.k8s.io', cache: 'kubernetes', credential: undefined },
} as const;

/** A registry that a publisher keeps images in. */
export type UpstreamRegistry = keyof typeof UPSTREAM_REGISTRIES;

/** An image as its publisher calls it, without a tag: `ghcr.io/searxng/searxng`. */
export type ImageName = `${UpstreamRegistry}/${string}`;

/** The registry that an image is in, and its name there. */
export function splitImage(image: ImageName): { readonly registry: UpstreamRegistry; readonly repository: string } {
  const slash = image.indexOf('/');
  return { registry: image.slice(0, slash) as UpstreamRegistry, repository: image.slice(slash + 1) };
}
