import type { RedisConnection } from '../redis/connection';
import type { SecretRef } from '../secrets/secret-ref';
import type { AuthorityMounts } from '../kubernetes/authority-mounts';
import type { ChartValues } from '../helm/chart-values';

/** A Redis as LiteLLM is told of it. */
export interface LiteLlmRedis {
  /** The block of the configuration; what is in variables stands there as `os.environ/NAME`. */
  readonly parameters: ChartValues;
  /** The variables that are no secret. */
  readonly variables: Readonly<Record<string, string>>;
  /** The variables that are, and where each value is kept. */
  readonly secrets: Readonly<Record<string, SecretRef>>;
}

export interface LiteLlmRedisProps {
  readonly connection: RedisConnection;
  /**
   * First part of the variables' names. Never `REDIS`: LiteLLM takes every `REDIS_*` for a default of all its Redis
   * clients, so that the cache's server would become that of the rate limits.
   */
  readonly prefix: `LITELLM_${string}`;
  /** First part of every key. */
  readonly namespace: string;
  /** What the block calls the seeds of a cluster: the cache's has its own name for them. */
  readonly seedsKey: 'startup_nodes' | 'redis_startup_nodes';
  readonly authorities: AuthorityMounts;
}

/** Connections that each pod keeps at most. @see https://docs.litellm.ai/docs/proxy/redis_sizing */
const MAX_CONNECTIONS = 100;

/** The connection, for `cache_params` or for `coordination_redis`: explicit in every part. */
export function litellmRedis(props: LiteLlmRedisProps): LiteLlmRedis {
  const { connection, prefix, namespace } = props;
  const values = new Values(prefix);
  const parameters = {
    ...address(props, values),
    ...login(connection, values),
    namespace,
    max_connections: MAX_CONNECTIONS,
    ...tls(props),
  };
  return { parameters, variables: values.variables, secrets: values.secrets };
}

/** A name and a password, or what LiteLLM makes ElastiCache's tokens from. */
function login({ user, password, tokens }: RedisConnection, values: Values): ChartValues {
  if (tokens) {
    return {
      aws_iam_auth: true,
      aws_iam_user_name: user,
      aws_iam_cache_name: tokens.cache,
      aws_iam_region: tokens.region,
    };
  }
  return {
    username: user && values.plain('USERNAME', user),
    password: password && values.secret('PASSWORD', password),
  };
}

function address({ connection, seedsKey }: LiteLlmRedisProps, values: Values): ChartValues {
  const where = connection.address;
  switch (where.kind) {
    case 'single':
      return {
        host: values.plain('HOST', where.host),
        port: values.plain('PORT', String(where.port)),
        db: where.database,
      };
    case 'sentinel':
      return {
        sentinel_nodes: where.nodes.map(({ host, port }) => [host, port]),
        service_name: where.serviceName,
        sentinel_password: where.sentinelPassword && values.secret('SENTINEL_PASSWORD', where.sentinelPassword),
        db: where.database,
      };
    case 'cluster':
      return { [seedsKey]: where.nodes.map(({ host, port }) => ({ host, port })) };
    case 'url':
      return { url: values.secret('URL', where.url) };
  }
}

/** TLS is on where `ssl` is there at all, whatever it says: without TLS it is left out. A URL says it itself. */
function tls({ connection, authorities }: LiteLlmRedisProps): ChartValues {
  if (!connection.tls || connection.address.kind === 'url') return {};
  const { certificateAuthority } = connection;
  return { ssl: true, ssl_ca_certs: certificateAuthority && authorities.file(certificateAuthority) };
}

/** The variables of one Redis, entered as the block that refers to them is written. */
class Values {
  readonly variables: Record<string, string> = {};
  readonly secrets: Record<string, SecretRef> = {};

  constructor(private readonly prefix: string) {}

  plain(name: string, value: string): string {
    this.variables[`${this.prefix}_${name}`] = value;
    return `os.environ/${this.prefix}_${name}`;
  }

  secret(name: string, value: SecretRef): string {
    this.secrets[`${this.prefix}_${name}`] = value;
    return `os.environ/${this.prefix}_${name}`;
  }
}
