import { VARIABLE_REFERENCES } from '../constructs/telling/secret-reference';
import type { Problem } from '../constructs/telling/problems';
import { applicationProblems } from './rules/applications';
import { arnProblems } from './rules/aws';
import { accessProblems, clusterProblems } from './rules/cluster';
import { dnsProblems } from './rules/dns';
import { egressProblems } from './rules/egress';
import { gatewayProblems } from './rules/gateway';
import { connectionProblems } from './rules/connections';
import { imageProblems } from './rules/images';
import { nameOverlapProblems } from './rules/names';
import { type Neighbour, networkProblems } from './rules/network';
import { networkPolicyProblems } from './rules/network-policies';
import { placementProblems } from './rules/placement';
import { postgresProblems } from './rules/postgres';
import { protectionProblems } from './rules/protection';
import { redisProblems } from './rules/redis';
import { remoteRunProblems } from './rules/remote-runs';
import { assumedRoleProblems } from './rules/roles';
import { secretProblems } from './rules/secrets';
import { signInProblems } from './rules/sign-in';
import { ownTexts } from './rules/texts';
import type { Environment } from './schema';

/**
 * Everything that is wrong with an environment whose shape is right: checks that span several settings.
 * @param neighbours what the other environments' files say of their accounts and networks
 */
export function environmentProblems(environment: Environment, neighbours: readonly Neighbour[] = []): Problem[] {
  return [
    ...nameOverlapProblems(environment, neighbours),
    ...placementProblems(environment),
    ...networkProblems(environment, neighbours),
    ...clusterProblems(environment),
    ...accessProblems(environment),
    ...arnProblems(environment),
    ...assumedRoleProblems(environment),
    ...protectionProblems(environment),
    ...postgresProblems(environment),
    ...connectionProblems(environment),
    ...redisProblems(environment),
    ...secretProblems(environment),
    ...applicationProblems(environment),
    ...signInProblems(environment),
    ...gatewayProblems(environment),
    ...dnsProblems(environment),
    ...egressProblems(environment),
    ...networkPolicyProblems(environment),
    ...imageProblems(environment),
    ...remoteRunProblems(environment),
  ];
}

/** The NAME of every `${NAME}` in an environment, sorted: what has to be set where it is deployed, and only there. */
export function requiredVariables(environment: Environment): string[] {
  return [...variableUses(environment).keys()].sort();
}

/** Where each variable of an environment is used: the settings' paths by its name. */
export function variableUses(environment: Environment): ReadonlyMap<string, readonly string[]> {
  const uses = new Map<string, readonly string[]>();
  for (const { path, text } of ownTexts(environment)) {
    const names = new Set([...text.matchAll(VARIABLE_REFERENCES)].map(([, name = '']) => name));
    for (const name of names) uses.set(name, [...(uses.get(name) ?? []), path]);
  }
  return uses;
}

/**
 * The variables of an environment that are not set, or empty.
 * @param variables where they are looked up: the environment of whoever deploys
 */
export function missingVariables(
  environment: Environment,
  variables: Readonly<Record<string, string | undefined>>,
): string[] {
  return requiredVariables(environment).filter((name) => !variables[name]);
}
