import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { startBootstrap } from './support/bootstrap';
import { type Outcome, outcomeOf, PostgresServer } from './support/postgres-server';
import { describeWith, findProgram } from './support/program';

const ADMIN = { user: 'inferencehub_admin', password: 'admin' };
const OLD = 'the-old-password';
const NEW = 'the-new-password';

/** What a client met that connected anew, again and again, with one of the passwords. */
interface Attempt {
  readonly password: string;
  readonly let: 'in' | 'out';
}

describeWith(['initdb', 'postgres', 'psql', 'openssl'], 'how a database password is rotated under load')(
  'rotating a database password',
  () => {
    let server: PostgresServer;
    /** What the application's Secret holds: External Secrets writes it, Reloader restarts the application. */
    let secret = OLD;
    const attempts: Attempt[] = [];
    let session: ChildProcess;
    let sessionOutput = '';

    function connect(password: string): Attempt['let'] {
      const url = `postgresql://litellm:${password}@${server.host}:${server.port}/litellm?sslmode=verify-full&sslrootcert=${encodeURIComponent(server.certificateFile)}`;
      return server.query(url, 'SELECT 1').status === 0 ? 'in' : 'out';
    }

    /** The application opens a connection with what its Secret holds. */
    function attempt(): void {
      attempts.push({ password: secret, let: connect(secret) });
    }

    function bootstrap(password: string): ChildProcess {
      return startBootstrap(server, {
        DATABASES: 'litellm',
        PASSWORD_litellm: password,
        ADMIN_USER: ADMIN.user,
        ADMIN_PASSWORD: ADMIN.password,
      });
    }

    /** Runs the bootstrap while the client, which was there before, keeps connecting. */
    async function rotate(password: string): Promise<Outcome> {
      attempt();
      let outcome: Outcome | undefined;
      const done = outcomeOf(bootstrap(password)).then((result) => {
        outcome = result;
      });
      while (!outcome) {
        attempt();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await done;
      return outcome;
    }

    /** Asks a question over the connection that was open before. */
    async function askSession(): Promise<string> {
      sessionOutput = '';
      session.stdin?.write('SELECT current_user;\n');
      for (let tries = 0; tries < 600 && !sessionOutput.includes('\n'); tries += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return sessionOutput.trim();
    }

    beforeAll(async () => {
      server = await PostgresServer.start();
      server.superuser(`CREATE ROLE ${ADMIN.user} LOGIN CREATEDB CREATEROLE PASSWORD '${ADMIN.password}'`);
      const first = await outcomeOf(bootstrap(OLD));
      if (first.status !== 0) throw new Error(first.output);
      session = spawn(
        findProgram('psql') ?? 'psql',
        [
          '--no-psqlrc',
          '--quiet',
          '--tuples-only',
          '--no-align',
          '--dbname',
          `host=${server.host} port=${server.port} user=litellm dbname=litellm sslmode=require`,
        ],
        { env: { ...process.env, PGPASSWORD: OLD }, stdio: ['pipe', 'pipe', 'inherit'] },
      );
      session.stdout?.on('data', (chunk: Buffer) => {
        sessionOutput += chunk.toString('utf8');
      });
      if ((await askSession()) !== 'litellm') throw new Error('the session could not be opened');
    });

    afterAll(async () => {
      const closed = once(session, 'close');
      session.stdin?.end();
      await closed;
      await server.stop();
    });

    test('lets the old password in until the new one is set, and from then on the new one, without a gap between', async () => {
      expect(await rotate(NEW)).toMatchObject({ status: 0 });
      const fates = attempts.map((one) => one.let);
      const closed = fates.indexOf('out');
      expect(fates.slice(0, closed < 0 ? undefined : closed)).toContain('in');
      // Once it is out it stays out: the server has one password at a time.
      if (closed >= 0) expect(new Set(fates.slice(closed))).toEqual(new Set(['out']));
      expect({ old: connect(OLD), new: connect(NEW) }).toEqual({ old: 'out', new: 'in' });
    });

    test('keeps connections that were open, so that requests under way go on', async () => {
      expect(await askSession()).toBe('litellm');
    });

    test('turns new connections away for as long as the Secret has the old password, and no longer', () => {
      attempt();
      expect(attempts.at(-1)).toEqual({ password: OLD, let: 'out' });
      secret = NEW;
      attempt();
      expect(attempts.at(-1)).toEqual({ password: NEW, let: 'in' });
    });

    test('changes nothing when the Job runs again, while the client connects', async () => {
      attempts.length = 0;
      expect(await rotate(NEW)).toMatchObject({ status: 0 });
      expect(new Set(attempts.map((one) => one.let))).toEqual(new Set(['in']));
    });

    test('says neither password where the server could log it', () => {
      expect(server.log).not.toContain(OLD);
      expect(server.log).not.toContain(NEW);
    });
  },
);
