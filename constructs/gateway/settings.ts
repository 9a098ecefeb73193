import { z } from 'zod';

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

/** An Application Load Balancer, through AWS Load Balancer Controller. */
export const AlbGatewaySettings = z.strictObject({
  kind: z.literal('alb'),
  hosts,
  /** ARN of the ACM certificate for the host names, in the environment's region. */
  certificateArn: z.string().regex(/^arn:aws[a-z-]*:acm:/, 'it takes the ARN of an ACM certificate'),
  /** Whether it faces the internet or only the VPC. @defaultValue internal */
  scheme: z.enum(['internal', 'internet-facing']).default('internal'),
  /**
   * Ranges that may connect. An internet-facing load balancer without a list is open to everyone: with `protection`,
   * `['0.0.0.0/0']` has to say so.
   * @defaultValue none named
   */
  allowedCidrs: z.array(z.string()).default([]),
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
