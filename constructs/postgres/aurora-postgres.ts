import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DataStoreClients } from '../data-stores/clients';
import type { Grantee } from '../identity/grantee';
import type { ManifestRelease } from '../helm/manifest-release';
import { DataStoreClientRules } from '../data-stores/data-store-client-rules';
import { databaseSubnets } from '../data-stores/database-subnets';
import { bootstrapPods, bootstrapRelease } from './bootstrap-pods';
import type { SecretVault } from '../secrets/secret-vault';
import type { AuroraCluster } from './aurora-cluster';
import { auroraMaxConnections } from './aurora-max-connections';
import { throwProblems } from '../telling/problems';
import type { CertificateAuthority } from '../kubernetes/authority-mounts';
import type { PostgresConnection } from './connection';
import { DatabaseBootstrap } from './database-bootstrap';
import { databaseEntry, type DatabaseOwner, ownerProblems } from './database-owner';
import { rdsCertificateAuthority } from './rds-certificates';
import type { PostgresServer } from './server';

export interface AuroraPostgresProps {
  /** Where the databases are. */
  readonly server: AuroraCluster;
  /** Whose the databases are: each gets one, with a role of its own. */
  readonly owners: readonly DatabaseOwner[];
  /** What may connect. */
  readonly clients: DataStoreClients;
  readonly vault: SecretVault;
  /** First part of the names of what runs in the cluster. */
  readonly release: string;
  readonly namespace: string;
  /** The release that carries the bootstrap's Secret and the certificate authority. */
  readonly manifests: ManifestRelease;
  /** What the bootstrap waits for, within the same stack. */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * The databases on an Aurora PostgreSQL: one for each application, with an owner of its own. It lets the clients in on
 * the server's security group, so it is in a stack that knows them.
 * @example
 * ```ts
 * const server = new AuroraCluster(this, 'aurora', {
 *   ...common,
 *   network,
 *   settings: managedPostgresSettings({ kind: 'managed' }),
 * });
 * const postgres = new AuroraPostgres(this, 'postgres', {
 *   ...wiring,
 *   server,
 *   owners: [{ name: 'reports', extensions: ['vector'] }],
 *   dependsOn: server.instances,
 * });
 * const database: PostgresConnection = postgres.connection('reports');
 * postgres.allowFrom('sg-0123456789abcdef0', 'analysts');
 * postgres.grantConnect(role, 'analyst');
 * ```
 */
export class AuroraPostgres extends Construct implements PostgresServer {
  private readonly connections = new Map<string, PostgresConnection>();
  private readonly rules: DataStoreClientRules;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AuroraPostgresProps,
  ) {
    super(scope, id);
    const { server, owners, vault } = props;
    throwProblems(this.node.path, ownerProblems(owners));
    this.rules = new DataStoreClientRules(this, 'clients', {
      group: server.securityGroup,
      clients: props.clients.groupsOf([...owners.map(({ name }) => name), 'database-bootstrap']),
    });
    // Born beside the job that sets them: where they were written is never far from where they are valid.
    const roles = owners.map(({ name, extensions = [], authentication }) => ({
      name,
      extensions,
      usesTokens: authentication === 'iam',
      password: vault.generate(`${name}-database`, { entry: databaseEntry(name), beside: { username: name } }),
    }));
    const certificateAuthority = this.certificateAuthority(props);
    const bootstrap = bootstrapRelease(props.release);
    const { arn, kmsKeyArn } = server.masterSecret;
    new DatabaseBootstrap(this, 'bootstrap', {
      release: bootstrap,
      namespace: props.namespace,
      manifests: props.manifests,
      server: { host: server.endpoint, port: server.port, tls: 'verify-full', certificateAuthority },
      admin: {
        user: vault.pointAt(arn, 'username', kmsKeyArn),
        password: vault.pointAt(arn, 'password', kmsKeyArn),
      },
      databases: roles.map(({ name, extensions, usesTokens, password }) => ({
        name,
        password: usesTokens ? undefined : password,
        extensions,
      })),
      dependsOn: props.dependsOn,
    });

    for (const { name, usesTokens, password } of roles) {
      this.connections.set(name, {
        variant: `managed (Aurora PostgreSQL ${server.settings.engineVersion})`,
        address: {
          kind: 'parts',
          host: server.endpoint,
          port: server.port,
          readerHost: server.readerEndpoint,
          sessionHost: server.endpoint,
          transactionPooled: false,
          database: name,
          user: name,
          password,
          tokenUserArn: usesTokens ? server.userArn(name) : undefined,
        },
        location: databaseSubnets(server.network, server.port, [bootstrapPods(bootstrap)]),
        tls: 'verify-full',
        certificateAuthority,
        maxConnections: auroraMaxConnections(server.settings.capacity),
      });
    }
  }

  connection(owner: string): PostgresConnection {
    const connection = this.connections.get(owner);
    if (!connection) throw new Error(`this PostgreSQL has no database for ${owner}`);
    return connection;
  }

  /**
   * Lets what is in a security group connect, on the one port.
   * @param id kebab-case, ends the rule's id
   */
  allowFrom(securityGroupId: string, id: string): void {
    this.rules.allowFrom(securityGroupId, id);
  }

  /**
   * Lets a role log in with RDS' tokens as one user, and as no other.
   * @param user one of the owners, or a user of your own that was granted `rds_iam` in the database
   */
  grantConnect(grantee: Grantee, user: string): void {
    const { server, owners } = this.props;
    const owner = owners.find(({ name }) => name === user);
    if (owner && owner.authentication !== 'iam') {
      throw new Error(`${user} logs in with a password; \`authentication: 'iam'\` gives an owner tokens instead`);
    }
    server.grantConnect(grantee, user);
  }

  private certificateAuthority({ server, namespace, manifests }: AuroraPostgresProps): CertificateAuthority {
    if (server.settings.certificateAuthority) return server.settings.certificateAuthority;
    const { manifest, certificateAuthority } = rdsCertificateAuthority(server.region, namespace);
    manifests.add(manifest);
    return certificateAuthority;
  }
}
