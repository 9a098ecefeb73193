import type { RedisConnection, RedisUse } from './connection';

/** One Redis, which serves one use or several. */
export interface RedisServer {
  /** What the use needs to reach it; only uses that the server was made for. */
  connection(use: RedisUse): RedisConnection;
}
