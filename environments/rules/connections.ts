import { litellmConnections } from '../../constructs/litellm/database-connections';
import { openWebUiConnections } from '../../constructs/open-webui/database-connections';
import { auroraMaxConnections } from '../../constructs/postgres/aurora-max-connections';
import {
  MAX_CLIENT_CONNECTIONS,
  MAX_SERVER_CONNECTIONS,
  poolSize,
} from '../../constructs/postgres/cloud-native-limits';
import type { ConnectionDemand } from '../../constructs/postgres/connection-demand';
import type { InClusterPostgresSettings, ManagedPostgresSettings } from '../../constructs/postgres/settings';
import { at, type Phrase, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

type DatabaseUser = 'litellm' | 'openwebui';

/** Where connections end, how many fit, and which applications open them. */
interface Place {
  readonly name: Phrase;
  readonly limit: number;
  readonly users: readonly DatabaseUser[];
  /** How more would fit. */
  readonly raise: Phrase;
}

/** Connections that are kept free: for the server's own upkeep, for migrations, and for an administrator. */
const KEPT_FREE = 20;

/** How a problem writes what an application asks for. */
const SETTINGS: Readonly<Record<DatabaseUser, Phrase>> = {
  litellm: say`${at('litellm.replicas.max')} and ${at('litellm.databaseConnections')}`,
  openwebui: say`${at('openwebui.replicas')} and ${at('openwebui.databasePool')}`,
};

/** Pools that could open more connections than their server takes: the last pods would not start. */
export function connectionProblems(environment: Environment): Problem[] {
  const demands: Readonly<Record<DatabaseUser, ConnectionDemand>> = {
    litellm: litellmConnections(environment.litellm),
    openwebui: openWebUiConnections(environment.openwebui),
  };
  return placesOf(environment).flatMap(({ name, limit, users, raise }) => {
    const asked = users.reduce((sum, user) => sum + demands[user].pods * demands[user].perPod, 0);
    if (asked <= limit) return [];
    const counts = users.flatMap((user, index) => [
      index > 0 ? ', ' : '',
      `${user} ${demands[user].pods} pods × ${demands[user].perPod}`,
    ]);
    const lower = users.flatMap((user, index) => [index > 0 ? ', ' : '', ...SETTINGS[user]]);
    return [
      {
        says: [...name, ` would be asked for ${asked} connections; it takes ${limit} (`, ...counts, ')'],
        todo: [...raise, ', or lower ', ...lower],
      },
    ];
  });
}

/** Every place whose room is known. What a server of the user's own takes is not. */
function placesOf(environment: Environment): Place[] {
  const { postgres } = environment;
  if (postgres.kind === 'external') return [];
  const users = (['litellm', 'openwebui'] as const).filter((user) => postgres.elsewhere[user] === undefined);
  return postgres.kind === 'managed' ? auroraPlaces(postgres, users) : clusterPlaces(postgres, users, environment);
}

function auroraPlaces({ capacity }: ManagedPostgresSettings, users: readonly DatabaseUser[]): Place[] {
  const most = auroraMaxConnections(capacity);
  if (most === undefined) return [];
  const raise =
    capacity.kind === 'serverless'
      ? say`raise ${at('postgres.capacity.maxAcu')}`
      : say`choose a larger ${at('postgres.capacity.instanceClass')}`;
  return [{ name: say`${at('postgres')}`, limit: most - KEPT_FREE, users, raise }];
}

/** In the cluster connections end at PgBouncer, and LiteLLM's also where sessions are sessions and at the replicas. */
function clusterPlaces(
  { poolerInstances, instances }: InClusterPostgresSettings,
  users: readonly DatabaseUser[],
  { litellm }: Environment,
): Place[] {
  const isDirect = litellm.shape === 'classic';
  const pooled = users.filter((user) => user === 'openwebui' || !isDirect);
  const places: Place[] = [
    {
      name: say`the pooler of ${at('postgres')}`,
      limit: MAX_CLIENT_CONNECTIONS * poolerInstances,
      users: pooled,
      raise: say`raise ${at('postgres.poolerInstances')}`,
    },
  ];
  if (!users.includes('litellm')) return places;
  if (isDirect) {
    places.push({
      name: say`the primary of ${at('postgres')}`,
      limit: MAX_SERVER_CONNECTIONS - poolSize(poolerInstances) * poolerInstances - KEPT_FREE,
      users: ['litellm'],
      raise: say`choose another ${at('litellm.shape')}, which goes through the pooler`,
    });
  }
  if (litellm.useReader && instances > 1) {
    places.push({
      name: say`the replicas of ${at('postgres')}`,
      limit: (MAX_SERVER_CONNECTIONS - KEPT_FREE) * (instances - 1),
      users: ['litellm'],
      raise: say`raise ${at('postgres.instances')}, switch ${at('litellm.useReader')} off`,
    });
  }
  return places;
}
