import { secretVariable } from '../kubernetes/environment-variables';
import type { AuthorityMounts } from '../kubernetes/authority-mounts';
import { authorityFile } from '../postgres/authority-file';
import type { PostgresConnection } from '../postgres/connection';
import { postgresUrl, type PostgresUrlOptions } from '../postgres/url';
import type { SecretRef } from '../secrets/secret-ref';
import { secretTemplate, type SecretTemplate } from '../secrets/secret-template';
import { DATABASE_POOL_TIMEOUT_SECONDS } from './config';
import { LITELLM_SECRETS, type LiteLlmDatabase } from './plan';
import type { LiteLlmSettings } from './settings';

/** What stands for a database's name and host in the chart's values where only a secret URL says them. */
const IN_SECRET_URL = 'in-the-secret-url';

/** How LiteLLM reaches its database: by connection strings in a Secret, or with RDS' tokens. */
export class DatabaseAccess {
  constructor(
    private readonly settings: LiteLlmSettings,
    private readonly connection: PostgresConnection,
    private readonly authorities: AuthorityMounts,
  ) {}

  /** The database's user as IAM knows it, where LiteLLM gets RDS' tokens for it. */
  get tokenUserArn(): string | undefined {
    const { address } = this.connection;
    return address.kind === 'parts' ? address.tokenUserArn : undefined;
  }

  /**
   * The variables of its pods. The URL is whole, and not in parts: the monolith and the classic chart leave port and reader
   * out of those. With tokens LiteLLM composes it anew for each, from the parts that the chart gives it.
   */
  get variables() {
    if (this.tokenUserArn) return [];
    const { name, url, readerUrl } = LITELLM_SECRETS.database;
    return [
      secretVariable('DATABASE_URL', name, url),
      ...(this.hasReader ? [secretVariable('DATABASE_URL_READ_REPLICA', name, readerUrl)] : []),
    ];
  }

  /** The variables of what migrates it. */
  get migrationVariables() {
    const { name, sessionUrl } = LITELLM_SECRETS.database;
    return this.tokenUserArn ? [] : [secretVariable('DATABASE_URL', name, sessionUrl)];
  }

  /** The database in the chart's own values. */
  get chartValues(): LiteLlmDatabase {
    const { address, tls } = this.connection;
    if (address.kind === 'url') {
      return {
        host: IN_SECRET_URL,
        port: 5432,
        database: IN_SECRET_URL,
        sslMode: '',
        sslRootCert: '',
        usesTokens: false,
      };
    }
    const { host, port, database, readerHost } = address;
    const usesTokens = this.tokenUserArn !== undefined;
    return {
      host,
      port,
      database,
      sslMode: tls,
      sslRootCert: this.databaseAuthority ?? '',
      usesTokens,
      readerHost: usesTokens && this.settings.useReader ? readerHost : undefined,
    };
  }

  /** The keys of its Secret, and where each value is kept. */
  secrets(): Readonly<Record<string, SecretRef | SecretTemplate>> {
    const { username, password, url, readerUrl, sessionUrl } = LITELLM_SECRETS.database;
    const { address } = this.connection;
    const isParts = address.kind === 'parts';
    // The chart takes the user's name from a Secret even where there is no password to go with it.
    if (this.tokenUserArn && isParts) return { [username]: { ...address.password, property: 'username' } };
    return {
      // The chart asks for these two; LiteLLM reads them only where there is no URL.
      [username]: secretTemplate`${isParts ? address.user : IN_SECRET_URL}`,
      [password]: isParts ? address.password : secretTemplate`${IN_SECRET_URL}`,
      [url]: this.databaseUrl(this.servingEndpoint),
      [sessionUrl]: this.databaseUrl('session'),
      ...(this.hasReader ? { [readerUrl]: this.databaseUrl('reader') } : {}),
    };
  }

  /** The classic chart gives its job the variables of its pods, and migrations take a session. */
  private get servingEndpoint(): 'application' | 'session' {
    return this.settings.shape === 'classic' ? 'session' : 'application';
  }

  private get hasReader(): boolean {
    const { address } = this.connection;
    const reader = address.kind === 'parts' ? address.readerHost : address.readerUrl;
    return this.settings.useReader && reader !== undefined;
  }

  private databaseUrl(endpoint: NonNullable<PostgresUrlOptions['endpoint']>): SecretRef | SecretTemplate {
    const { address } = this.connection;
    const isPooled = address.kind === 'parts' && address.transactionPooled;
    return postgresUrl(this.connection, {
      endpoint,
      certificateAuthorityFile: this.databaseAuthority,
      query: {
        connection_limit: String(this.settings.databaseConnections),
        pool_timeout: String(DATABASE_POOL_TIMEOUT_SECONDS),
        // Prisma then uses no prepared statements, which a transaction pooler would mix up.
        ...(isPooled && endpoint === 'application' ? { pgbouncer: 'true' } : {}),
      },
    });
  }

  private get databaseAuthority(): string | undefined {
    return authorityFile(this.connection, this.authorities);
  }
}
