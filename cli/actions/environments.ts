import { type Environment, environmentNames, loadEnvironments, UserError } from '../../environments';
import { environmentsDirectory, ExitCode } from '../../project';
import { textTable } from '../../rehearsal/report/text-table';

/** Wide enough for any table of ours; a terminal wraps what it cannot show. */
const WIDTH = 160;

/** Lists the environments and what they choose. @returns the command's exit code */
export function environments(): number {
  const directory = environmentsDirectory();
  const rows = environmentNames({ directory }).map((name) => row(name, directory));
  const headings = ['name', 'account', 'region', 'cluster', 'postgres', 'redis: Open WebUI', 'redis: LiteLLM', ''];
  process.stdout.write(`${textTable(headings, rows, WIDTH).join('\n')}\n`);
  return ExitCode.success;
}

function row(name: string, directory: string): string[] {
  const environment = environmentOf(name, directory);
  if (!environment) return [name, '', '', '', '', '', '', `has problems: inferencehub synth ${name}`];
  const { account, cluster, postgres, redis } = environment;
  return [
    name,
    account?.id ?? '',
    account?.region ?? '',
    cluster.kind,
    postgres.kind,
    redis.openwebui.kind,
    redis.litellm.kind,
    '',
  ];
}

function environmentOf(name: string, directory: string): Environment | undefined {
  try {
    return loadEnvironments(name, { directory })[0];
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
