import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  installStandIns,
  leftInCloud,
  type LedgerEntry,
  needsOfStacks,
  readMarkers,
  type ReleaseRecord,
  ReleaseRecords,
} from '../../../rehearsal/providers';

/** What a Terraform command said and how it ended. */
export interface Outcome {
  code: number | null;
  output: string;
}

const SOURCES: Record<string, string> = { aws: '6.25.0', helm: '3.1.1', kubernetes: '2.38.0', random: '>= 3.7, < 4.0' };

/** A folder with a configuration, its own stand-ins and its own made-up cloud, for the real terraform. */
export class TerraformWorkspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  readonly env: Record<string, string>;
  readonly ledgerFile: string;
  readonly markerFile: string;
  private readonly stack = join(this.folder, 'stack');

  constructor(configuration: object) {
    mkdirSync(this.stack);
    this.write(configuration);
    const installed = installStandIns(join(this.folder, 'stand-ins'), { providers: needsOfStacks([this.stack]) });
    this.env = installed.env;
    this.ledgerFile = installed.ledgerFile;
    this.markerFile = installed.markerFile;
    const { code, output } = this.terraform(['init']);
    if (code !== 0) throw new Error(output);
  }

  /** Replaces the configuration, which must use no type that the first one did not. */
  write(configuration: object): void {
    const text = JSON.stringify(configuration);
    const used = Object.entries(SOURCES).filter(([name]) => text.includes(`"${name}_`));
    const required_providers = Object.fromEntries(
      used.map(([name, version]) => [name, { source: `hashicorp/${name}`, version }]),
    );
    writeFileSync(
      join(this.stack, 'cdk.tf.json'),
      JSON.stringify({ terraform: { required_providers }, ...configuration }),
    );
  }

  terraform(args: readonly string[], more: Record<string, string> = {}): Outcome {
    const env = { ...process.env, ...this.env, ...more, TF_IN_AUTOMATION: '1' };
    const { status, stdout, stderr } = spawnSync('terraform', args, { cwd: this.stack, env, encoding: 'utf8' });
    return { code: status, output: stdout + stderr };
  }

  apply(more: Record<string, string> = {}): Outcome {
    return this.terraform(['apply', '-auto-approve', '-no-color'], more);
  }

  destroy(more: Record<string, string> = {}): Outcome {
    return this.terraform(['destroy', '-auto-approve', '-no-color'], more);
  }

  /** Ends with 0 when there is nothing to change, with 2 when there is. */
  plan(): Outcome {
    return this.terraform(['plan', '-detailed-exitcode', '-no-color']);
  }

  /** What a plan would do to each resource, by address. */
  plannedActions(): Record<string, string[]> {
    const { resource_changes } = JSON.parse(this.plannedJson()) as {
      resource_changes: { address: string; change: { actions: string[] } }[];
    };
    return Object.fromEntries(resource_changes.map(({ address, change }) => [address, change.actions]));
  }

  /** A saved plan in full, in JSON. */
  plannedJson(): string {
    this.terraform(['plan', '-out=plan']);
    return this.terraform(['show', '-json', 'plan']).output;
  }

  state(): string {
    return readFileSync(join(this.stack, 'terraform.tfstate'), 'utf8');
  }

  outputs(): Record<string, unknown> {
    const { outputs } = JSON.parse(this.state()) as { outputs: Record<string, { value: unknown }> };
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  inCloud(): LedgerEntry[] {
    return leftInCloud(this.ledgerFile);
  }

  /** What Helm keeps in the made-up cluster, as `name.v1: deployed`. */
  releases(): string[] {
    const line = ({ release, revision, status }: ReleaseRecord) => `${release}.v${revision}: ${status}`;
    return new ReleaseRecords(this.ledgerFile).all().map(line).sort();
  }

  /** Removes every release, as somebody could by hand. */
  forgetReleases(): void {
    const records = new ReleaseRecords(this.ledgerFile);
    records.all().forEach((record) => {
      records.remove(record);
    });
  }

  markers(): string[] {
    return readMarkers(this.markerFile).map(({ marker }) => marker);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
