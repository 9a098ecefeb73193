import { written } from '../../constructs/helm/container-variables';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

/** Ways into Open WebUI that lead nowhere. */
export function signInProblems({ openwebui }: Environment): Problem[] {
  const { admin, signUp, sso } = openwebui;
  const problems: Problem[] = strangersAsAdministrators(openwebui);
  if (!sso) return problems;
  if (!sso.oidc && !sso.microsoft && !sso.google && !sso.github) {
    problems.push({
      says: say`${at('openwebui.sso')} names no provider`,
      todo: say`write oidc, microsoft, google or github, or take it out`,
    });
  }
  if (sso.passwordLogin) return problems;
  if (signUp) {
    problems.push({
      says: say`${at('openwebui.signUp')} is on, but ${at('openwebui.sso.passwordLogin')} is off, and a new account would have nothing but a password`,
      todo: say`take one of them out; ${at('openwebui.sso.signUp')} says whether the providers' users get an account`,
    });
  }
  if (admin && !sso.mergeAccountsByEmail) {
    problems.push({
      says: say`${at('openwebui.admin')} is given, but ${at('openwebui.sso.passwordLogin')} is off, and nobody could sign in as that user`,
      todo: say`take it out and say in ${at('openwebui.sso.roles')} who is an administrator, or let passwords work`,
    });
  }
  return problems;
}

/** Variables in which Open WebUI reads the role of a new account. */
const ROLE = 'DEFAULT_USER_ROLE';

/** A new account that is an administrator's, whoever makes it. */
function strangersAsAdministrators({ values }: Environment['openwebui']): Problem[] {
  return ['extraEnvVars', 'commonEnvVars'].flatMap((list): Problem[] =>
    written(values[list])
      .filter((variable) => 'value' in variable && variable.name === ROLE && variable.value === 'admin')
      .map(() => ({
        says: say`${at(`openwebui.values.${list}[${ROLE}]`)} is admin, and whoever gets an account would be an administrator at once`,
        todo: say`it takes pending or user; ${at('openwebui.sso.roles')} says who is an administrator`,
      })),
  );
}
