import type { FlowContext } from '../application/deployed-application';
import { AWS_SERVICES, extraDestinations, POD_CREDENTIALS, serviceDestination } from '../network-policies/destinations';
import { type Destination, type Flow, flowsFrom, flowsInto, otherNamespaces } from '../network-policies/flow';
import type { PostgresConnection } from '../postgres/connection';
import { postgresDestinations } from '../postgres/destinations';
import type { RedisConnection } from '../redis/connection';
import { redisDestinations } from '../redis/destinations';
import type { SearchConnection } from '../search/connection';
import { searchDestinations } from '../search/destinations';
import type { StorageConnection } from '../storage/connection';
import { storageDestinations } from '../storage/destinations';
import { LITELLM_API_PORT, LITELLM_METRICS_PORT, litellmPods } from './pods';
import { litellmServices } from './services';
import type { LiteLlmSettings } from './settings';

/** What LiteLLM is connected to. */
export interface LiteLlmFlowsProps {
  readonly settings: LiteLlmSettings;
  readonly namespace: string;
  readonly database: PostgresConnection;
  readonly cache: RedisConnection;
  readonly coordination: RedisConnection;
  readonly storage?: StorageConnection;
  readonly search?: SearchConnection;
}

/** Every connection that LiteLLM's pods make or answer. */
export function litellmFlows(props: LiteLlmFlowsProps, context: FlowContext): Flow[] {
  const { settings, namespace, search } = props;
  const { api, management, migrations } = litellmPods(settings.shape);
  const database = [
    ...postgresDestinations(props.database),
    ...(settings.database.authentication === 'iam' ? credentials(props, context) : []),
  ];
  const serving = [
    ...database,
    ...redisDestinations(props.cache),
    ...redisDestinations(props.coordination),
    ...(settings.redis.authentication === 'iam' ? credentials(props, context) : []),
    ...litellmServices(settings).map(({ service }) => serviceDestination(service, namespace)),
    ...onAws(props, context),
    // The search in the cluster is LiteLLM's tool too; a service's key is Open WebUI's alone.
    ...(search?.kind === 'searxng' ? searchDestinations(search, namespace) : []),
    ...extraDestinations(context.settings, 'litellm'),
  ];
  const callers = otherNamespaces(context.settings.callers);
  const readers = otherNamespaces(context.settings.metricsReaders);
  return [
    ...[...new Set([api, management])].flatMap((group) => flowsFrom(group, serving)),
    ...(migrations ? flowsFrom(migrations, database) : []),
    ...flowsInto(api, LITELLM_API_PORT, [...callers, ...context.gateway]),
    ...(settings.metrics ? flowsInto(api, LITELLM_METRICS_PORT, readers) : []),
  ];
}

/** Request logs in the bucket, and the credentials of LiteLLM's role, where it needs one. */
function onAws(props: LiteLlmFlowsProps, context: FlowContext): Destination[] {
  const { settings, storage } = props;
  const logs = settings.requestLogs && storage ? storageDestinations(storage) : [];
  const usesAws = logs.length > 0 || litellmServices(settings).some(({ service }) => service.kind === 'aws');
  return usesAws ? [...logs, ...credentials(props, context)] : [];
}

/** Where LiteLLM's pods become their role. */
function credentials({ settings }: LiteLlmFlowsProps, { podIdentity }: FlowContext): Destination[] {
  if (settings.identity.kind === 'irsa') return [AWS_SERVICES];
  return podIdentity ? [POD_CREDENTIALS] : [];
}
