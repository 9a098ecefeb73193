import type { SecretSource } from '../secrets/settings';
import type { SingleSignOnSettings } from './sso-settings';

/** Plain variables by name. */
type Variables = Readonly<Record<string, string>>;

/** The providers, and what their variables begin with. */
const CLIENTS = [
  ['oidc', 'OAUTH_CLIENT'],
  ['microsoft', 'MICROSOFT_CLIENT'],
  ['google', 'GOOGLE_CLIENT'],
  ['github', 'GITHUB_CLIENT'],
] as const;

/** Where a provider sends the browser back to; each has a variable of its own for it. */
const REDIRECTS = {
  oidc: 'OPENID_REDIRECT_URI',
  microsoft: 'MICROSOFT_REDIRECT_URI',
  google: 'GOOGLE_REDIRECT_URI',
  github: 'GITHUB_CLIENT_REDIRECT_URI',
} as const;

/** The clients' secrets, by the variable that holds each. */
export function singleSignOnSecrets(sso: SingleSignOnSettings | undefined): Readonly<Record<string, SecretSource>> {
  return Object.fromEntries(
    CLIENTS.flatMap(([provider, variable]) => {
      const settings = sso?.[provider];
      return settings ? [[`${variable}_SECRET`, settings.clientSecret] as const] : [];
    }),
  );
}

/** What Open WebUI is told of the providers, but for the secrets. */
export function singleSignOnVariables(sso: SingleSignOnSettings | undefined, url: string | undefined): Variables {
  if (!sso) return {};
  return {
    // A provider that was taken out of the environment is not to live on in the database.
    ENABLE_OAUTH_PERSISTENT_CONFIG: 'False',
    ENABLE_OAUTH_SIGNUP: flag(sso.signUp),
    OAUTH_MERGE_ACCOUNTS_BY_EMAIL: flag(sso.mergeAccountsByEmail),
    ENABLE_LOGIN_FORM: flag(sso.passwordLogin),
    ENABLE_PASSWORD_AUTH: flag(sso.passwordLogin),
    ...Object.fromEntries(
      CLIENTS.flatMap(([provider, variable]) => Object.entries(clientVariables(sso, provider, variable, url))),
    ),
    ...(sso.microsoft ? { MICROSOFT_CLIENT_TENANT_ID: sso.microsoft.tenantId } : {}),
    ...(sso.oidc ? { OAUTH_PROVIDER_NAME: sso.oidc.name, OAUTH_SCOPES: sso.oidc.scopes } : {}),
    ...discovery(sso),
    ...roles(sso),
    ...groups(sso),
  };
}

function clientVariables(
  sso: SingleSignOnSettings,
  provider: keyof typeof REDIRECTS,
  variable: string,
  url: string | undefined,
): Variables {
  const settings = sso[provider];
  if (!settings) return {};
  return {
    [`${variable}_ID`]: settings.clientId,
    // Behind a load balancer that ends TLS Open WebUI would say http.
    ...(url ? { [REDIRECTS[provider]]: `${url}/oauth/${provider}/callback` } : {}),
  };
}

/** Without the provider's own address users are signed out of Open WebUI alone. */
function discovery({ oidc, microsoft, google }: SingleSignOnSettings): Variables {
  const url =
    oidc?.providerUrl ??
    (microsoft && `https://login.microsoftonline.com/${microsoft.tenantId}/v2.0/.well-known/openid-configuration`) ??
    (google && 'https://accounts.google.com/.well-known/openid-configuration');
  return url ? { OPENID_PROVIDER_URL: url } : {};
}

function roles({ roles: given }: SingleSignOnSettings): Variables {
  if (!given) return {};
  return {
    ENABLE_OAUTH_ROLE_MANAGEMENT: 'True',
    OAUTH_ROLES_CLAIM: given.claim,
    OAUTH_ALLOWED_ROLES: given.allowed.join(','),
    OAUTH_ADMIN_ROLES: given.admins.join(','),
  };
}

function groups({ groups: given }: SingleSignOnSettings): Variables {
  if (!given) return {};
  return {
    ENABLE_OAUTH_GROUP_MANAGEMENT: 'True',
    ENABLE_OAUTH_GROUP_CREATION: flag(given.create),
    OAUTH_GROUP_CLAIM: given.claim,
  };
}

function flag(value: boolean): string {
  return value ? 'True' : 'False';
}
