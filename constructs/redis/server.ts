import type { RedisConnection } from './connection';

/** One Redis, which serves one use or several. */
export interface RedisServer {
  /**
   * What a use needs to reach it.
   * @param use the name of one of the uses that the server was made for
   */
  connection(use: string): RedisConnection;
}
