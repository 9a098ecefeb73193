import type { UpstreamRegistry } from '../images/registries';
/** Where Kubernetes' registry keeps copies on AWS. */
const K8S_REGIONS = [
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

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
  // Clients on AWS get the layers from the nearest of these buckets, everything else from Google's registry.
  'registry.k8s.io': [
    '*.pkg.dev',
    'registry.k8s.io',
    ...K8S_REGIONS.map((region) => `prod-registry-k8s-io-${region}.s3.dualstack.${region}.amazonaws.com`),
  ],
  'quay.io': ['*.quay.io', 'quay.io', 'quayio-production-s3.s3.amazonaws.com'],
} as const satisfies Record<UpstreamRegistry, readonly string[]>;
