import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { input } from '@inquirer/prompts';
import { requiredVariables } from '../environments';
import { checkSettings, nameProblems, neighbourOf } from '../environments/loading/check-environment';
import { environmentFiles } from '../environments/loading/environment-files';
import { type Problem, problemsText, say, UserError } from '../constructs/telling/problems';
import type { Environment } from '../environments/schema';
import { type Destination, destinationOf, KEPT } from './destination';
import { environmentFile } from './environment-file';
import { environmentSettings } from './environment-settings';
import { askInTerminal, interview } from './interview';
import { LIBRARY, type ProjectFiles, projectFiles } from './project-files';
import type { Answers } from './question';
import { QUESTIONS } from './questions';

export interface InitializeProps {
  /** The environment's name, if it was given. */
  readonly name: string | undefined;
  readonly flags: Answers;
  /** Whether somebody can be asked. */
  readonly interactive: boolean;
  /** The region that the user's AWS tools work in. */
  readonly region: string | undefined;
  /** Where the command runs. */
  readonly folder: string;
}

/**
 * Writes an environment's file, and a project around it where there is none. A file that exists is never changed.
 * @returns what was written and what comes next, to be told
 * @throws UserError with all that is wrong with the answers; nothing is written then
 */
export async function initialize(props: InitializeProps): Promise<string> {
  const destination = destinationOf(props.folder);
  const environments = join(destination.folder, 'environments');
  const files = existsSync(environments) ? environmentFiles(environments) : [];
  const taken = files.map((file) => file.name);
  const neighbours = files.map(neighbourOf);

  const name = props.name ?? (props.interactive ? await askName(taken) : undefined);
  const surroundings = { region: props.region, takenCidrs: neighbours.flatMap(({ cidr }) => cidr ?? []) };
  const nameless: Problem[] =
    name === undefined ? [{ says: say`the environment's name is missing; write it behind init` }] : [];
  const twin: Problem[] = name !== undefined && taken.includes(name) ? [nameTaken(name)] : [];
  // What is wrong already is told before anybody is asked anything.
  const ask = props.interactive && twin.length === 0 ? askInTerminal : undefined;
  const { answers, problems } = await interview(props.flags, surroundings, ask);
  if (name === undefined || nameless.length + twin.length + problems.length > 0) {
    throw refused(name, [...nameless, ...twin, ...(name === undefined ? [] : nameProblems(name)), ...problems]);
  }

  const settings = environmentSettings(answers);
  const checked = checkSettings(name, settings, neighbours);
  if (!('environment' in checked)) throw refused(name, checked.problems);
  const written = write(destination, {
    ...(destination.isProject ? {} : projectFiles({ name: projectName(destination), environment: name })),
    [join('environments', `${name}.ts`)]: environmentFile(settings, answers, destination.library),
  });
  return nextSteps(checked.environment, destination, written, props.folder);
}

async function askName(taken: readonly string[]): Promise<string> {
  return input({
    message: "The environment's name",
    default: taken.includes('dev') ? undefined : 'dev',
    required: true,
    validate: (name) => {
      if (taken.includes(name)) return `there is one of this name`;
      return nameProblems(name).length === 0 || 'it takes 2 to 24 lower case letters, digits and hyphens';
    },
  });
}

function nameTaken(name: string): Problem {
  return {
    says: say`there is an environment ${name} already`,
    todo: say`choose another name, or delete its file first`,
  };
}

/** Tells problems with the names of the flags that their settings come from. */
function refused(name: string | undefined, problems: readonly Problem[]): UserError {
  const text = problemsText(name === undefined ? 'init' : `init ${name}`, problems, (path) => {
    const question = [...QUESTIONS]
      .sort((one, other) => other.setting.length - one.setting.length)
      .find(({ setting }) => path === setting || path.startsWith(`${setting}.`) || path.startsWith(`${setting}[`));
    return question ? `--${question.topic} (${path})` : path;
  });
  return new UserError(`${text}\nnothing was written; every flag: inferencehub init --help`);
}

/** What npm takes for a package's name. */
function projectName({ folder }: Destination): string {
  const name = basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'platform' : name;
}

/** @returns the files that were written; those that are kept are not among them */
function write({ folder }: Destination, files: ProjectFiles): string[] {
  const wanted = Object.keys(files).filter((file) => !(KEPT.includes(file) && existsSync(join(folder, file))));
  for (const file of wanted) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), files[file] ?? '', { flag: 'wx' });
  }
  return wanted;
}

function nextSteps(
  environment: Environment,
  { folder, isProject }: Destination,
  written: readonly string[],
  from: string,
): string {
  const install = written.includes('package.json') ? 'npm install' : `npm install ${LIBRARY} tsx`;
  const variables = requiredVariables(environment);
  const commands = [
    ...(isProject ? [] : [[install, 'once']]),
    [`npx inferencehub rehearse ${environment.name}`, 'deploys it against stand-in providers, on this machine alone'],
    ...variables.map((variable) => [`export ${variable}=…`, 'is read when you deploy, and kept in no file']),
    [`npx inferencehub deploy ${environment.name}`, 'shows each plan, and asks'],
  ];
  const width = Math.max(...commands.map(([command = '']) => command.length));
  return [
    ...written.map((file) => `written: ${relative(from, join(folder, file))}`),
    '',
    'next:',
    ...commands.map(([command = '', comment = '']) => `  ${command.padEnd(width)}   # ${comment}`),
    '',
  ].join('\n');
}
