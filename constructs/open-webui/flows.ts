import type { FlowContext } from '../application/deployed-application';
import { LITELLM_API_PORT, LITELLM_MANAGEMENT_PORT, litellmPods, type LiteLlmShape } from '../litellm/pods';
import { extraDestinations, INTERNET, POD_CREDENTIALS, serviceDestination } from '../network-policies/destinations';
import { type Destination, type Flow, flowsFrom, flowsInto } from '../network-policies/flow';
import type { PostgresConnection } from '../postgres/connection';
import { postgresDestinations } from '../postgres/destinations';
import type { RedisConnection } from '../redis/connection';
import { redisDestinations } from '../redis/destinations';
import type { SearchConnection } from '../search/connection';
import { searchDestinations } from '../search/destinations';
import type { StorageConnection } from '../storage/connection';
import { storageDestinations } from '../storage/destinations';
import {
  OPEN_WEBUI_POD_PORT,
  OPEN_WEBUI_PODS,
  PIPELINES_PODS,
  PIPELINES_PORT,
  TIKA_PODS,
  TIKA_PORT,
  VIRTUAL_KEY_PODS,
} from './pods';
import { openWebUiServices, pipelinesServices } from './services';
import type { OpenWebUiSettings } from './settings';

/** What Open WebUI is connected to. */
export interface OpenWebUiFlowsProps {
  readonly settings: OpenWebUiSettings;
  readonly namespace: string;
  readonly database: PostgresConnection;
  readonly redis: RedisConnection;
  readonly storage: StorageConnection;
  readonly search: SearchConnection;
  /** Whether it reads the pages that a search finds. */
  readonly loadsPages: boolean;
  /** How the LiteLLM is deployed that it calls. */
  readonly litellmShape: LiteLlmShape;
}

/** Every connection that the pods of Open WebUI, its job and Pipelines make or answer. */
export function openWebUiFlows(props: OpenWebUiFlowsProps, context: FlowContext): Flow[] {
  const { settings, namespace, search } = props;
  const files = storageDestinations(props.storage);
  return [
    ...virtualKeyFlows(props),
    ...flowsFrom(OPEN_WEBUI_PODS, [
      ...postgresDestinations(props.database),
      ...redisDestinations(props.redis),
      toLiteLlm(props),
      ...searchDestinations(search, namespace),
      ...(settings.tika?.kind === 'in-cluster'
        ? [{ to: { kind: 'pods', group: TIKA_PODS } as const, ports: [TIKA_PORT] }]
        : []),
      ...openWebUiServices(settings).map(({ service }) => serviceDestination(service, namespace)),
      ...(props.loadsPages ? [INTERNET] : []),
      ...files,
      ...(files.length > 0 && context.podIdentity ? [POD_CREDENTIALS] : []),
      ...extraDestinations(context.settings, 'openwebui'),
    ]),
    ...flowsInto(OPEN_WEBUI_PODS, OPEN_WEBUI_POD_PORT, context.gateway),
    ...pipelinesFlows(props, context),
  ];
}

/** The job that makes its key known asks where keys are made, and tries the key where it will be used. */
function virtualKeyFlows(props: OpenWebUiFlowsProps): Flow[] {
  const { api, management } = litellmPods(props.litellmShape);
  return flowsFrom(VIRTUAL_KEY_PODS, [
    toLiteLlm(props),
    ...(management === api
      ? []
      : [{ to: { kind: 'pods', group: management } as const, ports: [LITELLM_MANAGEMENT_PORT] }]),
  ]);
}

function toLiteLlm({ litellmShape }: OpenWebUiFlowsProps): Destination {
  return { to: { kind: 'pods', group: litellmPods(litellmShape).api }, ports: [LITELLM_API_PORT] };
}

/** Where they load what they run from, and what the environment adds: nobody knows what their code calls. */
function pipelinesFlows({ settings, namespace }: OpenWebUiFlowsProps, context: FlowContext): Flow[] {
  if (!settings.pipelines) return [];
  return [
    {
      from: { kind: 'pods', group: OPEN_WEBUI_PODS },
      to: { kind: 'pods', group: PIPELINES_PODS },
      ports: [PIPELINES_PORT],
    },
    ...flowsFrom(PIPELINES_PODS, [
      ...pipelinesServices(settings).map(({ service }) => serviceDestination(service, namespace)),
      ...extraDestinations(context.settings, 'pipelines'),
    ]),
  ];
}
