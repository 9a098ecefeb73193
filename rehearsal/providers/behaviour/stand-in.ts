import { randomBytes } from 'node:crypto';
import { meetFault, type Operation } from '../cloud/faults';
import { leftInCloud, writeLedger } from '../cloud/ledger';
import { ReleaseRecords } from '../cloud/release-records';
import { isRecord, sameValue, type Value, type ValueRecord } from '../protocol/value';
import { isSecret } from '../schema/rules';
import type { BlockSchema, ProviderSchema, TypeKind } from '../schema/terraform-schema';
import { fillUnknown, type SecretMaker } from '../values/fill';
import { digest, Instance } from '../values/instance';
import { accountProblem, type ProviderSettings, providerSettings } from '../values/provider-settings';
import { secretMaker } from '../values/secret';
import { asKept } from './as-kept';
import { isMadeBeforeItFails } from './failures';
import { HelmRelease, type Mishap, ProviderKilled } from './helm-release';
import { type Plan, planChange, withoutWriteOnly } from './plan';
import { fromStoredState } from './stored-state';
import { type Problem, validateResource } from './validate';

/** Where a run keeps what its stand-ins did; each is off when absent. */
export interface RunFiles {
  ledger?: string | undefined;
  markers?: string | undefined;
  /** Failures to be had once, as in `faults.ts`; needs the ledger. */
  faults?: string | undefined;
}

/** A resource after an apply; `problem` when it failed, and then `state` is what there is of it. */
export interface Applied {
  state: Value;
  /** What this instance's made-up values come from; kept beside the state. */
  seed: string;
  problem?: Problem;
}

/** A provider that makes everything up: what it was asked to make, it says that it has made. */
export class StandIn {
  private settings: ProviderSettings;
  private readonly makeSecretFor: SecretMaker;

  constructor(
    private readonly provider: string,
    readonly schema: ProviderSchema,
    private readonly files: RunFiles,
    /** The folder that Terraform runs in. */
    private readonly directory: string,
  ) {
    this.settings = providerSettings(provider, {});
    this.makeSecretFor = secretMaker(files.markers);
  }

  configure(config: ValueRecord): Problem[] {
    this.settings = providerSettings(this.provider, config);
    const refused = this.provider === 'aws' ? accountProblem(config) : undefined;
    return refused === undefined ? [] : [{ summary: refused, detail: '', path: ['allowed_account_ids'] }];
  }

  validate(type: string, config: ValueRecord): Problem[] {
    return validateResource(type, this.block('resources', type), config, this.directory);
  }

  plan(type: string, prior: Value, proposed: ValueRecord): Plan {
    return planChange(type, this.block('resources', type), prior, proposed, this.settings);
  }

  apply(type: string, prior: Value, planned: Value, knownSeed: string | undefined): Applied {
    const operation: Operation = !isRecord(planned) ? 'delete' : isRecord(prior) ? 'update' : 'create';
    const seed = knownSeed ?? randomBytes(16).toString('hex');
    const subject = this.subject(type, isRecord(planned) ? planned : prior, seed);
    const mishap = this.mishap(operation, type, subject);
    const release = this.release(type, subject.root);
    if (release !== undefined) {
      const { problem, revision } = release[operation](mishap);
      if (problem !== undefined) return { state: prior, seed, problem };
      if (!isRecord(planned)) return { state: null, seed };
      const { root } = this.made(type, planned, seed);
      return { state: { ...root, metadata: { ...(root['metadata'] as ValueRecord), revision: revision ?? 1 } }, seed };
    }
    const problem = mishap && failure(operation, type, mishap);
    const isMade = operation === 'create' && (mishap?.killed === true || isMadeBeforeItFails(type));
    if (problem !== undefined && !isMade) return { state: prior, seed, problem };
    if (!isRecord(planned)) {
      writeLedger(this.files.ledger, { action: 'deleted', type, ...name(subject) });
      return { state: null, seed };
    }
    const instance = this.made(type, planned, seed);
    const action = operation === 'create' ? 'created' : 'updated';
    const attributes = publicAttributes(instance, this.block('resources', type));
    writeLedger(this.files.ledger, { action, type, ...name(instance), attributes });
    if (mishap?.killed === true) throw new ProviderKilled(mishap.reason);
    return { state: instance.root, seed, problem };
  }

  /**
   * What a refresh finds where it may be something else than the state has, or null where it finds nothing. Undefined
   * where it finds what the state has.
   */
  read(type: string, state: Value): Value | undefined {
    if (!isRecord(state)) return undefined;
    const release = this.release(type, state);
    return release === undefined ? asKept(type, state) : release.read();
  }

  /** Reads a data source: from the cloud's ledger where a resource of the same type and arguments was made, else made up. */
  readData(type: string, config: ValueRecord): ValueRecord {
    const block = this.block('dataSources', type);
    const made = this.files.ledger === undefined ? undefined : this.madeBefore(this.files.ledger, type, config);
    const known = { ...config };
    for (const [attribute, value] of Object.entries(made ?? {})) {
      const declared = block.attributes[attribute];
      if (declared?.computed === true && known[attribute] === null) known[attribute] = value;
    }
    const { account, region } = this.settings;
    // The same question gets the same answer at plan and at apply.
    const seed = digest(JSON.stringify([type, config, account, region]));
    return this.filled('dataSources', type, known, seed);
  }

  /** Opens an ephemeral resource: other values every time. */
  open(type: string, config: ValueRecord): ValueRecord {
    return this.filled('ephemeralResources', type, config, randomBytes(16).toString('hex'));
  }

  /** Takes over something that is said to exist: all but its id is made up. */
  importState(type: string, id: string): ValueRecord {
    const block = this.block('resources', type);
    const empty = fromStoredState(block, {});
    const named = { ...empty, ...('id' in empty ? { id } : {}), ...('name' in empty ? { name: id } : {}) };
    const state = this.filled('resources', type, named, digest(`${type} ${id}`));
    this.release(type, state)?.adopt();
    return state;
  }

  storedState(type: string, stored: unknown): ValueRecord {
    return fromStoredState(this.block('resources', type), stored);
  }

  /** A planned resource with everything made up that is left open. */
  private made(type: string, planned: ValueRecord, seed: string): Instance {
    const block = this.block('resources', type);
    const instance = new Instance('resources', type, this.settings, { ...withoutWriteOnly(block, planned) }, seed);
    fillUnknown(instance, block, this.makeSecretFor);
    return instance;
  }

  /** Helm's side of a release, where there is a made-up cluster to keep it in. */
  private release(type: string, values: ValueRecord): HelmRelease | undefined {
    const { ledger } = this.files;
    if (type !== 'helm_release' || ledger === undefined) return undefined;
    return new HelmRelease(new ReleaseRecords(ledger), values);
  }

  private filled(kind: TypeKind, type: string, config: ValueRecord, seed: string): ValueRecord {
    const block = this.block(kind, type);
    const { planned } = planChange(type, block, null, config, this.settings);
    const instance = new Instance(kind, type, this.settings, planned, seed);
    fillUnknown(instance, block, this.makeSecretFor);
    return instance.root;
  }

  private block(kind: TypeKind, type: string): BlockSchema {
    const block = this.schema[kind][type];
    if (block === undefined) throw new Error(`The stand-in for ${this.provider} was installed without ${type}`);
    return block;
  }

  private subject(type: string, value: Value, seed: string): Instance {
    return new Instance('resources', type, this.settings, isRecord(value) ? { ...value } : {}, seed);
  }

  private mishap(operation: Operation, type: string, instance: Instance): Mishap | undefined {
    const { faults, ledger } = this.files;
    if (faults === undefined || ledger === undefined) return undefined;
    const met = meetFault(faults, ledger, operation, { type, ...name(instance) });
    return met && { reason: `REHEARSAL_FAIL asks for it: ${met.written}`, killed: met.killed };
  }

  private madeBefore(ledger: string, type: string, config: ValueRecord): ValueRecord | undefined {
    const asked = Object.entries(config).filter(([, value]) => typeof value === 'string');
    if (asked.length === 0) return undefined;
    const candidates = leftInCloud(ledger).filter((entry) => entry.type === type);
    return candidates
      .map(({ attributes }) => attributes as ValueRecord)
      .find((attributes) => asked.every(([argument, value]) => sameValue(attributes[argument], value)));
  }
}

function failure(operation: Operation, type: string, { reason }: Mishap): Problem {
  return { summary: `Rehearsed failure to ${operation} ${type}`, detail: reason, path: [] };
}

function name(instance: Instance): { id: string; name: string } {
  return { id: instance.text('id') || instance.name, name: instance.name };
}

/** What the ledger may keep of a resource: its own attributes, without secrets. */
function publicAttributes({ root, type }: Instance, { attributes }: BlockSchema): ValueRecord {
  const kept = Object.entries(attributes).filter(
    ([attribute, { sensitive }]) => !isSecret(`${type}.${attribute}`, sensitive === true),
  );
  return Object.fromEntries(kept.map(([attribute]) => [attribute, root[attribute] ?? null]));
}
