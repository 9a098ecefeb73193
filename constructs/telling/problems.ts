/** A setting's place in an environment, as a problem names it; the file may have its own word for it. */
export class SettingPath {
  constructor(readonly path: string) {}
}

/** Text in which settings are named. */
export type Phrase = readonly (string | SettingPath)[];

/** One mistake of a user. */
export interface Problem {
  /** What is wrong: the setting, the value found, what it takes. */
  readonly says: Phrase;
  /** Why it is so, or what to write instead. */
  readonly todo?: Phrase;
}

/** Says what another file calls the setting at a path of ours. */
export type Rename = (path: string) => string;

/** Marks a setting's path inside {@link say}. */
export function at(path: string): SettingPath {
  return new SettingPath(path);
}

/** A phrase as a tag writes it: ``say`${at('redis.litellm.replicas')} is ${7}; it takes at most 5` ``. */
export function say(texts: TemplateStringsArray, ...values: readonly (string | number | SettingPath)[]): Phrase {
  return texts.flatMap((text, index) => {
    const value = values[index];
    if (value === undefined) return [text];
    return [text, value instanceof SettingPath ? value : String(value)];
  });
}

/** A path's text from its keys: `litellm.models[0].apiKey`. */
export function pathText(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    const name = String(key);
    if (!/^[\w-]+$/.test(name)) return `${path}[${JSON.stringify(name)}]`;
    return path === '' ? name : `${path}.${name}`;
  }, '');
}

/** A file's problems, one to a line, each with what to do indented below it. */
export function problemsText(file: string, problems: readonly Problem[], rename: Rename = (path) => path): string {
  const text = (phrase: Phrase) =>
    phrase.map((part) => (part instanceof SettingPath ? rename(part.path) : part)).join('');
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  const lines = problems.flatMap(({ says, todo }) => [`  ${text(says)}`, ...(todo ? [`    ${text(todo)}`] : [])]);
  return [`${file}: ${count}`, ...lines].join('\n');
}

/** A user's mistake: printed as it is, without a stack trace. Everything else that is thrown is a fault of ours. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/**
 * Ends with everything that is wrong, where something is.
 * @param what what it is wrong with: a construct's path, a function's name
 * @throws UserError with every problem
 */
export function throwProblems(what: string, problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UserError(problemsText(what, problems));
}
