import { namedVariables } from '../../constructs/helm/protected-values';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';
import { valueAt } from '../../constructs/telling/known-settings';

/** Values of Open WebUI's variables that let in whoever comes, or for ever, and what to do instead. */
const OPEN_VALUES = [
  {
    name: 'DEFAULT_USER_ROLE',
    opens: /^\s*admin\s*$/i,
    because: 'whoever gets an account would be an administrator at once',
    todo: say`take it out: new accounts wait (pending); ${at('openwebui.sso.roles')} says who is an administrator`,
  },
  {
    name: 'JWT_EXPIRES_IN',
    opens: /^\s*(-1|0)\s*$/,
    because: 'a session would never end',
    todo: say`write how long it lasts, 4w (the default) or 12h for example`,
  },
  {
    name: 'CORS_ALLOW_ORIGIN',
    opens: /(^|;)\s*\*\s*($|;)/,
    because: "any site's pages would call it as whoever has signed in",
    todo: say`take it out: it is the host name of ${at('gateway')}`,
  },
] as const;

/** Ways into Open WebUI that lead nowhere, or are open to all. */
export function signInProblems(environment: Environment): Problem[] {
  return [...deadEnds(environment), ...openDoors(environment)];
}

/** Open WebUI's chart has two lists of variables, each a list or a map. */
function openDoors({ openwebui: { values } }: Environment): Problem[] {
  return ['extraEnvVars', 'commonEnvVars'].flatMap((list) =>
    (namedVariables(valueAt(values, [list])) ?? []).flatMap(([name, value]) =>
      OPEN_VALUES.filter((one) => one.name === name && one.opens.test(String(value))).map(({ because, todo }) => ({
        says: say`${at(`openwebui.values.${list}[${name}]`)} is ${String(value)}: ${because}`,
        todo,
      })),
    ),
  );
}

function deadEnds({ openwebui: { admin, signUp, sso } }: Environment): Problem[] {
  if (!sso) return [];
  const problems: Problem[] = [];
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
