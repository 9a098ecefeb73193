import { isIPv4 } from 'node:net';
import { externalRedisHosts, hostsOf, isOutside } from '../../constructs/egress/allowed-domains';
import type { NoEgress } from '../../constructs/network/egress-settings';
import { usedServices } from '../../constructs/egress/used-services';
import { PRIVATE_RANGES } from '../../constructs/network-policies/addresses';
import { keepsRecords, ROUTE53_API } from '../../constructs/gateway/keeps-records';
import type { ManagedNetworkSettings } from '../../constructs/network/settings';
import { cidrsOverlap, parseCidr } from '../../constructs/network/subnet-cidrs';
import { parsePostgresUrl } from '../../constructs/postgres/connection-string';
import { applicationNeeds, servicesAtPaths } from '../applications';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';
import { allOf } from '../../constructs/telling/words';

/** Something outside the VPC that a setting leads to. */
interface NamedHosts {
  readonly path: string;
  readonly hosts: readonly string[];
}

/** What an environment without the internet cannot have. */
export function noEgressProblems(
  environment: Environment,
  network: ManagedNetworkSettings,
  egress: NoEgress,
): Problem[] {
  return [
    ...networkProblems(environment, network),
    ...imageProblems(environment, egress),
    ...searchProblems(environment),
    ...namedHosts(environment).flatMap((named) => hostProblems(named, egress)),
  ];
}

/** Ways out, and endpoints that are missing in their place. */
function networkProblems(environment: Environment, network: ManagedNetworkSettings): Problem[] {
  const { gateway } = environment;
  const { nat, endpoints } = network;
  const used = usedServices({ ...environment, network, applications: applicationNeeds(environment) });
  const missing = endpoints === undefined ? [] : used.filter((service) => !endpoints.includes(service));
  return [
    ...(nat === undefined || nat === 'none'
      ? []
      : [
          {
            says: say`${at('network.nat')} is ${nat}, but ${at('network.egress')} is none, and there is no internet to lead to`,
            todo: say`take it out`,
          },
        ]),
    ...(missing.length > 0
      ? [
          {
            says: say`${at('network.endpoints')} lacks ${allOf(missing)}, and with ${at('network.egress')} none there is no other way to them`,
            todo: say`add them, or take the list out: then it is made of what the environment uses`,
          },
        ]
      : []),
    ...(gateway.kind !== 'none' && gateway.scheme === 'internet-facing'
      ? [
          {
            says: say`${at('gateway.scheme')} is internet-facing, but ${at('network.egress')} is none, and there are no public subnets`,
            todo: say`write internal; users come through a network that is connected to the VPC`,
          },
        ]
      : []),
  ];
}

/** Nodes pull from ECR of the region, or from a registry of the user's own. */
function imageProblems({ account, images }: Environment, egress: NoEgress): Problem[] {
  if (images.kind !== 'mirror') {
    const why =
      images.kind === 'upstream'
        ? say`copy the images into a registry that the VPC reaches: images: { kind: 'mirror', registry }`
        : say`ECR fetches an image for the first time only for whoever has a way to the internet; copy the images: { kind: 'mirror', registry }`;
    return [
      {
        says: say`${at('images')} is ${images.kind}, but ${at('network.egress')} is none; it takes mirror`,
        todo: why,
      },
    ];
  }
  const host = images.registry.replace(/[:/].*$/, '');
  const isEcr = /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$/.exec(host)?.[1] === account?.region;
  return isEcr ? [] : hostProblems({ path: 'images.registry', hosts: [host] }, egress);
}

function searchProblems({ search }: Environment): Problem[] {
  return search.kind === 'in-cluster'
    ? [
        {
          says: say`${at('search')} is in-cluster, but ${at('network.egress')} is none, and SearXNG asks engines on the internet`,
          todo: say`write search: { kind: 'none' }, or name a SearXNG in a private network: { kind: 'external', engine: 'searxng', queryUrl }`,
        },
      ]
    : [];
}

function hostProblems({ path, hosts }: NamedHosts, { privateHosts }: NoEgress): Problem[] {
  return hosts
    .filter((host) => (isIPv4(host) ? !isPrivate(host) : isOutside(host)))
    .filter((host) => !privateHosts.some((known) => covers(known.host, host)))
    .map((host) => ({
      says: say`${at(path)} leads to ${host}, but ${at('network.egress')} is none, and there is no way to the internet`,
      todo: say`take it out; if it is in a network that the VPC is connected to, name it in ${at('network.egress.privateHosts')}`,
    }));
}

function covers(known: string, host: string): boolean {
  return known === host || (known.startsWith('*.') && host.endsWith(known.slice(1)));
}

function isPrivate(address: string): boolean {
  const single = parseCidr(`${address}/32`);
  return PRIVATE_RANGES.some((text) => {
    const range = parseCidr(text);
    return single !== undefined && range !== undefined && cidrsOverlap(single, range);
  });
}

/** Every host that a setting names outside the environment, and outside its region of AWS. */
function namedHosts(environment: Environment): NamedHosts[] {
  return [
    ...servicesAtPaths(environment).map(({ path, service }) => ({ path, hosts: hostsOf(service) })),
    ...(keepsRecords(environment.gateway) ? [{ path: 'gateway.dns', hosts: [ROUTE53_API] }] : []),
    ...databaseHosts(environment),
    ...redisHosts(environment),
  ];
}

function databaseHosts({ postgres }: Environment): NamedHosts[] {
  const databases = postgres.kind === 'external' ? postgres : postgres.elsewhere;
  const root = postgres.kind === 'external' ? 'postgres' : 'postgres.elsewhere';
  return (['openwebui', 'litellm'] as const).flatMap((user) =>
    (['url', 'readerUrl'] as const).flatMap((key) => {
      const url = databases[user]?.[key];
      const parsed = url === undefined ? undefined : parsePostgresUrl(url);
      return parsed?.kind === 'parts' ? [{ path: `${root}.${user}.${key}`, hosts: [parsed.parts.host] }] : [];
    }),
  );
}

function redisHosts({ redis }: Environment): NamedHosts[] {
  return (['openwebui', 'litellm', 'coordination'] as const).flatMap((use) => {
    const server = redis[use];
    return server.kind === 'external' ? [{ path: `redis.${use}`, hosts: externalRedisHosts(server) }] : [];
  });
}
