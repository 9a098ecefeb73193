import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startBootstrap } from './support/bootstrap';
import { outcomeOf, PostgresServer } from './support/postgres-server';
import { describeWith, findProgram } from './support/program';

const PAGE = join(__dirname, '..', '..', 'docs', 'recipes', 'move-a-data-store.md');

/** What the page has the pod run with a program, by the database that it is for. */
function scripts(program: string): Readonly<Record<string, string>> {
  const found = [...readFileSync(PAGE, 'utf8').matchAll(/-- sh -c '([^']+)' [<>] (\w+)\.dump$/gm)];
  return Object.fromEntries(
    found.flatMap(([, script = '', database = '']) => (script.includes(program) ? [[database, script]] : [])),
  );
}

const ADMIN = { ADMIN_USER: 'inferencehub_admin', ADMIN_PASSWORD: 'the @dmin:s/own?#%+ password' };

describeWith(['initdb', 'postgres', 'psql', 'pg_dump', 'pg_restore', 'openssl'], 'the move of a database to another')(
  'the move of databases to another server',
  () => {
    let old: PostgresServer;
    let fresh: PostgresServer;

    beforeAll(async () => {
      [old, fresh] = await Promise.all([bootstrapped('old'), bootstrapped('new')]);
      old.superuser(
        `CREATE TABLE chats (id serial PRIMARY KEY, text text);
         INSERT INTO chats (text) VALUES ('hello'), ('good bye');
         ALTER TABLE chats OWNER TO openwebui;`,
        'openwebui',
      );
    });

    afterAll(() => Promise.all([old, fresh].map((server) => server.stop())));

    /** What the bootstrap Job's environment is at each server: other passwords, the same names. */
    const environmentOf = (password: string) => ({
      DATABASES: 'litellm openwebui',
      PASSWORD_litellm: `${password} of litellm`,
      PASSWORD_openwebui: `${password} of openwebui`,
      // In the place of pgvector, which Debian has no package of for this version.
      EXTENSIONS_openwebui: 'pg_trgm',
    });

    async function bootstrapped(password: string): Promise<PostgresServer> {
      const server = await PostgresServer.start();
      const admin = ADMIN.ADMIN_PASSWORD.replaceAll("'", "''");
      server.superuser(`CREATE ROLE ${ADMIN.ADMIN_USER} LOGIN CREATEDB CREATEROLE PASSWORD '${admin}'`);
      const { status, output } = await outcomeOf(startBootstrap(server, { ...environmentOf(password), ...ADMIN }));
      if (status !== 0) throw new Error(output);
      return server;
    }

    /** Runs a script of the page as the pod does. */
    function inPod(server: PostgresServer, password: string, script: string, input?: Buffer): Buffer {
      const { status, stdout, stderr } = spawnSync('sh', ['-c', script], {
        input,
        env: {
          PATH: `${dirname(findProgram('pg_dump') ?? '')}:${process.env.PATH ?? ''}`,
          PGHOST: server.host,
          PGPORT: String(server.port),
          PGSSLMODE: 'verify-full',
          PGSSLROOTCERT: server.certificateFile,
          ...environmentOf(password),
        },
      });
      expect({ status, stderr: stderr.toString() }).toEqual({ status: 0, stderr: '' });
      return stdout;
    }

    test('brings every row along by the commands of the page, to the same owner', () => {
      const dump = scripts('pg_dump');
      const restore = scripts('pg_restore');
      expect(Object.keys(dump)).toEqual(['litellm', 'openwebui']);
      expect(Object.keys(restore)).toEqual(['litellm', 'openwebui']);
      for (const database of Object.keys(dump)) {
        const dumped = inPod(old, 'old', dump[database] ?? '');
        inPod(fresh, 'new', restore[database] ?? '', dumped);
      }
      expect(fresh.superuser('SELECT string_agg(text, $$, $$ ORDER BY id) FROM chats', 'openwebui')).toBe(
        'hello, good bye',
      );
      expect(fresh.superuser("SELECT tableowner FROM pg_tables WHERE tablename = 'chats'", 'openwebui')).toBe(
        'openwebui',
      );
    });
  },
);
