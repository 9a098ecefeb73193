import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { Problem } from '../behaviour/validate';
import type { StandIn } from '../behaviour/stand-in';
import { metadataMessage, schemasMessage } from './schema-message';
import { type DynamicValue, fromWire, isRecord, toWire, type Value, type ValueRecord } from './value';

/** The fields of all requests; each method has some of them. */
interface Request {
  type_name: string;
  target_type_name: string;
  id: string;
  config: DynamicValue | null;
  prior_state: DynamicValue | null;
  proposed_new_state: DynamicValue | null;
  planned_state: DynamicValue | null;
  current_state: DynamicValue | null;
  raw_state: { json: Buffer } | null;
  source_state: { json: Buffer } | null;
  private: Buffer;
  prior_private: Buffer;
  planned_private: Buffer;
}

const ERROR = 1;

/** Terraform's protocol in front of a stand-in. */
export function providerService(standIn: StandIn): UntypedServiceImplementation {
  const methods: Record<string, (request: Request) => object> = {
    GetMetadata: () => metadataMessage(standIn.schema),
    GetProviderSchema: () => schemasMessage(standIn.schema),
    GetFunctions: () => ({}),
    StopProvider: () => ({}),
    ValidateProviderConfig: () => ({}),
    ConfigureProvider: ({ config }) => diagnosed(standIn.configure(record(config))),
    ValidateResourceConfig: ({ type_name, config }) => diagnosed(standIn.validate(type_name, record(config))),
    ValidateDataResourceConfig: () => ({}),
    ValidateEphemeralResourceConfig: () => ({}),
    UpgradeResourceState: ({ type_name, raw_state }) => ({
      upgraded_state: toWire(standIn.storedState(type_name, stored(raw_state))),
    }),
    MoveResourceState: ({ target_type_name, source_state }) => ({
      target_state: toWire(standIn.storedState(target_type_name, stored(source_state))),
    }),
    ReadResource: ({ type_name, current_state, private: kept }) => {
      const found = standIn.read(type_name, fromWire(current_state));
      return { new_state: found === undefined ? current_state : toWire(found), private: kept };
    },
    PlanResourceChange: ({ type_name, prior_state, proposed_new_state, prior_private }) => {
      const proposed = fromWire(proposed_new_state);
      if (!isRecord(proposed)) return { planned_state: proposed_new_state, planned_private: prior_private };
      const prior = fromWire(prior_state);
      const { planned, replace } = standIn.plan(type_name, prior, proposed);
      // A replacement is planned with what was private to its predecessor; it must become a thing of its own.
      const planned_private = isRecord(prior) ? prior_private : Buffer.alloc(0);
      return { planned_state: toWire(planned), requires_replace: replace.map(attributePath), planned_private };
    },
    ApplyResourceChange: ({ type_name, prior_state, planned_state, planned_private }) => {
      const seed = planned_private.length === 0 ? undefined : planned_private.toString('utf8');
      const applied = standIn.apply(type_name, fromWire(prior_state), fromWire(planned_state), seed);
      const problems = applied.problem === undefined ? [] : [applied.problem];
      return { new_state: toWire(applied.state), private: Buffer.from(applied.seed), ...diagnosed(problems) };
    },
    ImportResourceState: ({ type_name, id }) => ({
      imported_resources: [{ type_name, state: toWire(standIn.importState(type_name, id)) }],
    }),
    ReadDataSource: ({ type_name, config }) => ({ state: toWire(standIn.readData(type_name, record(config))) }),
    OpenEphemeralResource: ({ type_name, config }) => ({ result: toWire(standIn.open(type_name, record(config))) }),
    RenewEphemeralResource: () => ({}),
    CloseEphemeralResource: () => ({}),
  };
  return Object.fromEntries(Object.entries(methods).map(([name, method]) => [name, handler(method)]));
}

/** Answers a call; what the stand-in throws goes to the user as the call's diagnostics would. */
function handler(method: (request: Request) => object) {
  return (call: ServerUnaryCall<Request, object>, answer: sendUnaryData<object>): void => {
    try {
      answer(null, method(call.request));
    } catch (problem) {
      answer(problem instanceof Error ? problem : new Error(String(problem)));
    }
  };
}

function diagnosed(problems: readonly Problem[]): { diagnostics: object[] } {
  return {
    diagnostics: problems.map(({ summary, detail, path }) => ({
      severity: ERROR,
      summary,
      detail,
      ...(path.length === 0 ? {} : { attribute: attributePath(path) }),
    })),
  };
}

/** Steps by name; between the name of a list of one and the name of its member is the element 0. */
function attributePath(path: readonly string[]): object {
  const steps = path.flatMap((name, index) =>
    index === 0 ? [{ attribute_name: name }] : [{ element_key_int: 0 }, { attribute_name: name }],
  );
  return { steps };
}

function record(wire: DynamicValue | null): ValueRecord {
  const value: Value = fromWire(wire);
  return isRecord(value) ? value : {};
}

function stored(state: { json: Buffer } | null): unknown {
  return state === null || state.json.length === 0 ? {} : JSON.parse(state.json.toString('utf8'));
}
