import type { z } from 'zod';
import type { Exposure } from '../gateway/exposure';
import type { ValueMap } from '../helm/helm-merge';
import type { KnownChart, PassthroughChart } from '../helm/known-chart';
import type { UpstreamRegistry } from '../images/registries';
import type { OutsideService } from '../network-policies/outside-service';
import type { VpcEndpointService } from '../network/settings';
import type { PlainHops } from '../wiring/plain-hop';

/** A service, and the setting that names it. */
export interface NamedService {
  /** Below the application's own: `models[0]`. */
  readonly setting: string;
  readonly service: OutsideService;
}

/** What an application asks of what is around it, as its settings say. */
export interface ApplicationNeeds {
  /** What its pods call outside of the environment, or in another namespace. */
  readonly services: readonly NamedService[];
  /** Names that its pods look up besides, which no setting writes down. @defaultValue none */
  readonly otherHosts?: readonly string[];
  /** Where the publishers of its images keep them. */
  readonly registries: readonly UpstreamRegistry[];
  /** Services of AWS that its pods call, by the endpoints that a VPC can have for them. @defaultValue none */
  readonly endpoints?: readonly VpcEndpointService[];
}

/** What a user hands to an application's chart beside its settings. */
export interface Passthrough {
  readonly chart: PassthroughChart;
  readonly values: ValueMap;
  /** Secret environment variables, by name. */
  readonly secretEnv: Readonly<Record<string, unknown>>;
}

/** Pods that `networkPolicies.extraEgress` can be for, and whether an environment has any. */
export interface EgressSource {
  readonly name: string;
  /** Where there are none: the setting that brings them, and what it takes. */
  readonly missing?: { readonly setting: string; readonly value?: string };
}

/**
 * An application as the rooms see it that know none by name: network policies, images, egress, the report, the
 * reference. Each application's room states its own; what an environment can have is the list in its schema.
 */
export interface Application<Schema extends z.ZodType = z.ZodType> {
  /** Its name in the wiring. */
  readonly name: string;
  /** As its makers write it. */
  readonly title: string;
  /** What an environment may say of it, with the default that stands for nothing said. */
  readonly settings: Schema;
  /** The charts that it is released from, as far as their containers' variables are known. */
  readonly charts: readonly (KnownChart | PassthroughChart)[];
  /** Connections to its pods, and among them, that are not encrypted. */
  readonly plainHops: PlainHops;
  /** How it is reached from outside; nothing for one that never is. */
  readonly exposure?: Exposure;
  /**
   * What it asks of what is around it.
   * @param region the environment's own on AWS
   */
  needs(settings: z.output<Schema>, region?: string): ApplicationNeeds;
  /** Its pods that may be given more egress. */
  egressSources(settings: z.output<Schema>): readonly EgressSource[];
  /** What a user hands to its chart; nothing for one without a chart that takes values. */
  passthrough?(settings: z.output<Schema>): Passthrough;
}

/** The settings of applications, for the schema that has them. */
export function settingsOf<Applications extends Readonly<Record<string, Application>>>(
  applications: Applications,
): { [Name in keyof Applications]: Applications[Name]['settings'] } {
  return Object.fromEntries(Object.entries(applications).map(([name, { settings }]) => [name, settings] as const)) as {
    [Name in keyof Applications]: Applications[Name]['settings'];
  };
}
