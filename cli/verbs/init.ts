import { Command, Option } from 'commander';
import { ExitCode } from '../exit-code';
import type { Answers, Topic } from '../init/question';
import { QUESTIONS } from '../init/questions';
import { initialize } from '../init/initialize';

/** `inferencehub init [name]` */
export function initVerb(): Command {
  const command = new Command('init')
    .description('writes a new environment, or in an empty folder a new project, by a short dialogue or by flags')
    .argument('[name]', "the environment's name: 2 to 24 lower case letters, digits and hyphens")
    .option('-y, --yes', 'ask nothing: flags, and what suits most for the rest')
    .action(async (name: string | undefined, { yes = false, ...flags }: Record<string, string> & { yes?: boolean }) => {
      process.exitCode = await run(name, answersOf(flags), yes);
    });
  for (const { topic, value, message, choices, several } of QUESTIONS) {
    const takes = choices ? ` (${choices.map((choice) => choice.value).join(several ? ', ' : ' | ')})` : '';
    command.addOption(new Option(`--${topic} ${value}`, `${message}${takes}`));
  }
  return command;
}

async function run(name: string | undefined, flags: Answers, yes: boolean): Promise<number> {
  try {
    process.stdout.write(
      await initialize({
        name,
        flags,
        interactive: !yes && process.stdin.isTTY && process.stdout.isTTY,
        region: process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
        folder: process.cwd(),
      }),
    );
    return ExitCode.success;
  } catch (error) {
    // Ctrl-C in the dialogue.
    if (!(error instanceof Error) || error.name !== 'ExitPromptError') throw error;
    process.stderr.write('nothing was written\n');
    return INTERRUPTED;
  }
}

/** As a shell tells that Ctrl-C ended a program. */
const INTERRUPTED = 130;

/** Commander gives flags in camel case. */
function answersOf(flags: Readonly<Record<string, string>>): Answers {
  const given = QUESTIONS.flatMap(({ topic }) => {
    const value = flags[topic.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
    return value === undefined ? [] : [[topic, value] as [Topic, string]];
  });
  return Object.fromEntries(given);
}
