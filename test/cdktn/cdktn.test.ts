import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents, PROJECT, type Snippet } from '../docs/support/documents';
import { differences } from './differences';

/** What the app is made of. */
const SOURCES = [
  ...readdirSync(PROJECT).filter((file) => file.endsWith('.ts') || file.startsWith('tsconfig')),
  ...['stacks', 'constructs', 'environments', 'charts', 'runtime'],
];

/** Packages of cdktn are kept here from one run to the next; a copy of the project below it finds them. */
const HOME = join(PROJECT, '.rehearsal', 'cdktn');

const page = documents().find(({ path }) => path === 'docs/cdktn.md');
const [commands, targets] = page?.snippets ?? [];

/** The lines of a shell snippet. */
const [install = '', ...rename] = linesOf(commands);

function linesOf(snippet: Snippet | undefined): string[] {
  return snippet?.code.trim().split('\n') ?? [];
}

/** Installs what the page's command installs, once. @returns what to describe with: nothing can be tested without it */
function installedCdktn(): jest.Describe {
  try {
    installCdktn();
    return describe;
  } catch (error) {
    if (process.env.CI !== undefined) throw error;
    process.stderr.write('skipped: the comparison with cdktn, because its packages cannot be installed\n');
    return describe.skip;
  }
}

function installCdktn(): void {
  const packages = install.replace(/^npm install /, '').split(' ');
  const installed = join(HOME, 'installed.txt');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === packages.join('\n')) return;
  rmSync(HOME, { recursive: true, force: true });
  mkdirSync(HOME, { recursive: true });
  writeFileSync(join(HOME, 'package.json'), '{ "private": true }\n');
  // The project's own constructs serve both, as they do once the packages are in the project.
  const flags = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...flags, ...packages], { cwd: HOME, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(installed, packages.join('\n'));
}

/** Synthesizes every environment. @returns the stacks by name, as Terraform gets them */
function synthesized(project: string, node: readonly string[], context: string): Record<string, unknown> {
  const output = mkdtempSync(join(project, 'cdktf.out-'));
  try {
    execFileSync(process.execPath, [...node, '--require', './runtime/typescript.cjs', 'main.ts'], {
      cwd: project,
      env: { ...process.env, ENVIRONMENT: '', CDKTF_OUTDIR: output, CDKTF_CONTEXT_JSON: context },
    });
    const stacks = join(output, 'stacks');
    return Object.fromEntries(
      readdirSync(stacks).map((stack) => [stack, JSON.parse(readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8'))]),
    );
  } finally {
    rmSync(output, { recursive: true });
  }
}

installedCdktn()('the project with cdktn in place of cdktf', () => {
  let found: Set<string>;
  let stacks: string[];
  let unchanged: string;

  beforeAll(() => {
    const copy = mkdtempSync(join(HOME, 'project-'));
    try {
      for (const source of SOURCES) cpSync(join(PROJECT, source), join(copy, source), { recursive: true });
      execFileSync('bash', ['-euo', 'pipefail', '-c', rename.join('\n')], { cwd: copy });
      unchanged = execFileSync('bash', ['-c', `grep -rlE "from '@?cdktf[/']" --include='*.ts' . || true`], {
        cwd: copy,
        encoding: 'utf8',
      });
      const hook = join(__dirname, 'unpublished-bindings.cjs');
      const theirs = synthesized(copy, ['--require', hook], targets?.code ?? '');
      const ours = synthesized(PROJECT, [], '{}');
      stacks = Object.keys(ours);
      expect(Object.keys(theirs)).toEqual(stacks);
      found = new Set(stacks.flatMap((stack) => differences(ours[stack], theirs[stack])));
    } finally {
      rmSync(copy, { recursive: true });
    }
  }, 600_000);

  test('imports nothing of cdktf after the command of the page', () => {
    expect(unchanged).toBe('');
  });

  test('gives Terraform the same but for what the page explains, in all stacks', () => {
    const explained = [...(page?.prose ?? '').matchAll(/^\| `([^`]+)` \| `([^`]+)` \| `([^`]+)` \| .+ \|$/gm)].map(
      ([, where, cdktf, cdktn]) => `${where ?? ''}: "${cdktf ?? ''}" → "${cdktn ?? ''}"`,
    );
    expect(stacks.length).toBeGreaterThan(20);
    expect([...found].sort()).toEqual(explained.sort());
  });
});

test('the versions that the page’s table names are those that its command installs', () => {
  const table = page?.prose.slice(0, page.prose.indexOf('## How to switch')) ?? '';
  for (const [, name = '', version = ''] of install.matchAll(/ (@?[a-z/-]+)@(\d+\.\d+)\.\d+/g)) {
    expect(table).toContain(`\`${name}\` ${version}`);
  }
});
