import { Argument, Command } from 'commander';
import { completionScript, type Shell, SHELLS } from '../completion/completion-script';

/** `inferencehub completion <shell>` */
export function completionVerb(): Command {
  return new Command('completion')
    .description('prints a script that lets a shell complete verbs, flags and environments')
    .addArgument(new Argument('<shell>', 'which one').choices(SHELLS))
    .action((shell: Shell) => {
      process.stdout.write(completionScript(shell, [process.execPath, ...process.argv.slice(1, 2)]));
    });
}
