import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../environments';

/**
 * The token for a host of HCP Terraform, from where Terraform takes it: `TF_TOKEN_<host>`, or what `terraform login`
 * wrote; `TFE_TOKEN` too, as the tfe provider takes it.
 * @throws UserError where there is none
 */
export function hcpToken(host: string, variables: NodeJS.ProcessEnv): string {
  const inEnvironment = Object.entries(variables).find(([name]) => hostOf(name) === host)?.[1];
  const token = inEnvironment ?? variables.TFE_TOKEN ?? loggedIn(host);
  if (!token) throw new UserError(`there is no token for ${host}; run: terraform login ${host}`);
  return token;
}

/** The host of a variable's name: dots are written as underscores there, hyphens as two. */
function hostOf(variable: string): string | undefined {
  return /^TF_TOKEN_(.+)$/.exec(variable)?.[1]?.replaceAll('__', '-').replaceAll('_', '.');
}

function loggedIn(host: string): string | undefined {
  const file = join(homedir(), '.terraform.d', 'credentials.tfrc.json');
  if (!existsSync(file)) return undefined;
  const { credentials } = JSON.parse(readFileSync(file, 'utf8')) as {
    credentials?: Record<string, { token?: string }>;
  };
  return credentials?.[host]?.token;
}
