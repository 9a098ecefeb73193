import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { postgresUrl } from '../../../constructs/postgres';
import { SecretTemplate } from '../../../constructs/secrets';
import { evaluateTemplate } from '../../support/go-template';
import { startBootstrap } from '../support/bootstrap';
import { litellmPackages } from '../support/litellm-proxy';
import { outcomeOf, PostgresServer } from '../support/postgres-server';
import { describeWith } from '../support/program';

const ADMIN = { user: 'inferencehub_admin', password: 'admin' };
const PASSWORD = 'litellm @:/?#%+ ';

/** The SQL that LiteLLM's migration job applies, in its order, from the package of the pinned release. */
const MIGRATIONS = join(litellmPackages() ?? '', 'litellm_proxy_extras', 'migrations');

/**
 * Prisma's engine, which applies them in a cluster, is a download of its own; here psql does, with the connection string
 * that the job gets. What Prisma writes down of them is therefore not shown.
 */
(existsSync(MIGRATIONS) ? describeWith : skipped)(
  ['initdb', 'postgres', 'psql', 'openssl'],
  "LiteLLM's migrations as the user that the bootstrap makes",
)("LiteLLM's migrations", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start();
    // As on RDS: it makes roles and databases, and is no superuser.
    server.superuser(`CREATE ROLE ${ADMIN.user} LOGIN CREATEDB CREATEROLE PASSWORD '${ADMIN.password}'`);
    const job = startBootstrap(server, {
      DATABASES: 'litellm',
      PASSWORD_litellm: PASSWORD,
      ADMIN_USER: ADMIN.user,
      ADMIN_PASSWORD: ADMIN.password,
    });
    expect(await outcomeOf(job)).toMatchObject({ status: 0 });
  });
  afterAll(() => server.stop());

  /** The session endpoint, as the job has it: never a transaction pooler, which cannot make an index concurrently. */
  function sessionUrl(): string {
    const template = postgresUrl(
      {
        variant: 'test',
        address: {
          kind: 'parts',
          host: 'pooler.invalid',
          port: server.port,
          sessionHost: server.host,
          transactionPooled: true,
          database: 'litellm',
          user: 'litellm',
          password: { store: { kind: 'SecretStore', name: 'in-cluster' }, entry: 'litellm', property: 'password' },
        },
        tls: 'verify-full',
        location: { kind: 'outside' },
      },
      { endpoint: 'session', certificateAuthorityFile: server.certificateFile },
    );
    if (!(template instanceof SecretTemplate)) throw new Error('the connection string is not composed');
    return evaluateTemplate(template.text, { secret1: PASSWORD });
  }

  test('all apply, with the rights of the owner of one database', () => {
    const files = readdirSync(MIGRATIONS, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(MIGRATIONS, name, 'migration.sql'))
      .sort();
    expect(files.length).toBeGreaterThan(100);
    expect(server.run(sessionUrl(), files)).toEqual({
      status: 0,
      output: expect.not.stringContaining('ERROR') as string,
    });
  });

  test('leave tables of its own behind, and nothing that a superuser has to give', () => {
    const owners = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'";
    expect(server.superuser(owners, 'litellm')).toBe('litellm');
    const tables = server
      .superuser("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", 'litellm')
      .split('\n');
    expect(tables).toEqual(
      expect.arrayContaining(['LiteLLM_VerificationToken', 'LiteLLM_SpendLogs', 'LiteLLM_ProxyModelTable']),
    );
    expect(server.superuser('SELECT extname FROM pg_extension', 'litellm')).toBe('plpgsql');
  });
});

function skipped(_: readonly string[], purpose: string): jest.Describe {
  process.stderr.write(`skipped: ${purpose}, because litellm (LITELLM_BIN) is not installed\n`);
  return describe.skip;
}
