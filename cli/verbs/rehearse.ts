import { Command, Option } from 'commander';
import { LAYERS } from '../../stacks/layers';
import { actions } from '../actions';
import type { RehearseFlags } from '../actions/rehearse';

/** `inferencehub rehearse <environment…>` */
export function rehearseVerb(): Command {
  return new Command('rehearse')
    .description('deploys, plans again and destroys environments with the real cdktf and Terraform, against stand-ins')
    .argument('[environments...]', 'names, or paths of files')
    .option('--app [command]', 'every stack of any CDKTF app: of the one that cdktf.json or the command starts')
    .option('--keep', 'keep the folder with states, plans and logs')
    .addOption(stackOption())
    .option('--json', 'print the report as JSON, and nothing else on standard output')
    .option('--variables', 'tell the environment variables of every container too')
    .option('--quiet', 'tell only the outcome, and errors')
    .option('--html <file>', 'where the report as a page goes (default: .rehearsal/<environment>.html)')
    .option(
      '--plans <folder>',
      'write the plan of each deployment as <folder>/<stack>.json, for tools that check plans',
    )
    .option('--fail-once <resource>', 'let a resource (aws_rds_cluster) fail once and deploy again after it')
    .option(
      '--from <ref or folder>',
      'rehearse the upgrade: deploy first what a git ref has, or a folder that cdktf synth wrote; losing data fails',
    )
    .option('--accept-loss <resources...>', 'with --from: <stack>/<type>.<id> that may be lost with what it holds')
    .action(async (names: string[], flags: RehearseFlags) => {
      process.exitCode = await actions.rehearse(names, flags);
    });
}

function stackOption(): Option {
  const option = new Option('--stack <names...>', 'deploy only these stacks and what they need, by short or full name');
  // Told in help and completed; full names are right too.
  option.argChoices = [...LAYERS];
  return option;
}
