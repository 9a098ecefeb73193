import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import type { ChartValues } from '../helm/chart-values';
import { CERTIFICATE_AUTHORITY_SECRET, CERTIFICATE_ISSUER } from '../kubernetes/certificate-authority';
import type { KubernetesManifest, ManifestRelease } from '../helm/manifest-release';
import { valkeyLocation } from './valkey-location';
import { holdsData } from '../protection/held-data';
import { composedSecret } from '../secrets/composed-secret';
import type { SecretVault } from '../secrets/secret-vault';
import { throwProblems } from '../telling/problems';
import type { RedisConnection } from './connection';
import { known, type RedisUse, sharedUserRules, SOLE_USER_RULES } from './redis-use';
import type { RedisServer } from './server';
import { type InClusterRedisSettings, keepsData } from './settings';
import { tokenUseProblems, useProblems } from './use-problems';
import { valkeyConfig, valkeyMemoryMib } from './valkey-config';

export interface ValkeyRedisProps {
  readonly settings: InClusterRedisSettings;
  /** What it is for; several uses get a user each. */
  readonly uses: readonly RedisUse[];
  /** Name of the Helm release and of the Service. */
  readonly service: string;
  readonly namespace: string;
  readonly vault: SecretVault;
  /** The release that carries the Secret with the passwords and the certificate. */
  readonly manifests: ManifestRelease;
  /** Whether the volume stays when the release goes. */
  readonly protection: boolean;
  readonly dependsOn?: readonly ITerraformDependable[];
}

const PORT = 6379;

/** Where the passwords are in the server's container, for its probe. */
const PASSWORDS_FOLDER = '/passwords';

/**
 * Valkey in the cluster: one pod, which keeps what it has on a volume where it was given one.
 * @example
 * ```ts
 * const redis = new ValkeyRedis(this, 'cache', {
 *   ...wiring,
 *   uses: [{ name: 'reports', copiesOnly: true }],
 *   service: 'reports-cache',
 *   settings: inClusterRedisSettings({ kind: 'in-cluster', evictionPolicy: 'allkeys-lru', storageGib: 0 }),
 * });
 * const cache: RedisConnection = redis.connection('reports');
 * ```
 */
export class ValkeyRedis extends Construct implements RedisServer {
  private readonly connections = new Map<string, RedisConnection>();

  constructor(scope: Construct, id: string, props: ValkeyRedisProps) {
    super(scope, id);
    const { settings, service, namespace, manifests, vault } = props;
    throwProblems(this.node.path, [
      ...useProblems(props.uses, settings.evictionPolicy),
      ...tokenUseProblems(props.uses),
    ]);
    const isShared = props.uses.length > 1;
    const uses = props.uses.map(known).map(({ name, entry, user, keyPrefix }) => ({
      name,
      login: isShared ? { user, keyPrefix } : {},
      password: vault.generate(`${name}-redis`, { entry }),
    }));

    manifests.add(
      composedSecret({
        name: `${service}-auth`,
        namespace,
        data: Object.fromEntries(uses.map(({ login, password }) => [login.user ?? 'default', password])),
      }),
    );
    if (settings.tls) manifests.add(certificate(service, namespace));
    const { release } = new ChartRelease(this, 'chart', {
      chart: CHARTS.valkey,
      release: service,
      namespace,
      values: valkeyValues(props),
      dependsOn: [manifests.release, ...(props.dependsOn ?? [])],
    });
    if (settings.storageGib > 0 && keepsData(settings)) holdsData(release);

    for (const { name, login, password } of uses) {
      this.connections.set(name, {
        variant: 'in-cluster (Valkey)',
        address: { kind: 'single', host: `${service}.${namespace}.svc`, port: PORT, database: 0 },
        location: valkeyLocation(service),
        tls: settings.tls,
        evictionPolicy: settings.evictionPolicy,
        certificateAuthority: settings.tls ? CERTIFICATE_AUTHORITY_SECRET : undefined,
        password,
        ...login,
      });
    }
  }

  connection(use: string): RedisConnection {
    const connection = this.connections.get(use);
    if (!connection) throw new Error(`this Redis is not for ${use}`);
    return connection;
  }
}

/** The chart's values. */
function valkeyValues(props: ValkeyRedisProps): ChartValues {
  const { settings, uses, service, protection } = props;
  const memory = `${valkeyMemoryMib(settings)}Mi`;
  return {
    fullnameOverride: service,
    auth: { enabled: true, usersExistingSecret: `${service}-auth`, aclUsers: aclUsers(uses) },
    tls: settings.tls
      ? {
          enabled: true,
          existingSecret: tlsSecret(service),
          serverPublicKey: 'tls.crt',
          serverKey: 'tls.key',
          caPublicKey: 'ca.crt',
        }
      : { enabled: false },
    valkeyConfig: valkeyConfig(settings, uses),
    dataStorage:
      settings.storageGib > 0
        ? {
            enabled: true,
            requestedSize: `${settings.storageGib}Gi`,
            className: settings.storageClass,
            keepPvc: protection,
          }
        : { enabled: false },
    // Two servers at once would each have a part of the data, and a volume that one node holds lets no second one start.
    deploymentStrategy: 'Recreate',
    readinessProbe: { enabled: true, customProbe: readinessProbe(props) },
    extraValkeySecrets: [{ name: `${service}-auth`, mountPath: PASSWORDS_FOLDER }],
    resources: { requests: { cpu: '100m', memory }, limits: { memory } },
    initResources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '32Mi' } },
    // Passwords and certificate are read at the start only.
    workloadAnnotations: { 'reloader.stakater.com/auto': 'true' },
  };
}

/**
 * Ready is what answers to a user who has logged in. The chart's own probe does not log in, and takes the refusal for
 * an answer.
 */
function readinessProbe({ settings, uses }: ValkeyRedisProps): ChartValues {
  const [first, ...others] = uses;
  const user = first && others.length > 0 ? known(first).user : 'default';
  const tls = settings.tls ? ' --tls --cacert /tls/ca.crt' : '';
  const ping = `REDISCLI_AUTH="$(cat ${PASSWORDS_FOLDER}/${user})" valkey-cli --user ${user}${tls} ping`;
  return {
    exec: { command: ['sh', '-c', `${ping} | grep -q PONG`] },
    periodSeconds: 10,
    timeoutSeconds: 5,
  };
}

/** The chart's users. It insists on one called `default`, who is everybody that gives no name. */
function aclUsers(uses: readonly RedisUse[]): ChartValues {
  const [sole, ...others] = uses;
  if (!sole || others.length === 0) return { default: { permissions: SOLE_USER_RULES } };
  return {
    // Switched off. The chart wants a password for it all the same, and gets one that exists.
    default: { permissions: 'off -@all', passwordKey: known(sole).user },
    ...Object.fromEntries(uses.map((use) => [known(use).user, { permissions: sharedUserRules(use) }])),
  };
}

function tlsSecret(service: string): string {
  return `${service}-tls`;
}

/** The server's certificate, for every name that it is called by, and for its own probes. */
function certificate(service: string, namespace: string): KubernetesManifest {
  const name = tlsSecret(service);
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, namespace },
    spec: {
      secretName: name,
      issuerRef: CERTIFICATE_ISSUER,
      dnsNames: [
        service,
        `${service}.${namespace}`,
        `${service}.${namespace}.svc`,
        `${service}.${namespace}.svc.cluster.local`,
        'localhost',
      ],
      usages: ['digital signature', 'key encipherment', 'server auth'],
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
    },
  };
}
