import { Construct } from 'constructs';
import { ImageSource } from '../images/image-source';
import { type KubernetesManifest, ManifestRelease } from '../helm/manifest-release';
import { podService } from '../kubernetes/pod-service';
import { resources } from '../kubernetes/scheduling';
import { PIPELINES_PODS, PIPELINES_PORT } from './pods';
import { holdsData } from '../protection/held-data';
import { composedSecret } from '../secrets/composed-secret';
import { describeSecret } from '../secrets/describe';
import type { SecretRef } from '../secrets/secret-ref';
import type { SecretVault } from '../secrets/secret-vault';
import type { WiredConnection } from '../wiring/wiring';
import { PIPELINES_IMAGE } from '../helm/catalog';
import type { ChartValue } from '../helm/chart-values';
import { plainVariables, secretVariable } from '../kubernetes/environment-variables';
import { adoptedEnv } from '../secrets/adopted-env';
import type { PipelinesSettings } from './pipelines-settings';
import { READ_ONLY_CONTAINER, RESTRICTED_POD } from '../kubernetes/restricted-pod';

export interface PipelinesProps {
  readonly settings: PipelinesSettings;
  /** The applications' namespace. */
  readonly namespace: string;
  readonly vault: SecretVault;
  /** The release that carries the Secret, and after which pods may talk. */
  readonly manifests: ManifestRelease;
}

/** Name of the release, and of everything in it. */
const NAME = 'pipelines';

/** The variable that the server takes its key from. */
const KEY_VARIABLE = 'PIPELINES_API_KEY';

/** Where the server looks for files, where packages are put that they ask for, and scratch space. */
const FILES = '/app/pipelines';
const PACKAGES = '/packages';
const SCRATCH = '/tmp';

/**
 * Every file anew, each checked before anything runs. Python only looks into a folder of packages that is there when it
 * starts. The server's own loader is not used: of several files it loads the first, and that once.
 */
const LOAD_FILES = `set -eu
mkdir -p "$(python3 -m site --user-site)"
[ "$#" -gt 0 ] || exit 0
rm -f ${FILES}/*.py
while [ "$#" -gt 0 ]; do
  file="${FILES}/$(basename "$1")"
  curl --fail --silent --show-error --proto =https --retry 5 --output ${SCRATCH}/loaded "$1"
  echo "$2  ${SCRATCH}/loaded" | sha256sum --check --quiet -
  cp ${SCRATCH}/loaded "$file"
  shift 2
done
`;

/**
 * Pipelines, which run Python of the user's own for Open WebUI. It is one pod: files and their settings are on its
 * volume, and it keeps what it loaded in its memory.
 */
export class Pipelines extends Construct {
  /** Where it is inside the cluster. */
  readonly url: string;
  /** What Open WebUI shows it. */
  readonly key: SecretRef;
  readonly wiring: WiredConnection;

  constructor(scope: Construct, id: string, { settings, namespace, vault, manifests }: PipelinesProps) {
    super(scope, id);
    this.url = `http://${NAME}.${namespace}.svc.cluster.local:${PIPELINES_PORT}`;
    this.key = vault.generate('openwebui-pipelines-key', { entry: 'openwebui/pipelines-key' });
    const data = { ...adoptedEnv(vault, 'pipelines', settings.secretEnv), [KEY_VARIABLE]: this.key };
    manifests.add(composedSecret({ name: NAME, namespace, data }));

    const { tag, digest } = settings.image;
    const image = ImageSource.of(this).reference(PIPELINES_IMAGE, tag, NAME, digest);
    const own = new ManifestRelease(this, 'manifests', {
      release: NAME,
      namespace,
      // Its image is of some GB, and packages may take as long again.
      timeoutSeconds: 1200,
      dependsOn: [manifests.release],
    });
    const metadata = { name: NAME, namespace, labels: PIPELINES_PODS.labels };
    own.add(
      volumeClaim(settings, metadata),
      deployment(settings, image, Object.keys(data), metadata),
      podService(metadata, PIPELINES_PORT),
    );
    // What administrators set in the admin panel is nowhere else.
    holdsData(own.release);

    this.wiring = {
      use: 'pipelines',
      variant: 'in-cluster (Pipelines)',
      endpoint: this.url,
      tls: 'none',
      plainHop: 'pipelines',
      passwordFrom: describeSecret(this.key),
    };
  }
}

type Metadata = KubernetesManifest['metadata'];

function volumeClaim({ storageGib, storageClass }: PipelinesSettings, metadata: Metadata): KubernetesManifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: `${storageGib}Gi` } },
      storageClassName: storageClass,
    },
  };
}

function deployment(
  settings: PipelinesSettings,
  image: string,
  secrets: readonly string[],
  metadata: Metadata,
): KubernetesManifest {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    // A new secret restarts the pod.
    metadata: { ...metadata, annotations: { 'secret.reloader.stakater.com/reload': NAME } },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 3,
      // Its volume is on one node at a time.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: PIPELINES_PODS.labels },
      template: {
        metadata: { labels: PIPELINES_PODS.labels },
        spec: {
          automountServiceAccountToken: false,
          // A Service of this name would put PIPELINES_PORT=tcp://… into the pod.
          enableServiceLinks: false,
          securityContext: RESTRICTED_POD,
          initContainers: [loader(settings, image)],
          containers: [server(settings, image, secrets)],
          volumes: [
            { name: 'files', persistentVolumeClaim: { claimName: NAME } },
            { name: 'packages', emptyDir: { sizeLimit: '8Gi' } },
            { name: 'scratch', emptyDir: { sizeLimit: '2Gi' } },
          ],
        },
      },
    },
  };
}

const MOUNTS: readonly ChartValue[] = [
  { name: 'files', mountPath: FILES },
  { name: 'packages', mountPath: PACKAGES },
  { name: 'scratch', mountPath: SCRATCH },
];

/** The image was made for root: what would go into root's folders goes into those of the mounts. */
function variables({ pypi }: PipelinesSettings): ChartValue[] {
  return plainVariables({
    HOME: SCRATCH,
    USER: NAME,
    PYTHONUSERBASE: PACKAGES,
    PYTHONDONTWRITEBYTECODE: '1',
    PIP_USER: '1',
    PIP_NO_CACHE_DIR: '1',
    ...(pypi ? {} : { PIP_NO_INDEX: '1' }),
  });
}

function loader(settings: PipelinesSettings, image: string): ChartValue {
  return {
    name: 'load-files',
    image,
    command: ['bash', '-c', LOAD_FILES, 'load-files', ...settings.urls.flatMap(({ url, sha256 }) => [url, sha256])],
    securityContext: READ_ONLY_CONTAINER,
    env: variables(settings),
    resources: resources('100m', '256Mi'),
    volumeMounts: MOUNTS,
  };
}

function server(settings: PipelinesSettings, image: string, secrets: readonly string[]): ChartValue {
  const { cpu, memoryGib } = settings.resources;
  const httpGet = { path: '/', port: 'http' };
  return {
    name: NAME,
    image,
    securityContext: READ_ONLY_CONTAINER,
    env: [...variables(settings), ...secrets.map((name) => secretVariable(name, NAME, name))],
    ports: [{ name: 'http', containerPort: PIPELINES_PORT }],
    resources: resources(String(cpu), `${memoryGib}Gi`),
    // It answers when every file is loaded and what they ask for is installed.
    startupProbe: { httpGet, periodSeconds: 10, failureThreshold: 90 },
    readinessProbe: { httpGet, timeoutSeconds: 5 },
    livenessProbe: { httpGet, timeoutSeconds: 10, failureThreshold: 6 },
    volumeMounts: MOUNTS,
  };
}
