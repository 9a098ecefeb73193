import { Command } from 'commander';
import { actions } from '../actions';

/** `inferencehub environments` */
export function environmentsVerb(): Command {
  return new Command('environments').description('lists the environments and what they choose').action(() => {
    process.exitCode = actions.environments();
  });
}
