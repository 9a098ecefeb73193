import type { ChartImage } from './chart-images';

/** A chart of someone else's, pinned. */
export interface PinnedChart {
  /** Where Helm finds it: a chart repository's address, or an OCI registry and folder. */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  /** Every image that it runs as we set it: nodes pull them from where the environment's `images` says. */
  readonly images: readonly ChartImage[];
}

/** cert-manager's images have its chart's version. */
const CERT_MANAGER = 'v1.21.1';
const certManagerImage = (component: string, at: string): ChartImage => ({
  image: `quay.io/jetstack/cert-manager-${component}`,
  tag: CERT_MANAGER,
  at: [at],
});

/**
 * Every chart that the platform installs, in one place: to update one, change its version and its images' tags here and
 * read its notes for the values that its file sets.
 */
export const CHARTS = {
  awsLoadBalancerController: {
    repository: 'https://aws.github.io/eks-charts',
    chart: 'aws-load-balancer-controller',
    version: '3.5.0',
    images: [{ image: 'public.ecr.aws/eks/aws-load-balancer-controller', tag: 'v3.5.0', at: ['image'] }],
  },
  certManager: {
    repository: 'oci://quay.io/jetstack/charts',
    chart: 'cert-manager',
    version: CERT_MANAGER,
    images: [
      certManagerImage('controller', 'image'),
      certManagerImage('webhook', 'webhook.image'),
      certManagerImage('cainjector', 'cainjector.image'),
      certManagerImage('startupapicheck', 'startupapicheck.image'),
      // Runs only for certificates of an ACME authority; the controller is told of it all the same.
      certManagerImage('acmesolver', 'acmesolver.image'),
    ],
  },
  cloudNativePg: {
    repository: 'https://cloudnative-pg.github.io/charts',
    chart: 'cloudnative-pg',
    version: '0.29.0',
    // It also starts every instance and pooler.
    images: [{ image: 'ghcr.io/cloudnative-pg/cloudnative-pg', tag: '1.30.0', at: ['image'] }],
  },
  cloudNativePgCluster: {
    repository: 'https://cloudnative-pg.github.io/charts',
    chart: 'cluster',
    version: '0.8.1',
    // Named where its values are made: which one it is depends on PostgreSQL's version.
    images: [],
  },
  envoyGateway: {
    repository: 'oci://docker.io/envoyproxy',
    chart: 'gateway-helm',
    version: 'v1.9.0',
    images: [
      {
        image: 'docker.io/envoyproxy/gateway',
        tag: 'v1.9.0',
        at: ['global.images.envoyGateway.image'],
        written: 'whole',
      },
      // Not run, since there are no rate limits here; the controller is told of it all the same.
      {
        image: 'docker.io/envoyproxy/ratelimit',
        tag: '17b1956c',
        at: ['global.images.ratelimit.image'],
        written: 'whole',
      },
    ],
  },
  externalDns: {
    repository: 'https://kubernetes-sigs.github.io/external-dns/',
    chart: 'external-dns',
    version: '1.21.1',
    images: [{ image: 'registry.k8s.io/external-dns/external-dns', tag: 'v0.21.0', at: ['image'] }],
  },
  externalSecrets: {
    repository: 'https://charts.external-secrets.io',
    chart: 'external-secrets',
    version: '2.9.0',
    images: [{ image: 'ghcr.io/external-secrets/external-secrets', tag: 'v2.9.0', at: ['image'] }],
  },
  litellm: {
    repository: 'oci://ghcr.io/berriai/litellm/chart',
    chart: 'litellm',
    version: '1.0.0',
    images: [{ image: 'ghcr.io/berriai/litellm', tag: '1.104.0', at: ['image'] }],
  },
  litellmClassic: {
    repository: 'oci://ghcr.io/berriai',
    chart: 'litellm-helm',
    version: '1.1.3',
    images: [{ image: 'ghcr.io/berriai/litellm', tag: 'v1.85.1', at: ['image'] }],
  },
  openWebUi: {
    repository: 'https://helm.openwebui.com',
    chart: 'open-webui',
    version: '16.0.0',
    images: [{ image: 'ghcr.io/open-webui/open-webui', tag: '0.11.0', at: ['image'] }],
  },
  reloader: {
    repository: 'https://stakater.github.io/stakater-charts',
    chart: 'reloader',
    version: '2.2.16',
    images: [{ image: 'ghcr.io/stakater/reloader', tag: 'v1.4.21', at: ['image'] }],
  },
  valkey: {
    repository: 'https://valkey.io/valkey-helm/',
    chart: 'valkey',
    version: '0.11.0',
    images: [{ image: 'docker.io/valkey/valkey', tag: '9.1.1', at: ['image'], written: 'with-registry' }],
  },
} as const satisfies Record<string, PinnedChart>;

/** The images of the project's own charts, by the charts' folders. */
export const OWN_CHART_IMAGES = {
  'database-bootstrap': [{ image: 'docker.io/library/postgres', tag: '17.11-alpine3.24', at: ['image'] }],
  manifests: [],
  // A tag is a day and a commit of SearXNG; there are no releases.
  searxng: [{ image: 'ghcr.io/searxng/searxng', tag: '2026.6.19-93f66bfb4', at: ['image'] }],
  // LiteLLM's own, which the nodes have already; its values say which tag.
  'virtual-key': [{ image: 'ghcr.io/berriai/litellm', tag: '1.104.0', at: ['image'] }],
} as const satisfies Record<string, readonly ChartImage[]>;

/** Apache Tika, with what reads text in pictures. Open WebUI 0.11.0 does not understand the answers of Tika 4. */
export const TIKA_IMAGE = { image: 'docker.io/apache/tika', tag: '3.2.3.0-full' } as const;

/** Pipelines, of which there are no releases: an environment says which commit or digest. */
export const PIPELINES_IMAGE = 'ghcr.io/open-webui/pipelines';

/** Images that operators are told to run. */
export const OPERATED_IMAGES = {
  /**
   * By major version, of the flavour with pgvector and without the backup tools that CloudNativePG's operator is giving
   * up: those of 2026-08-17. Tags without a day are made anew every week.
   * @see https://github.com/cloudnative-pg/artifacts/blob/main/image-catalogs/catalog-standard-trixie.yaml
   */
  postgres: {
    image: 'ghcr.io/cloudnative-pg/postgresql',
    versions: {
      15: {
        tag: '15.19-202608170814-standard-trixie',
        digest: 'sha256:613c7a0417887cd2626a2bfb31fa4e1d86c3088e575fd66bc227007dc69a5487',
      },
      16: {
        tag: '16.15-202608170814-standard-trixie',
        digest: 'sha256:3df9103d7f89c8abc2870463d4d446944c81b5f1f4b707c590895dc003ecbb65',
      },
      17: {
        tag: '17.11-202608170816-standard-trixie',
        digest: 'sha256:91e0de662d53895a45f1396f4ee1a75daeb0c26fc87853afc9c8f43e01fdaa21',
      },
      18: {
        tag: '18.6-202608170814-standard-trixie',
        digest: 'sha256:771f9eab5225587af259d84680cc69a5b6e374ac32bb24effafde1f3368a1241',
      },
    },
  },
  /** The one that the operator's version brings. */
  pgBouncer: { image: 'ghcr.io/cloudnative-pg/pgbouncer', tag: '1.25.1' },
  /** The one that Envoy Gateway's version brings. */
  envoy: { image: 'docker.io/envoyproxy/envoy', tag: 'distroless-v1.39.0' },
} as const;
