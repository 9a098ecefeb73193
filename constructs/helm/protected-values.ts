import { isMap, valueAt } from './helm-merge';

/** A passthrough value that the platform itself has to set. */
export interface ProtectedProblem {
  /** Where it stands in the values, `database.writer.host` or `extraEnvVars[DATABASE_URL]` for example. */
  readonly path: string;
  readonly found: unknown;
  /** Why it is protected. */
  readonly reason: string;
  /** What to write instead. */
  readonly use: string;
}

/** A value, and everything below it, that a passthrough block may not set. */
export interface ProtectedValue {
  /** `database.writer`; the keys of maps, joined by dots. */
  readonly path: string;
  readonly reason: string;
  readonly use: string;
}

/** An environment variable that a passthrough block may not set. */
export interface ProtectedVariable {
  readonly name: RegExp;
  readonly reason: string;
  readonly use: string;
}

/** What of a chart is protected. */
export interface Protection {
  readonly values: readonly ProtectedValue[];
  /** Lists or maps of environment variables, of which the named ones are protected. */
  readonly variableLists: readonly string[];
  readonly variables: readonly ProtectedVariable[];
}

/** Why values of several charts are protected, and what to write instead. */
export const PROTECTED_BECAUSE = {
  database: {
    reason: 'the database and its role are made or adopted by the environment, and the password is in a Secret',
    use: "the environment's `postgres`",
  },
  name: {
    reason: 'routes, roles and the other applications find it by this name',
    use: 'nothing: the name is fixed',
  },
  exposure: {
    reason: 'it would publish paths that the gateway keeps inside, metrics and administration among them',
    use: "the environment's `gateway`",
  },
  serviceAccount: {
    reason: "the pods' role is bound to this ServiceAccount, which has to be there before the chart is",
    use: 'nothing: the name is fixed',
  },
} as const satisfies Readonly<Record<string, Omit<ProtectedValue, 'path'>>>;

/** Every protected value that a passthrough block sets. */
export function protectedProblems(protection: Protection, values: unknown): ProtectedProblem[] {
  const { values: protectedValues, variableLists, variables } = protection;
  const problems = [
    ...protectedValues.flatMap((value) => valueProblems(values, value)),
    ...variableLists.flatMap((list) => variableProblems(values, list, variables)),
  ];
  return problems.filter(({ path }, index) => problems.findIndex((other) => other.path === path) === index);
}

/** A protected value is also set by whatever takes the place of a map that it is in. */
function valueProblems(values: unknown, { path, reason, use }: ProtectedValue): ProtectedProblem[] {
  const keys = path.split('.');
  const replaced = keys
    .map((_, index) => keys.slice(0, index + 1))
    .find((part) => isSet(valueAt(values, part)) && (part.length === keys.length || !isMap(valueAt(values, part))));
  return replaced ? [{ path: replaced.join('.'), found: valueAt(values, replaced), reason, use }] : [];
}

function variableProblems(values: unknown, list: string, variables: readonly ProtectedVariable[]): ProtectedProblem[] {
  const keys = list.split('.');
  const given = valueAt(values, keys);
  if (!isSet(given)) return valueProblems(values, { path: list, ...LOST_VARIABLES });
  const named = namedVariables(given);
  if (!named) return [{ path: list, found: given, ...LOST_VARIABLES }];
  return named.flatMap(([name, found]) => {
    const hit = variables.find((variable) => variable.name.test(name));
    return hit ? [{ path: `${list}[${name}]`, found, reason: hit.reason, use: hit.use }] : [];
  });
}

const LOST_VARIABLES = {
  reason: "the platform's own variables would be gone",
  use: "a list of variables; it is merged with the platform's by name",
};

/** Variables by name, whether they are written as a list or as a map. */
export function namedVariables(given: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (isMap(given)) return Object.entries(given);
  if (!Array.isArray(given)) return undefined;
  return given.flatMap((entry: unknown) =>
    isMap(entry) && typeof entry.name === 'string' ? [[entry.name, entry.value ?? entry.valueFrom] as const] : [],
  );
}

/** `null` is set too: it takes away what a chart or the platform has there. */
function isSet(value: unknown): boolean {
  return value !== undefined;
}

/** A variable that is protected in every list of a chart's, or `undefined`. */
export function protectedVariable({ variables }: Protection, name: string): ProtectedVariable | undefined {
  return variables.find((variable) => variable.name.test(name));
}
