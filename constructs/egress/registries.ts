import type { UpstreamRegistry } from '../images/registries';

/** Registries that images come from, with the hosts that they send a download on to. */
export const REGISTRY_DOMAINS = {
  'docker.io': [
    'auth.docker.io',
    'docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com',
    'index.docker.io',
    'production.cloudflare.docker.com',
    'production.cloudfront.docker.com',
    'registry-1.docker.io',
  ],
  'ghcr.io': ['ghcr.io', 'pkg-containers.githubusercontent.com'],
  'public.ecr.aws': ['d5l0dvt14r5h8.cloudfront.net', 'public.ecr.aws'],
  'quay.io': ['*.quay.io', 'quay.io', 'quayio-production-s3.s3.amazonaws.com'],
} as const satisfies Record<UpstreamRegistry, readonly string[]>;
