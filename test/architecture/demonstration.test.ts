import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..');
const ROOM = join(__dirname, 'demonstration', 'room');

/** All that the project itself is made of, without what it leaves behind. */
const COPIED = [
  ...['app.ts', 'index.ts', 'package.json', 'tsconfig.json', 'policy-exceptions.yaml'],
  ...readdirSync(PROJECT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\.|node_modules|dist|cdktf\.out|coverage)/.test(entry.name))
    .map(({ name }) => name),
];

/** Writes one line behind another, and the import that it takes. */
function addLine(file: string, { behind, line, imported }: { behind: string; line: string; imported: string }): void {
  const text = readFileSync(file, 'utf8');
  if (text.split(behind).length !== 2) throw new Error(`${file} has "${behind}" not once`);
  writeFileSync(file, `${imported}\n${text.replace(behind, `${behind}\n${line}`)}`);
}

interface Seen {
  readonly policies: readonly { readonly spec: { readonly podSelector: unknown; readonly egress: unknown } }[];
  readonly images: readonly { readonly image: string }[];
  readonly domains: readonly string[];
  readonly wiring: readonly { readonly endpoint: string }[];
  readonly urls: Readonly<Record<string, string>>;
  readonly variables: unknown;
  readonly releases: readonly string[];
  readonly picture: string;
  readonly reference: string;
  readonly overview: string;
  readonly protectedValues: string;
  readonly withoutTls: string;
  readonly refused: string;
  readonly unreachable: string;
}

describe('an application that is added in its own room, with one line in the schema and one in a stack', () => {
  let copy: string;
  let seen: Seen;

  beforeAll(() => {
    // Beside the project's own modules: what is copied finds them as the project does.
    mkdirSync(join(PROJECT, '.rehearsal'), { recursive: true });
    copy = mkdtempSync(join(PROJECT, '.rehearsal', 'demonstration-'));
    for (const name of COPIED) cpSync(join(PROJECT, name), join(copy, name), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));

    const room = join(copy, 'constructs', 'demonstration');
    mkdirSync(room);
    for (const file of readdirSync(ROOM)) {
      const text = readFileSync(join(ROOM, file), 'utf8');
      writeFileSync(join(room, file), text.replaceAll("'../../../../constructs/", "'../"));
    }
    addLine(join(copy, 'environments', 'schema.ts'), {
      behind: '  openwebui: OPEN_WEBUI_APPLICATION,',
      line: '  demonstration: DEMONSTRATION_APPLICATION,',
      imported: "import { DEMONSTRATION_APPLICATION } from '../constructs/demonstration/application';",
    });
    addLine(join(copy, 'stacks', 'apps.ts'), {
      behind:
        "    const searchConnection = search(this, 'search', environment.search, { namespace, vault, manifests });",
      line: "    applications.add(new Demonstration(this, 'demonstration', { settings: environment.demonstration, namespace, manifests }));",
      imported: "import { Demonstration } from '../constructs/demonstration/demonstration';",
    });

    const run = spawnSync('node', ['--import', 'tsx', 'test/architecture/demonstration/seen.ts'], {
      cwd: copy,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (run.status !== 0) throw new Error(run.stderr);
    seen = JSON.parse(run.stdout) as Seen;
  }, 300_000);

  afterAll(() => {
    rmSync(copy, { recursive: true, force: true });
  });

  test('compiles: no other place has to know of it', () => {
    const { status, stdout } = spawnSync('npx', ['tsc', '--noEmit', '--incremental', 'false'], {
      cwd: copy,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
    expect(status).toBe(0);
  }, 300_000);

  test('is released', () => {
    expect(seen.releases).toContain('demonstration');
  });

  test('has the network policy that its connections ask for', () => {
    expect(seen.policies).toHaveLength(1);
    expect(seen.policies[0]?.spec).toMatchObject({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'demonstration' } },
    });
    expect(JSON.stringify(seen.policies[0]?.spec.egress)).toContain('"port":443');
  });

  test('is in the bill of images', () => {
    expect(seen.images.map(({ image }) => image)).toEqual(['quay.io/example/demonstration:4.5.6']);
  });

  test('has the names let out that it calls and that its images come from', () => {
    expect(seen.domains).toEqual(expect.arrayContaining(['feed.example.com.', 'quay.io.']));
  });

  test('is in the wiring, among the addresses and in the picture', () => {
    expect(seen.wiring).toMatchObject([{ use: 'news', endpoint: 'https://feed.example.com/news' }]);
    expect(seen.urls.demonstration).toBe('http://demonstration.inferencehub.svc.cluster.local');
    expect(seen.picture).toContain('The demonstration');
    expect(seen.picture).toContain('feed.example.com');
  });

  test('has the variables of its containers told', () => {
    expect(seen.variables).toEqual({ demonstration: [{ name: 'FEED', value: 'https://feed.example.com/news' }] });
  });

  test('is in the reference: its settings, its protected values, its hop without TLS', () => {
    expect(seen.overview).toContain('[`demonstration`](demonstration.md)');
    expect(seen.reference).toContain('Where it reads the news.');
    expect(seen.protectedValues).toContain('## `demonstration.values` (chart `demonstration`)');
    expect(seen.withoutTls).toContain('| `demonstration-page` |');
  });

  test('has its protected and unknown values refused, at their path', () => {
    expect(seen.refused).toContain('demonstration.values.feed is protected');
    expect(seen.refused).toContain('demonstration.values.replicsa is no value of the chart demonstration');
  });

  test('is refused where what it calls cannot be reached', () => {
    expect(seen.unreachable).toContain('demonstration.feed leads to feed.example.com');
  });
});
