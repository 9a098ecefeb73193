import { Command } from 'commander';
import { environmentFiles } from '../../environments/loading/environment-files';
import { environmentsDirectory } from '../../project/project-directory';
import { actions } from '../actions';
import { candidates, type Names } from '../completion/candidates';

/** What a name may have in it that a shell takes as it is. */
const PLAIN = /^[\w-]+$/;

const NAMES: Names = { environments: environmentsHere, applications: () => actions.applicationsWithValues() };

/** `inferencehub complete -- <words…>`, which the scripts of `inferencehub completion` ask. */
export function completeVerb(): Command {
  return new Command('complete')
    .description('prints what can stand in the last of some words')
    .argument('[words...]')
    .action((words: string[], _: object, command: Command) => {
      if (!command.parent) return;
      const lines = candidates(command.parent, words, NAMES).map(({ value, means }) => `${value}\t${means}\n`);
      process.stdout.write(lines.join(''));
    });
}

/** The project's environments by their files' names; they are not loaded, and may have mistakes. */
function environmentsHere(): string[] {
  return environmentFiles(environmentsDirectory())
    .map(({ name }) => name)
    .filter((name) => PLAIN.test(name));
}
