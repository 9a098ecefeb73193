import { at, type Problem, say } from '../telling/problems';
import type { ManagedRedisSettings } from './settings';

/**
 * Valkey begins where Redis OSS ends on ElastiCache.
 * @param path where the settings of the server stand
 */
export function engineProblems({ engine, engineVersion }: ManagedRedisSettings, path: string): Problem[] {
  if (engineVersion === undefined) return [];
  const version = Number(engineVersion);
  if (engine === 'valkey' ? version >= 7.2 : version <= 7.1) return [];
  return [
    {
      says: say`${at(`${path}.engineVersion`)} is ${engineVersion}; for ${engine} it takes ${
        engine === 'valkey' ? '7.2 or newer' : '7.0 or 7.1'
      }`,
      todo: say`ElastiCache has Redis OSS up to 7.1 and Valkey from 7.2 on`,
    },
  ];
}
