import { Command } from 'commander';
import { actions } from '../actions';

/** `inferencehub images <environment>` */
export function imagesVerb(): Command {
  return new Command('images')
    .description('lists every image that an environment runs, and where nodes pull it from')
    .argument('<environment>', 'its name, or the path of its file')
    .option('--json', 'as JSON, and nothing else on standard output')
    .action((name: string, flags: { json?: boolean }) => {
      process.exitCode = actions.images(name, flags);
    });
}
