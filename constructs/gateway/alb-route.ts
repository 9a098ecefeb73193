import type { KubernetesManifest } from '../helm/manifest-release';
import type { AlbGatewayConnection } from './connection';
import { STICKINESS_SECONDS } from './exposure';
import type { Route } from './route';

/** Prefix of the annotations that both AWS Load Balancer Controller and Auto Mode read. */
const ALB = 'alb.ingress.kubernetes.io';

/**
 * TLS 1.2 with forward secrecy, and 1.3.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06';

/** The action of closed paths: the load balancer answers itself, no pod hears of it. */
const NOT_FOUND = 'not-found';

/**
 * An Ingress for the environment's load balancer. What is the load balancer's own (scheme, certificate, idle timeout)
 * stands in its class; what is here is merged by the controller or concerns this application's target group alone.
 */
export function albRoute(gateway: AlbGatewayConnection, route: Route): KubernetesManifest {
  const { exposure } = route;
  const closed = (path: string) => rule(path, { name: NOT_FOUND, port: { name: 'use-annotation' } });
  const open = (path: string) => rule(path, { name: route.service.name, port: { number: route.service.port } });
  // Where the root is open nothing is left over.
  const rest = exposure.open.includes('/') ? [] : [closed('/')];

  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: route.name, namespace: route.namespace, annotations: annotations(gateway, route) },
    spec: {
      ingressClassName: gateway.ingressClass,
      rules: [
        {
          host: route.hostname,
          http: { paths: [...exposure.closed.map(closed), ...exposure.open.map(open), ...rest] },
        },
      ],
    },
  };
}

function rule(
  path: string,
  service: { readonly name: string; readonly port: Readonly<Record<string, string | number>> },
) {
  return { path, pathType: 'Prefix', backend: { service } };
}

function annotations(gateway: AlbGatewayConnection, route: Route): Readonly<Record<string, string>> {
  const { exposure } = route;
  const targetGroup = {
    // Chats in flight are finished before a pod goes; longer waits hold up every rollout.
    'deregistration_delay.timeout_seconds': 60,
    ...(exposure.sticky
      ? {
          'stickiness.enabled': true,
          'stickiness.type': 'lb_cookie',
          'stickiness.lb_cookie.duration_seconds': STICKINESS_SECONDS,
        }
      : // Model calls differ in length by orders of magnitude: the next one goes where the fewest are.
        { 'load_balancing.algorithm.type': 'least_outstanding_requests' }),
  };
  return {
    // On port 80 there is nothing but the way to 443.
    [`${ALB}/listen-ports`]: JSON.stringify([{ HTTP: 80 }, { HTTPS: 443 }]),
    [`${ALB}/ssl-redirect`]: '443',
    [`${ALB}/ssl-policy`]: TLS_POLICY,
    ...(gateway.allowedCidrs.length > 0 ? { [`${ALB}/inbound-cidrs`]: gateway.allowedCidrs.join(',') } : {}),
    ...(gateway.webAclArn === undefined ? {} : { [`${ALB}/wafv2-acl-arn`]: gateway.webAclArn }),
    // Pods are targets themselves, so that stickiness means a pod and not a node.
    [`${ALB}/target-type`]: 'ip',
    [`${ALB}/target-group-attributes`]: Object.entries(targetGroup)
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(','),
    [`${ALB}/healthcheck-path`]: exposure.healthCheckPath,
    [`${ALB}/success-codes`]: '200',
    [`${ALB}/actions.${NOT_FOUND}`]: JSON.stringify({
      type: 'fixed-response',
      fixedResponseConfig: { contentType: 'text/plain', statusCode: '404', messageBody: 'Not found' },
    }),
  };
}
