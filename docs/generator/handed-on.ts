import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { loadEnvironments } from '../../environments';
import { readManifest } from '../../rehearsal/cdktf/manifest';
import { environmentStacks } from '../../stacks';

/** What stacks hand on to each other. */
export interface HandedOn {
  /** The stacks, each after those that it needs. */
  readonly stacks: readonly { readonly name: string; readonly providers: readonly string[] }[];
  /** The values that one stack reads of another. */
  readonly values: readonly { readonly from: string; readonly to: string; readonly what: readonly string[] }[];
}

interface StackJson {
  readonly terraform: { readonly required_providers?: Readonly<Record<string, unknown>> };
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** Environments whose stacks the documentation shows: one that makes everything, one that adopts what it can. */
export const STACKS_SHOWN = ['prod', 'external'];

/** A value of another stack, as a stack reads it. */
const READ = /data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+?)\.outputs\.([\w-]+)/g;

/** Reads from the synthesized stacks of an environment what each hands on to which. */
export function handedOn(environmentName: string): HandedOn {
  const stacks = synthesized(environmentName).map(({ name, text }) => {
    const reads = [...text.matchAll(READ)].map(([, from = '', output = '']) => ({ from, output }));
    return { name, json: JSON.parse(text) as StackJson, reads };
  });
  return {
    stacks: stacks.map(({ name, json }) => ({ name, providers: Object.keys(json.terraform.required_providers ?? {}) })),
    values: stacks.flatMap((producer) =>
      stacks.flatMap(({ name: to, reads }) => {
        const outputs = new Set(reads.filter(({ from }) => from === producer.name).map(({ output }) => output));
        const references = [...outputs].map((output) => String(producer.json.output?.[output]?.value));
        return outputs.size === 0 ? [] : [{ from: producer.name, to, what: merged(references) }];
      }),
    ),
  };
}

/** The Terraform JSON of each stack, producers first. Outputs to other stacks are there only after the whole app's synthesis. */
function synthesized(environmentName: string): { name: string; text: string }[] {
  const [environment] = loadEnvironments(environmentName);
  if (!environment) throw new Error(`there is no environment ${environmentName}`);
  const outdir = mkdtempSync(join(tmpdir(), 'handed-on-'));
  try {
    const app = new App({ outdir });
    environmentStacks(app, environment);
    app.synth();
    return readManifest(outdir).map(({ name, directory }) => ({
      name,
      text: readFileSync(join(directory, 'cdk.tf.json'), 'utf8'),
    }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** References in words: `network/vpc: id`, and once what differs only in its zone. */
function merged(references: readonly string[]): string[] {
  const attributes = new Map<string, Set<string>>();
  for (const reference of references) {
    const [, address = '', path = ''] = /^\$\{(?:local|[a-z0-9_]+)\.([\w-]+)\.?(.*)\}$/.exec(reference) ?? [];
    const place = address
      .replace(/_[0-9A-F]{8}$/, '')
      .replaceAll('_', '/')
      .replace(/zone-[a-z]/, 'each zone');
    const names = attributes.get(place) ?? new Set();
    attributes.set(place, names.add(attributeOf(path)));
  }
  return [...attributes].map(([place, names]) => {
    const told = [...names].filter((name) => name !== '').sort();
    return told.length === 0 ? place : `${place}: ${told.join(', ')}`;
  });
}

/** The last name of an attribute's path that says something: `certificate_authority[0].data` is no data. */
function attributeOf(path: string): string {
  const names = path.replaceAll(/\[\d+\]/g, '').split('.');
  const name = (names.at(-1) === 'data' ? names.at(-2) : names.at(-1)) ?? '';
  return name.replaceAll('_', ' ');
}
