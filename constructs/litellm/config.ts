import type { BucketConnection } from '../storage/connection';
import type { SearchConnection } from '../search/connection';
import type { ChartValues } from '../helm/chart-values';
import { LITELLM_LOGS } from './bucket-prefix';
import { guardrailEntry, mcpServerEntry, passThroughEntry, searchTools } from './extensions';
import { modelList } from './models';
import type { LiteLlmRedis } from './redis';
import type { LiteLlmSettings } from './settings';

export interface LiteLlmConfigProps {
  readonly settings: LiteLlmSettings;
  /** The environment's region, for Bedrock models that name none. */
  readonly region?: string;
  readonly cache: LiteLlmRedis;
  readonly coordination: LiteLlmRedis;
  /** Where request logs go, where there is a place. */
  readonly bucket?: BucketConnection;
  readonly search: SearchConnection;
  /** The header that names the user for whom Open WebUI calls. */
  readonly userHeader?: string;
  /** The variable that holds the master key: each chart has its own. */
  readonly masterKeyVariable: string;
}

/** Seconds between two writes of usage to the database. @see https://docs.litellm.ai/docs/proxy/prod */
const BATCH_WRITE_SECONDS = 60;

/** Seconds that a request waits for a connection to the database. */
export const DATABASE_POOL_TIMEOUT_SECONDS = 60;

/** From here on, upstream advises to queue usage in Redis instead of having every pod write it. */
const MANY_PODS = 10;

/** LiteLLM's `config.yaml`. Nothing in it is a secret: those stand there as `os.environ/NAME`. */
export function litellmConfig(props: LiteLlmConfigProps): ChartValues {
  const { settings, region, cache, coordination, bucket, userHeader, masterKeyVariable } = props;
  return {
    model_list: modelList(settings.models, region),
    guardrails: orNothing(settings.guardrails.map((one) => guardrailEntry(one, region))),
    search_tools: searchTools(props.search),
    mcp_servers: orNothing(mapped(settings.mcpServers, mcpServerEntry)),
    router_settings: routing(settings),
    litellm_settings: {
      request_timeout: settings.requestTimeoutSeconds,
      json_logs: true,
      set_verbose: false,
      // Metrics tell who asks for what; upstream's default has changed over time.
      require_auth_for_metrics_endpoint: true,
      // Without this line there is no cache, whatever cache_params say.
      cache: true,
      cache_params: {
        type: 'redis',
        ...cache.parameters,
        mode: settings.cache.mode,
        ttl: settings.cache.ttlSeconds,
        supported_call_types: settings.cache.calls,
      },
      callbacks: orNothing(callbacks(settings)),
      ...requestLogs(bucket),
    },
    general_settings: {
      master_key: `os.environ/${masterKeyVariable}`,
      // Explicit: otherwise it would borrow the cache's server, where anything may be evicted.
      coordination_redis: coordination.parameters,
      proxy_batch_write_at: BATCH_WRITE_SECONDS,
      use_redis_transaction_buffer: settings.replicas.max >= MANY_PODS ? true : undefined,
      database_connection_pool_limit: settings.databaseConnections,
      database_connection_timeout: DATABASE_POOL_TIMEOUT_SECONDS,
      // A pod that is to go finishes its calls; who may ask for it shows a token.
      enable_drain_endpoint: true,
      pass_through_endpoints: orNothing(settings.passThrough.map(passThroughEntry)),
      // Spend by user, though all of Open WebUI's users share one key.
      user_header_mappings: userHeader ? [{ header_name: userHeader, litellm_user_role: 'customer' }] : undefined,
    },
  };
}

/** Who hears of every call. */
function callbacks({ metrics, observability: { langfuse, openTelemetry } }: LiteLlmSettings): string[] {
  return [
    ...(langfuse ? ['langfuse_otel'] : []),
    ...(openTelemetry ? ['otel'] : []),
    ...(metrics ? ['prometheus'] : []),
  ];
}

/** Which of several models a call goes to, and where it goes when that one fails. */
function routing(settings: LiteLlmSettings): ChartValues {
  const { strategy, retries, allowedFails, cooldownSeconds } = settings.routing;
  return {
    routing_strategy: strategy,
    num_retries: retries,
    allowed_fails: allowedFails,
    cooldown_time: cooldownSeconds,
    fallbacks: inTurn(settings.fallbacks),
    context_window_fallbacks: inTurn(settings.contextWindowFallbacks),
    content_policy_fallbacks: inTurn(settings.contentPolicyFallbacks),
    default_fallbacks: orNothing(settings.defaultFallbacks),
    model_group_alias: orNothing(settings.aliases),
    // Without it LiteLLM takes limits for weights only: the model with the highest would get all calls.
    optional_pre_call_checks: settings.models.some(({ limits }) => limits?.requestsPerMinute ?? limits?.tokensPerMinute)
      ? ['enforce_model_rate_limits']
      : undefined,
    enable_tag_filtering: settings.models.some(({ tags }) => tags) ? true : undefined,
  };
}

function inTurn(fallbacks: LiteLlmSettings['fallbacks']) {
  return orNothing(Object.entries(fallbacks).map(([model, others]) => ({ [model]: others })));
}

/** LiteLLM takes an empty list or map for a wish of its own; what is not wished for is left out. */
function orNothing<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}

function mapped<T>(values: Readonly<Record<string, T>>, entry: (value: T) => ChartValues): ChartValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, entry(value)] as const));
}

/** Every call as an object in the bucket, written with the pod's own role. */
function requestLogs(bucket: BucketConnection | undefined): ChartValues {
  if (!bucket) return {};
  return {
    success_callback: ['s3_v2'],
    failure_callback: ['s3_v2'],
    s3_callback_params: {
      s3_bucket_name: bucket.bucket,
      s3_region_name: bucket.region,
      s3_path: LITELLM_LOGS.replace(/\/$/, ''),
    },
  };
}
