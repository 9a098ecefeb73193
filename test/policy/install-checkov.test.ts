import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installCheckov } from '../../policy/checkov/install-checkov';
import { runToEnd } from '../support/run-to-end';

const INSTALLER = join(__dirname, '..', '..', 'policy', 'checkov', 'install-checkov.ts');

/** A Python as far as an installation can tell: what pip installs takes a moment, and fails where told so. */
const PYTHON = `#!/bin/sh
case "$1 $2" in
  "-c "*) echo 3.11 ;;
  "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  "-m pip")
    [ -z "$PIP_FAILS" ] || { echo "ERROR: no matching distribution" >&2; exit 1; }
    sleep \${PIP_SECONDS:-0}
    for package; do :; done
    echo "$package" >> "$(dirname "$0")/installed" ;;
esac
`;

describe('the installation of Checkov', () => {
  let folder: string;
  let parent: string;
  let environment: NodeJS.ProcessEnv;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'install-test-')));
    parent = join(folder, 'policy-venv');
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin', 'python3'), PYTHON, { mode: 0o755 });
    environment = { ...process.env, PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` };
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const install = (more: NodeJS.ProcessEnv = {}) =>
    installCheckov(parent, { ...environment, ...more }, () => undefined);

  test('can be made twice at once: both end with the same whole one, and nothing else stays', async () => {
    const script =
      `const { installCheckov } = require(${JSON.stringify(INSTALLER)});` +
      `console.log(installCheckov(${JSON.stringify(parent)}, process.env, () => undefined));`;
    const one = () =>
      runToEnd(process.execPath, ['--import', 'tsx', '-e', script], {
        cwd: process.cwd(),
        env: { ...environment, PIP_SECONDS: '1' },
      });
    const [first, second] = await Promise.all([one(), one()]);
    expect(first).toMatchObject({ code: 0, output: second.output });
    const installed = spawnSync('cat', [join(first.output.trim(), '..', 'installed')], { encoding: 'utf8' }).stdout;
    expect(installed).toMatch(/^checkov==[\d.]+\nkubernetes-validate==[\d.]+\n$/);
    expect(readdirSync(parent)).toHaveLength(1);
  });

  test('leaves nothing that a later run would take for whole when it fails, and says why', () => {
    expect(() => install({ PIP_FAILS: '1' })).toThrow('Checkov cannot be installed:\nERROR: no matching distribution');
    expect(readdirSync(parent)).toEqual([]);
    expect(existsSync(install())).toBe(true);
  });

  test('removes what was left of others a day ago, and nothing that is at work', () => {
    for (const name of ['interrupted', 'at-work']) mkdirSync(join(parent, name), { recursive: true });
    const long = new Date(Date.now() - 25 * 60 * 60 * 1000);
    utimesSync(join(parent, 'interrupted'), long, long);
    install();
    expect(readdirSync(parent)).toContain('at-work');
    expect(readdirSync(parent)).not.toContain('interrupted');
  });

  test('is made once', () => {
    const python = install();
    rmSync(join(folder, 'bin', 'python3'));
    expect(install()).toBe(python);
  });
});
