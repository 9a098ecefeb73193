import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync, stop } from 'esbuild';
import { bindingPackage } from '../bindings/binding-package';
import { providerSchema } from '../schema/provider-schema';
import type { ProviderNeed } from './stack-needs';
import { chooseVersion } from './version-choice';

export interface InstalledStandIns {
  /** To be set for terraform and cdktf, on top of the environment that they run in. */
  env: Record<string, string>;
  /** What is in the made-up cloud: `leftInCloud(ledgerFile)`. Kept when installed again into the same directory. */
  ledgerFile: string;
  /** Every secret that a stand-in made up: `readMarkers(markerFile)`. */
  markerFile: string;
  /** The program of the stand-ins; with `host` and `hostPipe` as arguments it serves all of them from one process. */
  program: string;
  /** Where the host takes requests; a pipe that whoever starts the host makes, and removes when the host ends. */
  hostPipe: string;
  /** The versions offered, by provider. */
  versions: Record<string, string[]>;
}

const PROTOCOL = join(__dirname, '..', 'protocol');
const PROGRAM = 'stand-in.cjs';
const PROTO_FILES = ['plugin.proto', 'controller.proto'];
const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin' };

/** Where a provider without a host in its source is from: Terraform's own answer, and OpenTofu's. */
const REGISTRIES = ['registry.terraform.io', 'registry.opentofu.org'];

/** Terraform may be built for the other processor than Node is; the launcher is a script and suits both. */
const PROCESSORS = ['amd64', 'arm64'];

/**
 * Installs stand-ins into a directory: a mirror that Terraform takes providers from, their schemas, one bundled
 * program for all of them, and Terraform's configuration. Installing again replaces what changed and keeps the cloud.
 * Bindings are taken from the project where it has them.
 */
export function installStandIns(
  directory: string,
  { providers, project }: { providers: readonly ProviderNeed[]; project?: string },
): InstalledStandIns {
  const home = resolve(directory);
  mkdirSync(home, { recursive: true });
  bundleProgram(home);
  const versions: Record<string, string[]> = {};
  for (const { name, source, constraints, types } of providers) {
    const bindings = bindingPackage(name, project);
    writeFileSync(join(home, `schema-${name}.json`), JSON.stringify(providerSchema(bindings, types)));
    const offered = new Set(constraints.map((constraint) => chooseVersion(constraint, bindings.version)));
    for (const version of offered) mirror(home, name, source, version);
    versions[name] = [...offered];
  }
  const configFile = join(home, 'terraform.rc');
  writeFileSync(configFile, cliConfig(join(home, 'mirror')));
  const ledgerFile = join(home, 'ledger.jsonl');
  const markerFile = join(home, 'markers.jsonl');
  return {
    env: {
      TF_CLI_CONFIG_FILE: configFile,
      TF_DISABLE_PLUGIN_TLS: '1',
      // A shared cache would hand the stand-ins to real runs.
      TF_PLUGIN_CACHE_DIR: '',
      CHECKPOINT_DISABLE: '1',
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
      REHEARSAL_STAND_INS: home,
      REHEARSAL_NODE: process.execPath,
      REHEARSAL_LEDGER: ledgerFile,
      REHEARSAL_MARKERS: markerFile,
    },
    ledgerFile,
    markerFile,
    program: join(home, PROGRAM),
    hostPipe: join(home, 'host'),
    versions,
  };
}

/** One file starts in a third of the time that the many modules behind it would take. */
function bundleProgram(home: string): void {
  buildSync({
    // Whichever there is, source or what was compiled of it.
    entryPoints: [require.resolve(join(PROTOCOL, 'main'))],
    outfile: join(home, PROGRAM),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    logLevel: 'error',
  });
  // Its own process would stay as long as this one, for nothing.
  void stop();
  for (const file of PROTO_FILES) copyFileSync(join(PROTOCOL, file), join(home, file));
}

function mirror(home: string, name: string, source: string, version: string): void {
  const system = SYSTEMS[process.platform];
  if (system === undefined) throw new Error(`Stand-ins run on Linux and macOS, not on ${process.platform}`);
  for (const registry of REGISTRIES) {
    for (const processor of PROCESSORS) {
      const folder = join(home, 'mirror', registry, source, version, `${system}_${processor}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `terraform-provider-${name}_v${version}`), launcher(name), { mode: 0o755 });
    }
  }
}

/**
 * Asks the host for a server where there is one, else it becomes the provider itself. The same text wherever it is
 * installed, so that a lock file made with one installation holds for the next.
 */
function launcher(name: string): string {
  return [
    '#!/bin/sh',
    'home="${REHEARSAL_STAND_INS:?names the folder that the stand-ins are installed in}"',
    'if [ -p "$home/host" ]; then',
    '  mkfifo "$home/launch-$$"',
    `  printf '%s\\t%s\\t%s\\n' ${name} "$home/launch-$$" "$PWD" > "$home/host"`,
    '  exec cat "$home/launch-$$"',
    'fi',
    `exec "$REHEARSAL_NODE" "$home/${PROGRAM}" ${name}`,
    '',
  ].join('\n');
}

function cliConfig(mirrorFolder: string): string {
  return `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirrorFolder)}\n  }\n}\n`;
}
