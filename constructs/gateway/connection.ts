/** Nothing is reachable from outside the cluster. */
export interface NoGatewayConnection {
  readonly kind: 'none';
}

/** An Application Load Balancer, which all routes share. */
export interface AlbGatewayConnection {
  readonly kind: 'alb';
  /** The Ingress class whose parameters say what the load balancer is like. */
  readonly ingressClass: string;
  /** Ranges that may connect; empty for everyone whom the network lets through. */
  readonly allowedCidrs: readonly string[];
  /** The web ACL that inspects what it carries; a reference where the environment made it. */
  readonly webAclArn?: string;
}

/** A Gateway that Envoy serves. */
export interface EnvoyGatewayConnection {
  readonly kind: 'envoy';
  /** The Gateway, in the applications' namespace. */
  readonly gateway: string;
  /** The listener that routes attach to. */
  readonly listener: string;
  /** Whether that listener speaks TLS. */
  readonly tls: boolean;
}

/** Where an application's route is attached. All of it but the web ACL's ARN is known at synth. */
export type GatewayConnection = NoGatewayConnection | AlbGatewayConnection | EnvoyGatewayConnection;
