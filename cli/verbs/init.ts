import { Command, Option } from 'commander';
import type { Answers, Topic } from '../../init/question';
import { QUESTIONS } from '../../init/questions';
import { actions } from '../actions';

/** `inferencehub init [name]` */
export function initVerb(): Command {
  const command = new Command('init')
    .description('writes a new environment, or in an empty folder a new project, by a short dialogue or by flags')
    .argument('[name]', "the environment's name: 2 to 24 lower case letters, digits and hyphens")
    .option('-y, --yes', 'ask nothing: flags, and what suits most for the rest')
    .action(async (name: string | undefined, { yes = false, ...flags }: Record<string, string> & { yes?: boolean }) => {
      process.exitCode = await actions.init(name, answersOf(flags), yes);
    });
  for (const { topic, value, message, choices, several } of QUESTIONS) {
    const option = new Option(`--${topic} ${value}`, several && choices ? `${message} With commas between` : message);
    // Told in help and completed; what is wrong is told with the other answers.
    option.argChoices = choices?.map((choice) => choice.value);
    command.addOption(option);
  }
  return command;
}

/** Commander gives flags in camel case. */
function answersOf(flags: Readonly<Record<string, string>>): Answers {
  const given = QUESTIONS.flatMap(({ topic }) => {
    const value = flags[topic.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    return value === undefined ? [] : [[topic, value] as [Topic, string]];
  });
  return Object.fromEntries(given);
}
