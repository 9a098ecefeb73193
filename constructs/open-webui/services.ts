import type { NamedService } from '../application/application';
import type { OutsideService } from '../network-policies/outside-service';
import type { OpenWebUiSettings } from './settings';

const MICROSOFT = ['graph.microsoft.com', 'login.microsoftonline.com'];
const GOOGLE = ['accounts.google.com', 'oauth2.googleapis.com', 'openidconnect.googleapis.com', 'www.googleapis.com'];

/** Whether any provider of OpenID Connect is this one, whose other endpoints are on other hosts. */
function isAt(oidc: { readonly providerUrl: string } | undefined, hosts: readonly string[]): boolean {
  return oidc !== undefined && hosts.includes(new URL(oidc.providerUrl).hostname);
}

/** Every service that Open WebUI calls besides LiteLLM and the search: where users sign in, and a Tika elsewhere. */
export function openWebUiServices({ sso, tika }: OpenWebUiSettings): NamedService[] {
  const providers = [
    ...(sso?.microsoft || isAt(sso?.oidc, MICROSOFT) ? MICROSOFT : []),
    ...(sso?.google || isAt(sso?.oidc, GOOGLE) ? GOOGLE : []),
    ...(sso?.github ? ['api.github.com', 'github.com'] : []),
  ];
  return [
    ...(providers.length > 0
      ? [{ setting: 'sso', service: { kind: 'provider', hosts: providers } as OutsideService }]
      : []),
    ...(sso?.oidc ? [address('sso', sso.oidc.providerUrl)] : []),
    ...(tika?.kind === 'external' ? [address('tika.url', tika.url)] : []),
  ];
}

/** Where Pipelines load what they run from; what that code calls itself, nobody knows. */
export function pipelinesServices({ pipelines }: OpenWebUiSettings): NamedService[] {
  if (!pipelines) return [];
  return [
    ...pipelines.urls.map(({ url }, index) => address(`pipelines.urls[${index}].url`, url)),
    ...(pipelines.pypi ? [{ setting: 'pipelines.pypi', service: PYPI }] : []),
  ];
}

/** The Python Package Index, and where it keeps packages. */
const PYPI: OutsideService = { kind: 'provider', hosts: ['files.pythonhosted.org', 'pypi.org'] };

function address(setting: string, url: string): NamedService {
  return { setting, service: { kind: 'address', url } };
}
