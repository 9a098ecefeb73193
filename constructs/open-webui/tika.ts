import { Construct } from 'constructs';
import { ImageSource } from '../images/image-source';
import { type KubernetesManifest, ManifestRelease } from '../helm/manifest-release';
import { podService } from '../kubernetes/pod-service';
import { resources, spread } from '../kubernetes/scheduling';
import { TIKA_PODS, TIKA_PORT } from './pods';
import { TIKA_IMAGE } from '../helm/catalog';
import type { ChartValue } from '../helm/chart-values';
import { READ_ONLY_CONTAINER, RESTRICTED_POD } from '../kubernetes/restricted-pod';
import type { WiredConnection } from '../wiring/wiring';
import type { InClusterTika, TikaSettings } from './tika-settings';

export interface TikaProps {
  readonly settings: InClusterTika;
  /** The applications' namespace. */
  readonly namespace: string;
  /** The release after which pods may talk. */
  readonly manifests: ManifestRelease;
}

/** Name of the release, and of everything in it. */
const NAME = 'tika';

/** Documents are written there while they are taken apart. */
const SCRATCH = { mount: '/tmp', size: '2Gi' };

/** Half of the container's memory is each JVM's heap at most; the one that only watches the other hardly uses it. */
const JAVA_OPTIONS = `-XX:MaxRAMPercentage=50 -Duser.home=${SCRATCH.mount}`;

/** Apache Tika as a few stateless pods, which take documents apart for Open WebUI and reach nothing themselves. */
export class Tika extends Construct {
  /** Where it is inside the cluster. */
  readonly url: string;

  constructor(scope: Construct, id: string, { settings, namespace, manifests }: TikaProps) {
    super(scope, id);
    this.url = `http://${NAME}.${namespace}.svc.cluster.local:${TIKA_PORT}`;
    const image = ImageSource.of(this).reference(TIKA_IMAGE.image, TIKA_IMAGE.tag, NAME);
    const own = new ManifestRelease(this, 'manifests', {
      release: NAME,
      namespace,
      timeoutSeconds: 600,
      dependsOn: [manifests.release],
    });
    const metadata = { name: NAME, namespace, labels: TIKA_PODS.labels };
    own.add(deployment(settings, image, metadata), podService(metadata, TIKA_PORT));
    if (settings.replicas > 1) own.add(disruptionBudget(metadata));
  }
}

type Metadata = KubernetesManifest['metadata'];

function deployment({ replicas, ...settings }: InClusterTika, image: string, metadata: Metadata): KubernetesManifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas,
      revisionHistoryLimit: 3,
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
      selector: { matchLabels: TIKA_PODS.labels },
      template: {
        metadata: { labels: TIKA_PODS.labels },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: RESTRICTED_POD,
          topologySpreadConstraints: spread(TIKA_PODS.labels),
          containers: [container(settings, image)],
          volumes: [{ name: 'scratch', emptyDir: { sizeLimit: SCRATCH.size } }],
        },
      },
    },
  };
}

function container({ resources: { cpu, memoryGib } }: Pick<InClusterTika, 'resources'>, image: string): ChartValue {
  const httpGet = { path: '/version', port: 'http' };
  return {
    name: NAME,
    image,
    securityContext: READ_ONLY_CONTAINER,
    env: [{ name: 'JAVA_TOOL_OPTIONS', value: JAVA_OPTIONS }],
    ports: [{ name: 'http', containerPort: TIKA_PORT }],
    resources: resources(String(cpu), `${memoryGib}Gi`),
    startupProbe: { httpGet, periodSeconds: 5, failureThreshold: 30 },
    readinessProbe: { httpGet, timeoutSeconds: 5 },
    // A document that is too much restarts the server in the container, which takes some seconds.
    livenessProbe: { httpGet, timeoutSeconds: 5, failureThreshold: 6 },
    volumeMounts: [{ name: 'scratch', mountPath: SCRATCH.mount }],
  };
}

function disruptionBudget(metadata: Metadata): KubernetesManifest {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata,
    spec: { maxUnavailable: 1, selector: { matchLabels: TIKA_PODS.labels } },
  };
}

/** Tika as Open WebUI's wiring tells it. */
export function describeTika(settings: TikaSettings | undefined, url: string | undefined): WiredConnection[] {
  if (!settings || url === undefined) return [];
  const isInCluster = settings.kind === 'in-cluster';
  const isPlain = url.startsWith('http:');
  return [
    {
      use: 'documents',
      variant: isInCluster ? 'in-cluster (Tika)' : 'external (Tika)',
      endpoint: url,
      tls: isPlain ? 'none' : 'TLS',
      plainHop: isInCluster ? 'tika' : isPlain ? 'chosen' : undefined,
      passwordFrom: 'none',
    },
  ];
}
