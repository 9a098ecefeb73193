import type { Argument, Command, Option } from 'commander';

/** What can stand at the cursor. */
export interface Candidate {
  readonly value: string;
  /** What it is, in a few words. */
  readonly means: string;
}

/** Names that only the project knows. */
export interface Names {
  /** Its environments. */
  readonly environments: () => readonly string[];
  /** The applications that take Helm values. */
  readonly applications: () => readonly string[];
}

/**
 * What can stand in the last of some words; nothing where a shell knows better, as for files.
 * @param words behind the program's name, up to the cursor; the last is empty after a space
 * @param names gives names that only the project knows, asked only where one can stand
 */
export function candidates(program: Command, words: readonly string[], names: Names): Candidate[] {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const at = before.findIndex((word) => !word.startsWith('-'));
  const verb = program.commands.find((one) => one.name() === before[at]);
  const all = verb ? ofVerb(verb, before.slice(at + 1), current, names) : at < 0 ? ofProgram(program, current) : [];
  return all.filter(({ value }) => value.startsWith(current));
}

function ofProgram(program: Command, current: string): Candidate[] {
  if (current.startsWith('-')) return flagsOf(program);
  return program
    .createHelp()
    .visibleCommands(program)
    .map((verb) => ({ value: verb.name(), means: verb.description() }));
}

function ofVerb(verb: Command, before: readonly string[], current: string, names: Names): Candidate[] {
  const { waiting, positionals } = read(verb, before);
  if (waiting && !(waiting.isSatisfied && current.startsWith('-'))) return valuesOf(waiting.option, names);
  if (current.startsWith('-')) return flagsOf(verb);
  const { registeredArguments: known } = verb;
  const argument = known[positionals] ?? (known.at(-1)?.variadic ? known.at(-1) : undefined);
  return argument ? valuesOf(argument, names) : [];
}

/** What words leave open. */
interface Open {
  /** The option whose value would come next, and whether it may do without. */
  readonly waiting?: { readonly option: Option; readonly isSatisfied: boolean };
  /** How many arguments there are that belong to no option. */
  readonly positionals: number;
}

/** Reads words as commander would. */
function read(verb: Command, words: readonly string[]): Open {
  return words.reduce<Open>(
    ({ waiting, positionals }, word) => {
      if (word.startsWith('-')) {
        const option = verb.options.find(({ long, short }) => long === word || short === word);
        const takesValue = option && (option.required || option.optional);
        return { positionals, waiting: takesValue ? { option, isSatisfied: option.optional } : undefined };
      }
      if (!waiting) return { positionals: positionals + 1 };
      return { positionals, waiting: waiting.option.variadic ? { ...waiting, isSatisfied: true } : undefined };
    },
    { positionals: 0 },
  );
}

function flagsOf(command: Command): Candidate[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .flatMap(({ long, description }) => (long ? [{ value: long, means: description }] : []));
}

function valuesOf(of: Argument | Option, names: Names): Candidate[] {
  if (of.argChoices) return of.argChoices.map((value) => ({ value, means: '' }));
  if (/^environments?$/.test(of.name())) return names.environments().map((value) => ({ value, means: 'environment' }));
  if (of.name() === 'application') return names.applications().map((value) => ({ value, means: 'application' }));
  return [];
}
