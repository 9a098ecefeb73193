import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PACKAGE = join(__dirname, '..', '..', '..');

/** What npm says of a package that it packed. */
interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Files by their path within a folder. */
export type Files = Readonly<Record<string, string>>;

/** A project of somebody else's, in a fresh folder, that has this package from its tarball and nothing else. */
export class ForeignProject {
  readonly directory = realpathSync(mkdtempSync(join(tmpdir(), 'foreign-')));
  /** What the tarball has, by path. */
  readonly packed: readonly string[];

  constructor() {
    const [packed] = JSON.parse(
      npm(
        PACKAGE,
        'pack',
        '--json',
        '--loglevel=error',
        '--foreground-scripts=false',
        '--pack-destination',
        this.directory,
      ),
    ) as Packed[];
    if (!packed) throw new Error('npm has packed nothing');
    this.packed = packed.files.map(({ path }) => path);
    this.write({ 'package.json': JSON.stringify({ name: 'foreign', private: true }) });
    npm(this.directory, 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund', packed.filename);
  }

  write(files: Files): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.directory, path)), { recursive: true });
      writeFileSync(join(this.directory, path), content);
    }
  }

  /** Runs a program that the project has installed. */
  run(program: 'cdktf' | 'inferencehub', args: readonly string[], folder = '.'): SpawnSyncReturns<string> {
    return spawnSync(join(this.directory, 'node_modules', '.bin', program), args, {
      cwd: join(this.directory, folder),
      encoding: 'utf8',
      env: { ...process.env, CI: '1', CHECKPOINT_DISABLE: '1' },
      maxBuffer: 64 * 1024 * 1024,
    });
  }

  /** Compiles with this package's own TypeScript, as strictly as it goes. */
  compile(configuration: object): SpawnSyncReturns<string> {
    this.write({ 'tsconfig.json': JSON.stringify(configuration) });
    const tsc = require.resolve('typescript/bin/tsc');
    return spawnSync(process.execPath, [tsc, '--project', '.'], { cwd: this.directory, encoding: 'utf8' });
  }

  /** A stack as the project synthesized it. */
  stack(name: string, folder = '.'): unknown {
    return JSON.parse(readFileSync(join(this.directory, folder, 'cdktf.out', 'stacks', name, 'cdk.tf.json'), 'utf8'));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function npm(directory: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
