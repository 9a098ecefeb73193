import { type ParsedUrl, parseServerUrl, problem } from '../secrets/connection-url';

/** What a connection string says of a Redis. */
export interface RedisUrlParts {
  readonly host: string;
  readonly port: number;
  /** The ACL user; absent for the default one. */
  readonly user?: string;
  /** `${NAME}`; absent where the string has none. */
  readonly password?: string;
  /** The logical database. */
  readonly database: number;
  readonly tls: boolean;
}

const EXAMPLE = 'rediss://user:${PASSWORD}@host:6379/0';

/** Takes a Redis connection string apart. Valkey's are written `redis://` too: no application knows `valkey://`. */
export function parseRedisUrl(text: string): ParsedUrl<RedisUrlParts> {
  const parsed = parseServerUrl(text, ['rediss', 'redis'], EXAMPLE);
  if (parsed.kind !== 'parts') return parsed;

  const { scheme, user, password, host, port, path, query } = parsed.parts;
  if (!/^\d{0,5}$/.test(path)) return problem('names a logical database that is not a number');
  if (query.length > 0)
    return problem('has parameters after "?"; TLS is said by rediss://, everything else by settings');
  return {
    kind: 'parts',
    parts: { host, port: port ?? 6379, user, password, database: Number(path), tls: scheme === 'rediss' },
  };
}
