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
import type { CertificateAuthority } from '../kubernetes/authority-mounts';
import type { DatabaseUser, PostgresConnection } from './connection';
import { DatabaseBootstrap } from './database-bootstrap';
import { rdsCertificateAuthority } from './rds-certificates';
import { DATABASE_ENTRY, DATABASE_EXTENSIONS, type PostgresServer } from './server';
import { databaseTokenStatement } from './token-statement';

export interface AuroraPostgresProps {
  /** Where the databases are. */
  readonly server: AuroraCluster;
  /** Applications that get a database and a role of their own. */
  readonly users: readonly DatabaseUser[];
  /** Those of them that log in with RDS' tokens, and not with a password. */
  readonly tokenUsers?: readonly DatabaseUser[];
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
 *   settings: ManagedPostgresSettings.parse({ kind: 'managed' }),
 * });
 * const postgres = new AuroraPostgres(this, 'postgres', {
 *   ...wiring,
 *   server,
 *   users: ['litellm'],
 *   dependsOn: server.instances,
 * });
 * const database: PostgresConnection = postgres.connection('litellm');
 * postgres.allowFrom('sg-0123456789abcdef0', 'reports');
 * postgres.grantConnect(role, 'reports');
 * ```
 */
export class AuroraPostgres extends Construct implements PostgresServer {
  private readonly connections = new Map<DatabaseUser, PostgresConnection>();
  private readonly rules: DataStoreClientRules;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: AuroraPostgresProps,
  ) {
    super(scope, id);
    const { server, users, vault, tokenUsers = [] } = props;
    this.rules = new DataStoreClientRules(this, 'clients', {
      group: server.securityGroup,
      clients: props.clients.groupsOf([...users, 'database-bootstrap']),
    });
    // Born beside the job that sets them: where they were written is never far from where they are valid.
    const passwords = users.map((user) => ({
      user,
      password: vault.generate(`${user}-database`, { entry: DATABASE_ENTRY[user], beside: { username: user } }),
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
      databases: passwords.map(({ user, password }) => ({
        name: user,
        password: tokenUsers.includes(user) ? undefined : password,
        extensions: DATABASE_EXTENSIONS[user],
      })),
      dependsOn: props.dependsOn,
    });

    for (const { user, password } of passwords) {
      this.connections.set(user, {
        variant: `managed (Aurora PostgreSQL ${server.settings.engineVersion})`,
        address: {
          kind: 'parts',
          host: server.endpoint,
          port: server.port,
          readerHost: server.readerEndpoint,
          sessionHost: server.endpoint,
          transactionPooled: false,
          database: user,
          user,
          password,
          tokenUserArn: tokenUsers.includes(user) ? server.userArn(user) : undefined,
        },
        location: databaseSubnets(server.network, server.port, [bootstrapPods(bootstrap)]),
        tls: 'verify-full',
        certificateAuthority,
        maxConnections: auroraMaxConnections(server.settings.capacity),
      });
    }
  }

  connection(user: DatabaseUser): PostgresConnection {
    const connection = this.connections.get(user);
    if (!connection) throw new Error(`this PostgreSQL has no database for ${user}`);
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
   * @param user one of the applications, or a user of your own that was granted `rds_iam` in the database
   */
  grantConnect(grantee: Grantee, user: string): void {
    const { server, users, tokenUsers = [] } = this.props;
    // In an ARN, * and ? would be other users too.
    if (!/^[A-Za-z_][\w.-]*$/.test(user)) throw new Error(`"${user}" is no name of a user in PostgreSQL`);
    const isOf = (some: readonly string[]) => some.includes(user);
    if (user === server.masterUser || (isOf(users) && !isOf(tokenUsers))) {
      throw new Error(`${user} logs in with a password; \`tokenUsers\` says which applications have tokens instead`);
    }
    grantee.addToPolicy(databaseTokenStatement(server.userArn(user)));
  }

  private certificateAuthority({ server, namespace, manifests }: AuroraPostgresProps): CertificateAuthority {
    if (server.settings.certificateAuthority) return server.settings.certificateAuthority;
    const { manifest, certificateAuthority } = rdsCertificateAuthority(server.region, namespace);
    manifests.add(manifest);
    return certificateAuthority;
  }
}
