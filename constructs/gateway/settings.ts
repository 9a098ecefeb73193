import { z } from 'zod';
import { DnsSettings } from '../dns/settings';
import { LogRetentionDays } from '../logs/settings';
import { settings, type TypedSettings } from '../telling/settings';

const hostname = z
  .string()
  .regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
    'it takes a host name, chat.example.com for example',
  );

/** Host names of what is reachable from outside; an application without one stays inside the cluster. */
const hosts = z
  .strictObject({
    /** Open WebUI's. */
    openwebui: hostname.optional(),
    /** LiteLLM's API. @defaultValue none: applications in the cluster need no public way to it */
    litellm: hostname.optional(),
  })
  .prefault({});

/** Nothing is reachable from outside the cluster. */
export const NoGatewaySettings = z.strictObject({ kind: z.literal('none') });

/** A web ACL of the environment's own, with rules that AWS keeps and a limit for each address. */
export const ManagedWebAclSettings = z.strictObject({
  kind: z.literal('managed'),
  /**
   * What happens to a request that a rule matches: `count` only writes it down, to see first what `block` would stop.
   * @defaultValue block
   */
  action: z.enum(['block', 'count']).default('block'),
  /**
   * Requests that one address may send in five minutes. Everybody in an office may have the same one; a page of Open
   * WebUI is about a hundred.
   * @defaultValue 10000
   * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html
   */
  requestsPerFiveMinutes: z.int().min(10).max(2_000_000_000).default(10_000),
  /** Days for which it is kept what was blocked or counted, without secrets. @defaultValue 365 */
  logRetentionDays: LogRetentionDays.default(365),
});
export type ManagedWebAclSettings = z.output<typeof ManagedWebAclSettings>;
/** `ManagedWebAclSettings`, typed where they are written. @throws UserError with every mistake in them */
export const managedWebAclSettings: TypedSettings<typeof ManagedWebAclSettings> = settings(
  'managedWebAclSettings',
  ManagedWebAclSettings,
);

/** A web ACL that exists already. */
export const ExistingWebAclSettings = z.strictObject({
  kind: z.literal('existing'),
  /** ARN of the regional web ACL, of the environment's own account and region. */
  arn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/,
      'it takes the ARN of a regional web ACL',
    ),
});

/** AWS WAF in front of the load balancer. */
export const WebAclSettings = z.discriminatedUnion('kind', [ManagedWebAclSettings, ExistingWebAclSettings]);
export type WebAclSettings = z.output<typeof WebAclSettings>;
/** `WebAclSettings`, typed where they are written. @throws UserError with every mistake in them */
export const webAclSettings: TypedSettings<typeof WebAclSettings> = settings('webAclSettings', WebAclSettings);

/** An Application Load Balancer, through AWS Load Balancer Controller. */
export const AlbGatewaySettings = z.strictObject({
  kind: z.literal('alb'),
  hosts,
  /**
   * ARN of the ACM certificate for the host names, in the environment's region. With `dns` one is made where it is left
   * out.
   */
  certificateArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:acm:/, 'it takes the ARN of an ACM certificate')
    .optional(),
  /** Who makes the host names' records. @defaultValue none: you do */
  dns: DnsSettings.prefault({ kind: 'none' }),
  /** Whether it faces the internet or only the VPC. @defaultValue internal */
  scheme: z.enum(['internal', 'internet-facing']).default('internal'),
  /**
   * Ranges that may connect. An internet-facing load balancer without a list is open to everyone: with `protection`,
   * `['0.0.0.0/0']` has to say so.
   * @defaultValue none named
   */
  allowedCidrs: z.array(z.string()).default([]),
  /** @defaultValue none */
  waf: WebAclSettings.optional(),
});
export type AlbGatewaySettings = z.output<typeof AlbGatewaySettings>;

/** Envoy Gateway (Gateway API): behind a Network Load Balancer on EKS, behind whatever gives a LoadBalancer elsewhere. */
export const EnvoyGatewaySettings = z.strictObject({
  kind: z.literal('envoy'),
  hosts,
  /**
   * A TLS Secret in the environment's namespace for the host names. Without one the route is plain HTTP, which
   * `protection` refuses.
   */
  tlsSecret: z.string().min(1).optional(),
  /** Who makes the host names' records, on EKS. @defaultValue none: you do */
  dns: DnsSettings.prefault({ kind: 'none' }),
  /** Whether it faces the internet or only the VPC. @defaultValue internal */
  scheme: z.enum(['internal', 'internet-facing']).default('internal'),
  /**
   * Ranges that may connect. With `protection`, an internet-facing one for everyone has to say so: `['0.0.0.0/0']`.
   * @defaultValue none named: everyone whom the network lets through
   */
  allowedCidrs: z.array(z.string()).default([]),
});
export type EnvoyGatewaySettings = z.output<typeof EnvoyGatewaySettings>;

/** How users reach the applications. */
export const GatewaySettings = z.discriminatedUnion('kind', [
  NoGatewaySettings,
  AlbGatewaySettings,
  EnvoyGatewaySettings,
]);
export type GatewaySettings = z.output<typeof GatewaySettings>;
/** `GatewaySettings`, typed where they are written. @throws UserError with every mistake in them */
export const gatewaySettings: TypedSettings<typeof GatewaySettings> = settings('gatewaySettings', GatewaySettings);
