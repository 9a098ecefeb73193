import type { KubernetesManifest } from '../helm/manifest-release';
import type { EnvoyGatewayConnection } from './connection';
import { STICKINESS_SECONDS, STREAM_IDLE_SECONDS } from './exposure';
import type { Route } from './route';

const GATEWAY_API = 'gateway.networking.k8s.io';
const ENVOY_GATEWAY = 'gateway.envoyproxy.io';

/** An HTTPRoute to the application, and how Envoy treats its pods. A path that no rule names answers 404. */
export function envoyRoute(gateway: EnvoyGatewayConnection, route: Route): readonly KubernetesManifest[] {
  const metadata = { name: route.name, namespace: route.namespace };
  const notFound = `${route.name}-not-found`;
  const prefixes = (paths: readonly string[]) => paths.map((value) => ({ path: { type: 'PathPrefix', value } }));

  const closed = {
    matches: prefixes(route.exposure.closed),
    filters: [
      { type: 'ExtensionRef', extensionRef: { group: ENVOY_GATEWAY, kind: 'HTTPRouteFilter', name: notFound } },
    ],
  };
  const open = {
    matches: prefixes(route.exposure.open),
    backendRefs: [{ name: route.service.name, port: route.service.port }],
    // Envoy ends a request after 15 s otherwise, in the middle of an answer. How long nothing may flow is limited
    // below; how long an answer may be is not.
    timeouts: { request: '0s' },
  };

  const manifests: KubernetesManifest[] = [
    {
      apiVersion: `${GATEWAY_API}/v1`,
      kind: 'HTTPRoute',
      metadata,
      spec: {
        parentRefs: [{ name: gateway.gateway, sectionName: gateway.listener }],
        hostnames: [route.hostname],
        rules: route.exposure.closed.length > 0 ? [closed, open] : [open],
      },
    },
    {
      apiVersion: `${ENVOY_GATEWAY}/v1alpha1`,
      kind: 'BackendTrafficPolicy',
      metadata,
      spec: {
        targetRefs: [{ group: GATEWAY_API, kind: 'HTTPRoute', name: route.name }],
        timeout: { http: { requestTimeout: '0s', streamIdleTimeout: `${STREAM_IDLE_SECONDS}s` } },
        loadBalancer: route.exposure.sticky ? stickyByCookie(route.name) : { type: 'LeastRequest' },
      },
    },
  ];
  if (route.exposure.closed.length > 0) {
    manifests.push({
      apiVersion: `${ENVOY_GATEWAY}/v1alpha1`,
      kind: 'HTTPRouteFilter',
      metadata: { name: notFound, namespace: route.namespace },
      spec: {
        directResponse: { contentType: 'text/plain', statusCode: 404, body: { type: 'Inline', inline: 'Not found' } },
      },
    });
  }
  return manifests;
}

/** A cookie that Envoy sets chooses the pod. */
function stickyByCookie(name: string) {
  return {
    type: 'ConsistentHash',
    consistentHash: { type: 'Cookie', cookie: { name: `${name}-pod`, ttl: `${STICKINESS_SECONDS}s` } },
  };
}
