import { SEARXNG_ENGINE_DOMAINS } from '../../constructs/search/engines';
import { namedDomains } from '../../constructs/network/egress-settings';
import { VARIABLE_REFERENCE } from '../../constructs/telling/secret-reference';
import { servicesAtPaths } from '../applications';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';
import { allOf } from '../../constructs/telling/words';
import { noEgressProblems } from './no-egress';

/**
 * Hosts that the filter would have to let through and cannot know, and what cannot be without the internet. Whoever names
 * more domains is taken to have thought of those that are not known.
 */
export function egressProblems(environment: Environment): Problem[] {
  const { cluster, network } = environment;
  if (cluster.kind !== 'managed' || network?.kind !== 'managed') return [];
  const { egress } = network;
  const setting = egress.kind === 'none' ? 'network.egress.privateHosts' : 'network.egress.extraDomains';
  const isKnown = egress.kind === 'open' || namedDomains(egress).length > 0;
  const hidden = isKnown ? [] : [...hiddenHosts(environment, setting), ...unknownServices(environment, setting)];
  if (egress.kind === 'none') return [...hidden, ...noEgressProblems(environment, network, egress)];
  return [...hidden, ...(isKnown ? [] : unknownEngines(environment))];
}

/** Connection strings that are a secret as a whole, and their hosts with them. */
function hiddenHosts({ postgres, redis }: Environment, setting: string): Problem[] {
  const databases = postgres.kind === 'external' ? postgres : postgres.elsewhere;
  const root = postgres.kind === 'external' ? 'postgres' : 'postgres.elsewhere';
  const urls = [
    ...(['openwebui', 'litellm'] as const).flatMap((user) =>
      (['url', 'readerUrl'] as const).map((key) => ({ path: `${root}.${user}.${key}`, url: databases[user]?.[key] })),
    ),
    ...(['openwebui', 'litellm', 'coordination'] as const).map((use) => {
      const server = redis[use];
      return { path: `redis.${use}.url`, url: server.kind === 'external' ? server.url : undefined };
    }),
  ];
  return urls.flatMap(({ path, url }) =>
    url !== undefined && VARIABLE_REFERENCE.test(url)
      ? {
          says: say`${at(path)} is ${url}, whose host the DNS firewall of ${at('network.egress')} cannot know`,
          todo: say`write the connection string in parts, or name its host in ${at(setting)}`,
        }
      : [],
  );
}

/** Services of providers whose hosts only the application knows. */
function unknownServices(environment: Environment, setting: string): Problem[] {
  return servicesAtPaths(environment)
    .filter(({ service }) => service.kind === 'provider' && service.hosts.length === 0)
    .map(({ path }) => ({
      says: say`${at(path)} is at a provider whose hosts the DNS firewall of ${at('network.egress')} does not know`,
      todo: say`write its address as ${at(`${path}.apiBase`)}, or name its hosts in ${at(setting)}`,
    }));
}

/** Engines of SearXNG whose hosts are not known here. */
function unknownEngines({ search }: Environment): Problem[] {
  if (search.kind !== 'in-cluster') return [];
  const known = Object.keys(SEARXNG_ENGINE_DOMAINS);
  if (search.engines.length === 0) {
    return [
      {
        says: say`${at('search.engines')} is empty, and the DNS firewall of ${at('network.egress')} does not know all engines' hosts`,
        todo: say`choose among ${allOf(known)}, or name hosts in ${at('network.egress.extraDomains')}`,
      },
    ];
  }
  return search.engines
    .filter((engine) => !known.includes(engine))
    .map((engine) => ({
      says: say`${at('search.engines')} names ${engine}, whose hosts the DNS firewall of ${at('network.egress')} does not know`,
      todo: say`choose among ${allOf(known)}, or name its hosts in ${at('network.egress.extraDomains')}`,
    }));
}
