import { isIPv4 } from 'node:net';
import type { AccountSettings } from '../account/settings';
import type { ClusterSettings } from '../cluster/settings';
import type { GatewaySettings } from '../gateway/settings';
import type { ImagesSettings } from '../images/settings';
import { usedRegistries } from './used-registries';
import { keepsRecords, ROUTE53_API } from '../gateway/keeps-records';
import type { ValueMap } from '../helm/helm-merge';
import { parsePostgresUrl } from '../postgres/connection-string';
import type { ExternalDatabase, PostgresSettings } from '../postgres/settings';
import { parseRedisUrl } from '../redis/connection-string';
import type { RedisServersSettings, RedisSettings } from '../redis/settings';
import type { ApplicationNeeds } from '../application/application';
import type { OutsideService } from '../network-policies/outside-service';
import { REGISTRY_DOMAINS } from './registries';

/** What of an environment names hosts outside its VPC. */
export interface EgressNeeds {
  readonly account: AccountSettings;
  readonly cluster: ClusterSettings;
  readonly gateway: GatewaySettings;
  readonly images: ImagesSettings;
  readonly postgres: PostgresSettings;
  readonly redis: RedisServersSettings;
  readonly applications: readonly ApplicationNeeds[];
  /** Values of a user's own that charts are given. */
  readonly values: readonly ValueMap[];
}

/** Every name that has to be resolved for the environment to work, sorted; `*.` in front of one means all below it. */
export function allowedDomains(needs: EgressNeeds, extra: readonly string[] = []): string[] {
  const services = needs.applications.flatMap((application) => application.services);
  const hosts = [
    ...services.flatMap(({ service }) => hostsOf(service)),
    ...postgresHosts(needs.postgres),
    ...redisHosts(needs.redis),
  ];
  return [
    ...new Set([
      ...awsDomains(needs.account.region),
      ...(keepsRecords(needs.gateway) ? [ROUTE53_API] : []),
      ...imageDomains(needs),
      ...mirrors(needs.values),
      ...needs.applications.flatMap(({ otherHosts = [] }) => otherHosts),
      ...hosts.filter(isOutside),
      ...extra,
    ]),
  ].sort();
}

/**
 * AWS in the environment's region: its APIs, the endpoints of Aurora, ElastiCache and EKS, and the names of instances.
 * The last are also what a look-up becomes when the node's search domain is tried, and DNS itself says that there is
 * none. Other regions' names stay closed, but S3 and every API of this one are open to whoever has credentials.
 */
function awsDomains(region: string): string[] {
  return [
    `*.${region}.amazonaws.com`,
    // Endpoints that also speak IPv6; the Pod Identity agent asks for credentials at one.
    `*.${region}.api.aws`,
    `*.${region}.eks.amazonaws.com`,
    `*.${region}.rds.amazonaws.com`,
    '*.cache.amazonaws.com',
    'sts.amazonaws.com',
    region === 'us-east-1' ? '*.ec2.internal' : `*.${region}.compute.internal`,
  ];
}

/** Where images are pulled from; EKS' own add-ons come from its region's registry, which is among AWS' names. */
function imageDomains(needs: EgressNeeds): readonly string[] {
  const { images } = needs;
  switch (images.kind) {
    case 'upstream':
      return usedRegistries(needs).flatMap((registry) => REGISTRY_DOMAINS[registry]);
    case 'mirror':
      return [images.registry.replace(/[:/].*$/, '')].filter(isOutside);
    case 'ecr-cache':
      return [];
  }
}

/** Registries that a user's values name in place of the charts' own. */
function mirrors(values: readonly ValueMap[]): string[] {
  return values.flatMap(({ image }) => {
    const { registry, repository } = (image ?? {}) as { readonly registry?: unknown; readonly repository?: unknown };
    return [registry, repository].flatMap((text) => {
      const host = typeof text === 'string' ? (text.split('/')[0] ?? '') : '';
      return host.includes('.') && !host.includes(':') ? [host] : [];
    });
  });
}

/** The hosts that a service is called by. */
export function hostsOf(service: OutsideService): readonly string[] {
  return service.kind === 'address' ? [new URL(service.url).hostname] : service.hosts;
}

/** Of databases on servers of the user's own. A connection string that is itself a secret names none. */
function postgresHosts(settings: PostgresSettings): string[] {
  const databases: readonly (ExternalDatabase | undefined)[] =
    settings.kind === 'external'
      ? [settings.openwebui, settings.litellm]
      : [settings.elsewhere.openwebui, settings.elsewhere.litellm];
  return databases
    .flatMap((database) => [database?.url, database?.readerUrl])
    .flatMap((url) => {
      const parsed = url === undefined ? undefined : parsePostgresUrl(url);
      return parsed?.kind === 'parts' ? [parsed.parts.host] : [];
    });
}

function redisHosts({ openwebui, litellm, coordination }: RedisServersSettings): string[] {
  const servers = [openwebui, litellm, ...(coordination.kind === 'with-openwebui' ? [] : [coordination])];
  return servers.flatMap((server) => (server.kind === 'external' ? externalRedisHosts(server) : []));
}

/** Of a Redis of the user's own, with its Sentinels or the seeds of its cluster. */
export function externalRedisHosts({ url, topology }: Extract<RedisSettings, { kind: 'external' }>): string[] {
  const nodes = topology.kind === 'single' ? [] : topology.nodes.map((node) => node.slice(0, node.lastIndexOf(':')));
  const parsed = parseRedisUrl(url);
  // With Sentinel the URL's host is the name of a service, which only the Sentinels know.
  return parsed.kind === 'parts' && topology.kind !== 'sentinel' ? [parsed.parts.host, ...nodes] : nodes;
}

/** Whether a host is looked up outside the cluster at all: not an address, and not a Service's name. */
export function isOutside(host: string): boolean {
  return host.includes('.') && !isIPv4(host) && !/\.svc(\.|$)/.test(host);
}
