import type { LiteLlmSettings } from '../litellm/settings';
import type { OpenWebUiSettings } from '../open-webui/settings';
import { litellmServices, openWebUiServices, pipelinesServices } from '../egress/outside-services';
import type { GatewaySettings } from '../gateway/settings';
import type { PostgresConnection } from '../postgres/connection';
import type { RedisConnection } from '../redis/connection';
import type { SearchConnection } from '../search/connection';
import type { StorageConnection } from '../storage/connection';
import {
  AWS_SERVICES,
  extraDestinations,
  POD_CREDENTIALS,
  postgresDestinations,
  redisDestinations,
  searchDestinations,
  serviceDestination,
  storageDestinations,
} from './destinations';
import { type Destination, type Flow, flowsFrom, flowsInto, otherNamespaces, type Peer } from './flow';
import { ENVOY_GATEWAY_NAMESPACE, envoyProxyPods } from '../operators/pods';
import {
  LITELLM_API_PORT,
  LITELLM_MANAGEMENT_PORT,
  LITELLM_METRICS_PORT,
  litellmPods,
  OPEN_WEBUI_POD_PORT,
  OPEN_WEBUI_PODS,
  PIPELINES_PODS,
  PIPELINES_PORT,
  SEARXNG_PODS,
  TIKA_PODS,
  TIKA_PORT,
  VIRTUAL_KEY_PODS,
} from './pods';
import type { NetworkPolicySettings } from './settings';

export interface ApplicationFlowsProps {
  readonly settings: NetworkPolicySettings;
  /** The applications' namespace. */
  readonly namespace: string;
  readonly gateway: GatewaySettings;
  /** Whether pods get an AWS role from EKS Pod Identity. */
  readonly podIdentity: boolean;
  readonly storage: StorageConnection;
  readonly search: SearchConnection;
  readonly litellm: {
    readonly settings: LiteLlmSettings;
    readonly database: PostgresConnection;
    readonly cache: RedisConnection;
    readonly coordination: RedisConnection;
  };
  readonly openwebui: {
    readonly settings: OpenWebUiSettings;
    readonly database: PostgresConnection;
    readonly redis: RedisConnection;
    /** Whether it reads the pages that a search finds. */
    readonly loadsPages: boolean;
  };
}

const WEB_PORTS = [80, 443];
const INTERNET: Destination = { to: { kind: 'internet' }, ports: WEB_PORTS };

/** Every connection that the applications make or answer. */
export function applicationFlows(props: ApplicationFlowsProps): Flow[] {
  return [...litellmFlows(props), ...openWebUiFlows(props), ...pipelinesFlows(props), ...searxngFlows(props)];
}

function litellmFlows(props: ApplicationFlowsProps): Flow[] {
  const { settings, namespace, gateway, search, litellm } = props;
  const { api, management, migrations } = litellmPods(litellm.settings.shape);
  const database = [
    ...postgresDestinations(litellm.database),
    ...(litellm.settings.database.authentication === 'iam' ? credentials(props) : []),
  ];
  const serving = [
    ...database,
    ...redisDestinations(litellm.cache),
    ...redisDestinations(litellm.coordination),
    ...(litellm.settings.redis.authentication === 'iam' ? credentials(props) : []),
    ...litellmServices(litellm.settings).map((service) => serviceDestination(service, namespace)),
    ...litellmOnAws(props),
    // The search in the cluster is LiteLLM's tool too; a service's key is Open WebUI's alone.
    ...(search.kind === 'searxng' ? searchDestinations(search, namespace) : []),
    ...extraDestinations(settings, 'litellm'),
  ];
  const callers = otherNamespaces(settings.callers);
  const readers = otherNamespaces(settings.metricsReaders);
  return [
    ...[...new Set([api, management])].flatMap((group) => flowsFrom(group, serving)),
    ...(migrations ? flowsFrom(migrations, database) : []),
    ...flowsInto(api, LITELLM_API_PORT, [...callers, ...gatewayPeers(gateway, 'litellm', namespace)]),
    ...(litellm.settings.metrics ? flowsInto(api, LITELLM_METRICS_PORT, readers) : []),
    ...flowsFrom(VIRTUAL_KEY_PODS, [
      { to: { kind: 'pods', group: api }, ports: [LITELLM_API_PORT] },
      ...(management === api
        ? []
        : [{ to: { kind: 'pods', group: management } as const, ports: [LITELLM_MANAGEMENT_PORT] }]),
    ]),
  ];
}

/** Request logs in the bucket, and the credentials of LiteLLM's role, where it needs one. */
function litellmOnAws(props: ApplicationFlowsProps): Destination[] {
  const { settings } = props.litellm;
  const logs = settings.requestLogs ? storageDestinations(props.storage) : [];
  const usesAws = logs.length > 0 || litellmServices(settings).some(({ kind }) => kind === 'aws');
  return usesAws ? [...logs, ...credentials(props)] : [];
}

/** Where LiteLLM's pods become their role. */
function credentials({ litellm, podIdentity }: ApplicationFlowsProps): Destination[] {
  if (litellm.settings.identity.kind === 'irsa') return [AWS_SERVICES];
  return podIdentity ? [POD_CREDENTIALS] : [];
}

function openWebUiFlows(props: ApplicationFlowsProps): Flow[] {
  const { settings, namespace, gateway, storage, search, podIdentity, openwebui } = props;
  const files = storageDestinations(storage);
  return [
    ...flowsFrom(OPEN_WEBUI_PODS, [
      ...postgresDestinations(openwebui.database),
      ...redisDestinations(openwebui.redis),
      { to: { kind: 'pods', group: litellmPods(props.litellm.settings.shape).api }, ports: [LITELLM_API_PORT] },
      ...searchDestinations(search, namespace),
      ...(openwebui.settings.tika?.kind === 'in-cluster'
        ? [{ to: { kind: 'pods', group: TIKA_PODS } as const, ports: [TIKA_PORT] }]
        : []),
      ...openWebUiServices(openwebui.settings).map((service) => serviceDestination(service, namespace)),
      ...(openwebui.loadsPages ? [INTERNET] : []),
      ...files,
      ...(files.length > 0 && podIdentity ? [POD_CREDENTIALS] : []),
      ...extraDestinations(settings, 'openwebui'),
    ]),
    ...flowsInto(OPEN_WEBUI_PODS, OPEN_WEBUI_POD_PORT, gatewayPeers(gateway, 'openwebui', namespace)),
  ];
}

/** Where they load what they run from, and what the environment adds: nobody knows what their code calls. */
function pipelinesFlows({ settings, namespace, openwebui }: ApplicationFlowsProps): Flow[] {
  if (!openwebui.settings.pipelines) return [];
  return [
    {
      from: { kind: 'pods', group: OPEN_WEBUI_PODS },
      to: { kind: 'pods', group: PIPELINES_PODS },
      ports: [PIPELINES_PORT],
    },
    ...flowsFrom(PIPELINES_PODS, [
      ...pipelinesServices(openwebui.settings).map((service) => serviceDestination(service, namespace)),
      ...extraDestinations(settings, 'pipelines'),
    ]),
  ];
}

/** It asks search engines, and nothing of a private network: whoever can ask it must not look around through it. */
function searxngFlows({ settings, search }: ApplicationFlowsProps): Flow[] {
  if (search.kind !== 'searxng') return [];
  return flowsFrom(SEARXNG_PODS, [INTERNET, ...extraDestinations(settings, 'searxng')]);
}

/** Who brings calls from outside; nobody, for an application without a host name. */
function gatewayPeers(gateway: GatewaySettings, application: 'litellm' | 'openwebui', namespace: string): Peer[] {
  if (gateway.kind === 'none' || gateway.hosts[application] === undefined) return [];
  switch (gateway.kind) {
    case 'alb':
      return [{ kind: 'load-balancer', scheme: gateway.scheme }];
    case 'envoy':
      return [
        {
          kind: 'other-namespace',
          namespace: ENVOY_GATEWAY_NAMESPACE,
          labels: envoyProxyPods(namespace).labels,
        },
      ];
  }
}
