import type {
  Application,
  ApplicationNeeds,
  EgressSource,
  Passthrough,
} from '../../constructs/application/application';
import type { EgressNeeds } from '../../constructs/egress';
import { GATEWAY_HOPS } from '../../constructs/gateway/plain-hops';
import type { KnownChart, PassthroughChart } from '../../constructs/helm/known-chart';
import { IDENTITY_HOPS } from '../../constructs/identity/plain-hops';
import type { OutsideService } from '../../constructs/network-policies/outside-service';
import { OPERATOR_HOPS } from '../../constructs/operators/plain-hops';
import { POSTGRES_HOPS } from '../../constructs/postgres/plain-hops';
import { CHOSEN_HOPS, type PlainHops } from '../../constructs/wiring/plain-hop';
import { APPLICATIONS, type Environment } from '../schema';

/** All applications, with the settings that they are chosen by. */
const ALL: readonly (readonly [keyof typeof APPLICATIONS, Application])[] = Object.entries(APPLICATIONS) as [
  keyof typeof APPLICATIONS,
  Application,
][];

/**
 * Every connection without TLS. What is not here is encrypted: to Aurora, ElastiCache, PostgreSQL and Valkey in the
 * cluster, AWS' services, model providers, and from browsers to the gateway.
 */
export const PLAIN_HOPS: PlainHops = {
  ...ALL.reduce<PlainHops>((hops, [, { plainHops }]) => ({ ...hops, ...plainHops }), {}),
  ...POSTGRES_HOPS,
  ...OPERATOR_HOPS,
  ...GATEWAY_HOPS,
  ...IDENTITY_HOPS,
  ...CHOSEN_HOPS,
};

/** An application's chart that takes a user's values, with the setting that holds them. */
export interface PassthroughPlace {
  readonly setting: keyof typeof APPLICATIONS;
  readonly chart: PassthroughChart;
}

/** Every chart that takes a user's values. */
export const PASSTHROUGH_CHARTS: readonly PassthroughPlace[] = ALL.flatMap(([setting, { charts }]) =>
  charts.flatMap((chart) => ('protection' in chart ? [{ setting, chart }] : [])),
);

/** A chart whose variables are known, with the application that it is of. */
export interface ApplicationChart {
  readonly application: string;
  readonly chart: KnownChart;
}

/** Every chart of an application whose containers' variables are known. */
const APPLICATION_CHARTS: readonly ApplicationChart[] = ALL.flatMap(([, { name, charts }]) =>
  charts.map((chart) => ({ application: name, chart })),
);

/** The chart of an application by Helm's name for it; nothing where its variables are not known. */
export function applicationChart(name: string): ApplicationChart | undefined {
  return APPLICATION_CHARTS.find(({ chart }) => chart.name === name);
}

/** An application's name for people. */
export function titleOf(application: string): string {
  return ALL.find(([, { name }]) => name === application)?.[1].title ?? application;
}

/** What each application of an environment asks of what is around it, by the setting that describes it. */
function needsBySetting(environment: Environment): (readonly [keyof typeof APPLICATIONS, ApplicationNeeds])[] {
  const region = environment.account?.region;
  return ALL.map(([setting, application]) => [setting, application.needs(environment[setting], region)] as const);
}

/** What each application of an environment asks of what is around it. */
export function applicationNeeds(environment: Environment): ApplicationNeeds[] {
  return needsBySetting(environment).map(([, needs]) => needs);
}

/** A service outside, at the path of the setting that names it. */
export interface ServiceAtPath {
  readonly path: string;
  readonly service: OutsideService;
}

/** Every service that an application calls, at the path in the environment's file. */
export function servicesAtPaths(environment: Environment): ServiceAtPath[] {
  return needsBySetting(environment).flatMap(([setting, { services }]) =>
    services.map((named) => ({ path: [setting, named.setting].filter(Boolean).join('.'), service: named.service })),
  );
}

/** What a user hands to an application's chart, and the setting that it stands in. */
export interface PassthroughAt extends Passthrough {
  readonly setting: keyof typeof APPLICATIONS;
}

/** What users hand to the applications' charts, by the setting that it stands in. */
export function passthroughs(environment: Environment): PassthroughAt[] {
  return ALL.flatMap(([setting, application]) => {
    const given = application.passthrough?.(environment[setting]);
    return given ? [{ setting, ...given }] : [];
  });
}

/** The pods of applications that more egress can be for. */
export function egressSources(environment: Environment): EgressSource[] {
  return ALL.flatMap(([setting, application]) => application.egressSources(environment[setting]));
}

/** What of an environment on AWS names hosts outside of its VPC. */
export function egressNeeds(environment: Environment & Pick<EgressNeeds, 'account'>): EgressNeeds {
  return {
    ...environment,
    applications: applicationNeeds(environment),
    values: passthroughs(environment).map(({ values }) => values),
  };
}
