import { startBootstrap } from './support/bootstrap';
import { type Outcome, outcomeOf, PostgresServer } from './support/postgres-server';
import { describeWith } from './support/program';

const ADMIN = { user: 'inferencehub_admin', password: 'admin' };

/** A server whose `rds_iam` works as RDS' does: whoever is its member, through another role too, gives no password. */
describeWith(['initdb', 'postgres', 'psql', 'openssl'], "an owner that logs in with RDS' tokens")(
  'database-bootstrap',
  () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await PostgresServer.start();
      server.superuser(`CREATE ROLE rds_iam; CREATE ROLE ${ADMIN.user} LOGIN CREATEDB CREATEROLE PASSWORD 'admin'`);
    });
    afterAll(() => server.stop());

    async function bootstrap(login: { readonly password: string } | 'tokens'): Promise<Outcome> {
      const job = startBootstrap(server, {
        DATABASES: 'litellm',
        ...(login === 'tokens' ? { TOKENS_litellm: 'true' } : { PASSWORD_litellm: login.password }),
        ADMIN_USER: ADMIN.user,
        ADMIN_PASSWORD: ADMIN.password,
      });
      return outcomeOf(job);
    }

    const members = () =>
      server.superuser('SELECT roleid::regrole, member::regrole FROM pg_auth_members WHERE roleid > 16000 ORDER BY 1');

    test('gets its database, and tokens; the administrator keeps its password', async () => {
      expect(await bootstrap('tokens')).toMatchObject({ status: 0 });
      expect(members()).toBe('rds_iam|litellm');
      expect(server.superuser("SELECT datdba::regrole, datacl FROM pg_database WHERE datname = 'litellm'")).toBe(
        'litellm|{litellm=CTc/litellm}',
      );
    });

    test('is left alone when it runs again', async () => {
      expect(await bootstrap('tokens')).toMatchObject({
        status: 0,
        output: expect.stringContaining('litellm: logs in with tokens already') as string,
      });
      expect(members()).toBe('rds_iam|litellm');
    });

    test('goes back to a password, and to tokens again', async () => {
      expect(await bootstrap({ password: 'back' })).toMatchObject({ status: 0 });
      expect(members()).toBe(`litellm|${ADMIN.user}`);
      expect(await bootstrap('tokens')).toMatchObject({ status: 0 });
      expect(members()).toBe('rds_iam|litellm');
    });
  },
);
