import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { CHARTS, OPERATED_IMAGES } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import type { ChartValues } from '../helm/chart-values';
import { ImageSource } from '../images/image-source';
import type { ManifestRelease } from '../helm/manifest-release';
import { resources, spread } from '../kubernetes/scheduling';
import { cloudNativePostgresLocation } from './cloud-native-location';
import { bootstrapPods, bootstrapRelease } from './bootstrap-pods';
import { holdsData } from '../protection/held-data';
import { composedSecret } from '../secrets/composed-secret';
import { IN_CLUSTER_SECRET_STORE, type SecretRef } from '../secrets/secret-ref';
import { secretTemplate } from '../secrets/secret-template';
import type { SecretVault } from '../secrets/secret-vault';
import { throwProblems } from '../telling/problems';
import { MAX_CLIENT_CONNECTIONS, MAX_SERVER_CONNECTIONS, poolSize } from './cloud-native-limits';
import type { PostgresConnection } from './connection';
import { DatabaseBootstrap } from './database-bootstrap';
import { databaseEntry, type DatabaseOwner, ownerProblems, tokenOwnerProblems } from './database-owner';
import type { PostgresServer } from './server';
import type { InClusterPostgresSettings, PostgresImage } from './settings';

export interface CloudNativePostgresProps {
  readonly settings: InClusterPostgresSettings;
  /** Whose the databases are: each gets one, with a role of its own. */
  readonly owners: readonly DatabaseOwner[];
  /** First part of the names of what runs in the cluster. */
  readonly release: string;
  readonly namespace: string;
  readonly vault: SecretVault;
  /** The release that carries the roles' Secrets. */
  readonly manifests: ManifestRelease;
  readonly dependsOn?: readonly ITerraformDependable[];
}

const PORT = 5432;

/** Prepared statements of each connection that PgBouncer keeps, so that they work although transactions are pooled. */
const MAX_PREPARED_STATEMENTS = 200;

/** The name of the pooler in front of the primary; it ends the name of its Service. */
const POOLER = 'rw';

/**
 * CloudNativePG: a primary with its replicas, PgBouncer in front of it, a database and an owner for each application.
 * TLS only, with certificates of the operator's own authority.
 * @example
 * ```ts
 * const postgres = new CloudNativePostgres(this, 'postgres', {
 *   ...wiring,
 *   owners: [{ name: 'reports' }],
 *   settings: inClusterPostgresSettings({ kind: 'in-cluster', storageGib: 50 }),
 * });
 * const database: PostgresConnection = postgres.connection('reports');
 * ```
 */
export class CloudNativePostgres extends Construct implements PostgresServer {
  private readonly connections = new Map<string, PostgresConnection>();

  constructor(scope: Construct, id: string, props: CloudNativePostgresProps) {
    super(scope, id);
    const { settings, owners, namespace, manifests, vault } = props;
    throwProblems(this.node.path, [...ownerProblems(owners), ...tokenOwnerProblems(owners)]);
    const name = `${props.release}-postgresql`;
    const [first, ...others] = owners.map((owner) => owner.name);
    if (!first) throw new Error('a PostgreSQL is for somebody');

    // The operator makes the password of the database that the cluster begins with, and no other's.
    const passwords = new Map<string, SecretRef>([
      [first, { store: IN_CLUSTER_SECRET_STORE, entry: `${name}-app`, property: 'password' }],
    ]);
    for (const user of others) {
      const password = vault.generate(`${user}-database`, { entry: databaseEntry(user), beside: { username: user } });
      passwords.set(user, password);
      manifests.add(
        composedSecret({
          name: roleSecret(name, user),
          namespace,
          type: 'kubernetes.io/basic-auth',
          data: { username: secretTemplate`${user}`, password },
          // The operator gives the role a changed password only with this label.
          labels: { 'cnpg.io/reload': 'true' },
        }),
      );
    }
    const cluster = new ChartRelease(this, 'chart', {
      chart: CHARTS.cloudNativePgCluster,
      release: name,
      namespace,
      values: clusterValues(props, { name, first, others, images: ImageSource.of(this) }),
      dependsOn: [manifests.release, ...(props.dependsOn ?? [])],
    });
    holdsData(cluster.release);

    const host = (service: string) => `${name}-${service}.${namespace}.svc`;
    const certificateAuthority = { kind: 'Secret', name: `${name}-ca`, key: 'ca.crt' } as const;
    const bootstrap = bootstrapRelease(props.release);
    new DatabaseBootstrap(this, 'bootstrap', {
      release: bootstrap,
      namespace,
      manifests,
      server: { host: host('rw'), port: PORT, tls: 'verify-full', certificateAuthority },
      databases: owners.map((owner) => ({
        name: owner.name,
        password: passwords.get(owner.name),
        extensions: owner.extensions ?? [],
      })),
      dependsOn: [cluster.release],
    });

    const location = cloudNativePostgresLocation({
      cluster: name,
      pooler: poolerName(name),
      bootstrap: bootstrapPods(bootstrap),
    });
    for (const [user, password] of passwords) {
      this.connections.set(user, {
        variant: `in-cluster (CloudNativePG, PostgreSQL ${settings.majorVersion})`,
        address: {
          kind: 'parts',
          host: host(`pooler-${POOLER}`),
          port: PORT,
          readerHost: settings.instances > 1 ? host('ro') : undefined,
          sessionHost: host('rw'),
          transactionPooled: true,
          database: user,
          user,
          password,
        },
        location,
        tls: 'verify-full',
        certificateAuthority,
        maxConnections: MAX_CLIENT_CONNECTIONS,
      });
    }
  }

  connection(owner: string): PostgresConnection {
    const connection = this.connections.get(owner);
    if (!connection) throw new Error(`this PostgreSQL has no database for ${owner}`);
    return connection;
  }
}

/** The Secret from which the operator takes a role's password. */
function roleSecret(cluster: string, user: string): string {
  return `${cluster}-${user}`;
}

/** The pooler's own name, and its Service's. */
function poolerName(cluster: string): string {
  return `${cluster}-pooler-${POOLER}`;
}

/** What the chart's values are made of besides the settings. */
interface ClusterPlan {
  readonly name: string;
  /** Whose database the cluster begins with. */
  readonly first: string;
  readonly others: readonly string[];
  readonly images: ImageSource;
}

/** The chart's values. */
function clusterValues(
  { settings, owners, namespace }: CloudNativePostgresProps,
  { name, first, others, images }: ClusterPlan,
): ChartValues {
  const { postgres, pgBouncer } = OPERATED_IMAGES;
  const image: PostgresImage = settings.image ?? postgres.versions[settings.majorVersion];
  const memory = `${Math.round(settings.memoryGib * 1024)}Mi`;
  const pooler = poolerName(name);
  return {
    fullnameOverride: name,
    version: { postgresql: String(settings.majorVersion) },
    cluster: {
      instances: settings.instances,
      imageName: images.reference(postgres.image, image.tag, name, image.digest),
      storage: { size: `${settings.storageGib}Gi`, storageClass: settings.storageClass },
      resources: { requests: { cpu: '250m', memory }, limits: { memory } },
      enableSuperuserAccess: false,
      // With a single instance it would keep its node from ever being drained.
      enablePDB: settings.instances > 1,
      // The pooler shows the servers' certificate, which has to know its names.
      certificates: {
        serverAltDNSNames: [
          pooler,
          `${pooler}.${namespace}`,
          `${pooler}.${namespace}.svc`,
          `${pooler}.${namespace}.svc.cluster.local`,
        ],
      },
      postgresql: {
        parameters: {
          max_connections: String(MAX_SERVER_CONNECTIONS),
          shared_buffers: `${Math.round(settings.memoryGib * 256)}MB`,
          log_min_duration_statement: '1000',
        },
        pg_hba: ['hostnossl all all all reject'],
      },
      // Without a Secret given here the operator makes one, `…-app`, with a ready connection string.
      initdb: { database: first, owner: first },
      roles: others.map((user) => ({
        name: user,
        ensure: 'present',
        login: true,
        superuser: false,
        passwordSecret: { name: roleSecret(name, user) },
      })),
    },
    databases: owners
      .map((owner) => ({ owner: owner.name, extensions: owner.extensions ?? [] }))
      // The first one exists from the start; it is listed only for its extensions.
      .filter(({ owner, extensions }) => owner !== first || extensions.length > 0)
      .map(({ owner, extensions }) => ({
        name: owner,
        owner,
        extensions: extensions.map((extension) => ({ name: extension, ensure: 'present' })),
      })),
    poolers: [
      {
        name: POOLER,
        type: 'rw',
        poolMode: 'transaction',
        instances: settings.poolerInstances,
        parameters: {
          max_client_conn: String(MAX_CLIENT_CONNECTIONS),
          // For each database and owner; both pods' pools together leave connections for migrations.
          default_pool_size: String(poolSize(settings.poolerInstances)),
          max_prepared_statements: String(MAX_PREPARED_STATEMENTS),
          client_tls_sslmode: 'require',
        },
        template: {
          spec: {
            // The operator fills in the rest.
            containers: [
              {
                name: 'pgbouncer',
                image: images.reference(pgBouncer.image, pgBouncer.tag, name),
                resources: resources('50m', '64Mi', '256Mi'),
              },
            ],
            topologySpreadConstraints: spread({ 'cnpg.io/poolerName': pooler }),
          },
        },
      },
    ],
  };
}
