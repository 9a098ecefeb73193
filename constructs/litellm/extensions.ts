import { partitionOf } from '../account/partition';
import type { AccountSettings } from '../account/settings';
import type { PolicyStatement } from '../identity/policy-document';
import type { SearchConnection } from '../search/connection';
import type { SecretSource } from '../secrets/settings';
import type { ChartValues } from '../helm/chart-values';
import type { GuardrailSettings, McpServerSettings, PassThroughSettings } from './extension-settings';
import { ProviderKeys } from './models';
import type { LiteLlmSettings } from './settings';

/** What LiteLLM offers besides models. */
type Extensions = Pick<LiteLlmSettings, 'guardrails' | 'passThrough' | 'mcpServers'>;

/** The keys that guardrails, pass-through paths and MCP servers take. */
export function extensionKeys({ guardrails, passThrough, mcpServers }: Extensions): SecretSource[] {
  return [
    ...guardrails.flatMap((one) => (one.provider === 'other' && one.apiKey ? [one.apiKey] : [])),
    ...passThrough.flatMap(({ headers }) => Object.values(headers)),
    ...Object.values(mcpServers).flatMap(({ authentication }) => (authentication ? [authentication.value] : [])),
  ];
}

/** A guardrail as an entry of LiteLLM's `guardrails`. */
export function guardrailEntry(settings: GuardrailSettings, region: string | undefined): ChartValues {
  return {
    guardrail_name: settings.name,
    litellm_params: { ...guardrailParameters(settings, region), mode: settings.mode, default_on: settings.defaultOn },
  };
}

function guardrailParameters(settings: GuardrailSettings, region: string | undefined): ChartValues {
  switch (settings.provider) {
    case 'bedrock':
      return {
        guardrail: 'bedrock',
        guardrailIdentifier: settings.guardrailId,
        guardrailVersion: settings.version,
        aws_region_name: settings.region ?? region,
      };
    case 'other':
      return {
        ...settings.parameters,
        guardrail: settings.guardrail,
        api_base: settings.apiBase,
        api_key: settings.apiKey && ProviderKeys.reference(settings.apiKey),
      };
  }
}

/** What a role has to be allowed so that LiteLLM can apply exactly these guardrails. */
export function guardrailStatements(
  guardrails: readonly GuardrailSettings[],
  account: AccountSettings,
): PolicyStatement[] {
  const arns = guardrails.flatMap((one) =>
    one.provider === 'bedrock'
      ? [
          `arn:${partitionOf(account.region)}:bedrock:${one.region ?? account.region}:${account.id}:guardrail/${one.guardrailId}`,
        ]
      : [],
  );
  return arns.length > 0 ? [{ sid: 'ApplyGuardrails', actions: ['bedrock:ApplyGuardrail'], resources: arns }] : [];
}

/** A path as an entry of LiteLLM's `pass_through_endpoints`. */
export function passThroughEntry(settings: PassThroughSettings): ChartValues {
  const { path, target, headers, includeSubpaths, timeoutSeconds } = settings;
  return {
    path,
    target,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, source]) => [name, ProviderKeys.reference(source)] as const),
    ),
    include_subpath: includeSubpaths,
    timeout: timeoutSeconds,
    auth: true,
  };
}

/** A server as an entry of LiteLLM's `mcp_servers`. */
export function mcpServerEntry({ url, transport, authentication, allowedTools }: McpServerSettings): ChartValues {
  return {
    url,
    transport,
    auth_type: authentication?.kind,
    auth_value: authentication && ProviderKeys.reference(authentication.value),
    allowed_tools: allowedTools,
  };
}

/** SearXNG as a search tool: `POST /v1/search/searxng`. Other services have their key in Open WebUI alone. */
export function searchTools(search: SearchConnection): readonly ChartValues[] | undefined {
  if (search.kind !== 'searxng') return undefined;
  return [{ search_tool_name: 'searxng', litellm_params: { search_provider: 'searxng', api_base: search.url } }];
}
