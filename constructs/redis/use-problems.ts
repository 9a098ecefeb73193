import { at, type Problem, say, type SettingPath } from '../telling/problems';
import { oneOf } from '../telling/words';
import { type EvictionDemand, known, type RedisUse } from './redis-use';
import { EvictionPolicy } from './settings';

/** Names are parts of users, of keys, of entries and of ARNs. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** What has to stay is lost by any eviction; copies on a server that evicts nothing fill it for good. */
const DEMANDS: Readonly<Record<'data' | 'copies', EvictionDemand>> = {
  data: { allowed: ['noeviction'], why: 'what it keeps is nowhere else, and would be gone' },
  copies: {
    allowed: EvictionPolicy.options.filter((policy) => policy !== 'noeviction'),
    why: 'copies have to make room: a server that is full and evicts nothing takes no new ones',
  },
};

/** What a use can live with. */
export function evictionDemand({ eviction, copiesOnly = false }: RedisUse): EvictionDemand {
  return eviction ?? DEMANDS[copiesOnly ? 'copies' : 'data'];
}

/** What is wrong with the uses of one server, and with its eviction policy for them. */
export function useProblems(uses: readonly RedisUse[], policy: EvictionPolicy | undefined): Problem[] {
  const sharing = sharingProblems(uses);
  return [
    ...nameProblems(uses),
    ...sharing,
    // No policy suits uses that cannot share a server.
    ...(sharing.length > 0 ? [] : evictionProblems(at('settings.evictionPolicy'), policy, uses.map(evictionDemand))),
  ];
}

/**
 * The first demand that a policy does not meet.
 * @param policy absent for a server of the user's own, where it may be unknown
 */
export function evictionProblems(
  where: SettingPath,
  policy: EvictionPolicy | undefined,
  demands: readonly EvictionDemand[],
): Problem[] {
  const broken = policy && demands.find(({ allowed }) => !allowed.includes(policy));
  if (!broken) return [];
  const allowed = broken.allowed.filter((one) => demands.every((demand) => demand.allowed.includes(one)));
  const takes = allowed.length > 0 ? `it takes ${oneOf(allowed)}` : 'none suits all uses of the server';
  return [{ says: say`${where} is ${policy}; ${takes}`, todo: say`${broken.why}` }];
}

/** Why what has to stay and what has to make room are never on one server. */
export const OWN_SERVER = 'one server has one eviction policy: give each its own server';

/** One server has one eviction policy, and copies and what has to stay want opposite ones. */
function sharingProblems(uses: readonly RedisUse[]): Problem[] {
  const copies = uses.filter(({ copiesOnly }) => copiesOnly);
  const data = uses.filter(({ copiesOnly }) => !copiesOnly);
  const [copy] = copies;
  const [kept] = data;
  if (!copy || !kept) return [];
  return [
    {
      says: say`${at('uses')} puts ${kept.name}, of which all must stay, and ${copy.name}, which must make room, on the same server`,
      todo: say`${OWN_SERVER}`,
    },
  ];
}

/** Tokens where the server takes none. */
export function tokenUseProblems(uses: readonly RedisUse[]): Problem[] {
  return uses.flatMap(({ authentication }, index): Problem[] =>
    authentication === 'iam'
      ? [
          {
            says: say`${at(`uses[${index}].authentication`)} is iam; it takes password`,
            todo: say`only ElastiCache takes tokens`,
          },
        ]
      : [],
  );
}

function nameProblems(uses: readonly RedisUse[]): Problem[] {
  if (uses.length === 0) return [{ says: say`${at('uses')} is empty; a Redis is for something` }];
  const all = uses.map(known);
  return all.flatMap(({ name, user, keyPrefix }, index): Problem[] => {
    const where = `uses[${index}]`;
    const earlier = all.slice(0, index);
    if (!NAME.test(name)) {
      return [
        {
          says: say`${at(`${where}.name`)} is ${JSON.stringify(name)}; it takes lower case letters, digits and hyphens, a letter first, 40 at most`,
          todo: say`its user and the entry of its password are called so`,
        },
      ];
    }
    if (user === 'default') {
      return [
        {
          says: say`${at(`${where}.user`)} is default, who is everybody that gives no name`,
          todo: say`take another name`,
        },
      ];
    }
    const twins = (['name', 'user', 'keyPrefix'] as const).filter((part) =>
      earlier.some((one) => one[part] === { name, user, keyPrefix }[part]),
    );
    return twins.slice(0, 1).map((part) => ({
      says: say`${at(`${where}.${part}`)} is that of another use of this server`,
      todo: say`each use has a user and keys of its own`,
    }));
  });
}
