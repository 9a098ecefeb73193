import type { PolicyStatement } from '../identity/policy-document';
import type { RedisConnection } from './connection';

/** What a role has to be allowed so that it can log in as the users of these connections, and as no others. */
export function redisTokenStatements(connections: readonly RedisConnection[]): PolicyStatement[] {
  const arns = connections.flatMap(({ tokens }) => tokens?.arns ?? []);
  return arns.length > 0 ? [{ sid: 'ConnectToRedis', actions: ['elasticache:Connect'], resources: arns }] : [];
}
