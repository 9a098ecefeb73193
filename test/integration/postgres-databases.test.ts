import { postgresUrl } from '../../constructs/postgres';
import type { PostgresConnection } from '../../constructs/postgres/connection';
import { SecretTemplate } from '../../constructs/secrets';
import { AWKWARD_PASSWORDS } from '../support/awkward-passwords';
import { evaluateTemplate } from '../support/go-template';
import { startBootstrap } from './support/bootstrap';
import { type Outcome, outcomeOf, PostgresServer } from './support/postgres-server';
import { describeWith } from './support/program';

/** Who RDS gives us: makes roles and databases, and is no superuser. */
const ADMIN = { user: 'inferencehub_admin', password: 'the @dmin:s/own?#%+ password' };

describeWith(['initdb', 'postgres', 'psql', 'openssl'], 'what the bootstrap does to a real PostgreSQL')(
  'database-bootstrap',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await PostgresServer.start();
      const password = ADMIN.password.replaceAll("'", "''");
      server.superuser(`CREATE ROLE ${ADMIN.user} LOGIN CREATEDB CREATEROLE PASSWORD '${password}'`);
    });
    afterAll(() => server.stop());

    /** Runs what the chart's Job runs, with the environment that its template gives it, and without a terminal. */
    async function bootstrap(
      passwords: Readonly<Record<'litellm' | 'openwebui', string>>,
      admin: typeof ADMIN | null = ADMIN,
    ): Promise<Outcome> {
      const job = startBootstrap(server, {
        DATABASES: 'litellm openwebui',
        PASSWORD_litellm: passwords.litellm,
        PASSWORD_openwebui: passwords.openwebui,
        // In the place of pgvector, which Debian has no package of for this version: another one that a database's
        // owner may create.
        EXTENSIONS_openwebui: 'pg_trgm',
        ...(admin ? { ADMIN_USER: admin.user, ADMIN_PASSWORD: admin.password } : {}),
      });
      return outcomeOf(job);
    }

    /** The connection string that an application would get. */
    function url(
      user: string,
      password: string,
      change: { database?: string; tls?: PostgresConnection['tls'] } = {},
    ): string {
      const template = postgresUrl(
        {
          variant: 'test',
          address: {
            kind: 'parts',
            host: server.host,
            port: server.port,
            sessionHost: server.host,
            transactionPooled: false,
            database: change.database ?? user,
            user,
            password: { store: { kind: 'SecretStore', name: 'in-cluster' }, entry: user, property: 'password' },
          },
          tls: change.tls ?? 'verify-full',
          location: { kind: 'outside' },
        },
        { certificateAuthorityFile: server.certificateFile },
      );
      if (!(template instanceof SecretTemplate)) throw new Error('the connection string is not composed');
      return evaluateTemplate(template.text, { secret1: password });
    }

    const passwords = { litellm: 'litellm @:/?#%+ ', openwebui: 'openwebui @:/?#%+ ' };

    /** Everything that the bootstrap could have changed. */
    const state = () =>
      [
        server.superuser('SELECT datname, datdba::regrole, datacl FROM pg_database ORDER BY 1'),
        server.superuser('SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolcanlogin FROM pg_roles ORDER BY 1'),
        server.superuser('SELECT roleid::regrole, member::regrole FROM pg_auth_members ORDER BY 1, 2'),
        server.superuser('SELECT extname FROM pg_extension ORDER BY 1', 'openwebui'),
      ].join('\n');

    test('makes a role and a database for each application, as an administrator that is no superuser', async () => {
      expect(await bootstrap(passwords)).toMatchObject({
        status: 0,
        output: expect.stringContaining('the databases are ready') as string,
      });
      expect(
        server.superuser(
          "SELECT datname, datdba::regrole FROM pg_database WHERE datname IN ('litellm', 'openwebui') ORDER BY 1",
        ),
      ).toBe('litellm|litellm\nopenwebui|openwebui');
      expect(
        server.superuser(
          "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname IN ('litellm', 'openwebui')",
        ),
      ).toBe('f\nf');
    });

    test('changes nothing when it runs again', async () => {
      const before = state();
      expect(await bootstrap(passwords)).toMatchObject({ status: 0 });
      expect(state()).toBe(before);
    });

    test('lets each owner do everything in its own database', () => {
      const sql =
        'CREATE TABLE IF NOT EXISTS kept (id int); INSERT INTO kept VALUES (1); SELECT count(*) > 0 FROM kept';
      expect(server.query(url('litellm', passwords.litellm), sql)).toEqual({ status: 0, output: 't\n' });
      expect(server.query(url('openwebui', passwords.openwebui), sql)).toEqual({ status: 0, output: 't\n' });
    });

    test('makes the extensions that a database has to have', () => {
      expect(server.query(url('openwebui', passwords.openwebui), "SELECT similarity('vector', 'vectors') > 0")).toEqual(
        {
          status: 0,
          output: 't\n',
        },
      );
    });

    test.each([
      ['openwebui', 'litellm'],
      ['litellm', 'openwebui'],
    ] as const)("keeps %s out of %s's database", (user, database) => {
      const attempt = server.query(url(user, passwords[user], { database }), 'SELECT 1');
      expect(attempt.status).not.toBe(0);
      expect(attempt.output).toContain(`permission denied for database "${database}"`);
    });

    test('lets neither owner become the other or the administrator', () => {
      for (const role of ['openwebui', ADMIN.user]) {
        expect(server.query(url('litellm', passwords.litellm), `SET ROLE ${role}`).output).toContain(
          'permission denied to set role',
        );
      }
    });

    test('refuses a connection without TLS', () => {
      const attempt = server.query(url('litellm', passwords.litellm, { tls: 'disable' }), 'SELECT 1');
      expect(attempt.output).toContain('no encryption');
    });

    const pairs = AWKWARD_PASSWORDS.map((password, index) => [password, AWKWARD_PASSWORDS.at(index - 1) ?? '']);
    test.each(pairs.filter((_, index) => index % 2 === 0))(
      'sets the passwords «%s» and «%s», which connect by their connection strings over TLS',
      async (litellm = '', openwebui = '') => {
        expect(await bootstrap({ litellm, openwebui })).toMatchObject({ status: 0 });
        const who = 'SELECT current_user, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
        expect(server.query(url('litellm', litellm), who)).toEqual({ status: 0, output: 'litellm|t\n' });
        expect(server.query(url('openwebui', openwebui), who)).toEqual({ status: 0, output: 'openwebui|t\n' });
        expect(server.query(url('litellm', openwebui), who).output).toContain('password authentication failed');
      },
    );

    test('never says a password where the server could log it', () => {
      expect(server.log).toContain('ALTER USER');
      for (const password of [...Object.values(passwords), ...AWKWARD_PASSWORDS])
        expect(server.log).not.toContain(password);
    });

    test('closes databases that exist already without an administrator', async () => {
      server.superuser('GRANT CONNECT ON DATABASE litellm TO PUBLIC');
      await bootstrap(passwords);
      server.superuser('GRANT CONNECT ON DATABASE litellm TO PUBLIC');
      expect(server.query(url('openwebui', passwords.openwebui, { database: 'litellm' }), 'SELECT 1').status).toBe(0);

      expect(await bootstrap(passwords, null)).toMatchObject({ status: 0 });
      expect(server.query(url('openwebui', passwords.openwebui, { database: 'litellm' }), 'SELECT 1').status).not.toBe(
        0,
      );
    });

    test('refuses a database that belongs to somebody else', async () => {
      server.superuser('ALTER DATABASE litellm OWNER TO rdsadmin; GRANT CONNECT ON DATABASE litellm TO PUBLIC');
      const attempt = await bootstrap(passwords, null);
      server.superuser('ALTER DATABASE litellm OWNER TO litellm');
      expect(attempt).toMatchObject({
        status: 3,
        output: expect.stringContaining('belongs to another role') as string,
      });
    });

    test('refuses to go on when the server does not let it in, and says why', async () => {
      const attempt = await bootstrap(passwords, { ...ADMIN, password: 'wrong' });
      expect(attempt.status).toBe(1);
      expect(attempt.output).toContain('password authentication failed');
      expect(attempt.output).not.toContain(passwords.litellm);
    });
  },
);
