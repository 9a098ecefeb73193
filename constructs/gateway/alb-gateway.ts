import { Construct } from 'constructs';
import type { EksConnection } from '../cluster/connection';
import { certificate } from '../dns';
import { ManifestRelease } from '../helm/manifest-release';
import type { AlbGatewayConnection } from './connection';
import { dnsWiring } from './dns-wiring';
import { records } from './records';
import { STREAM_IDLE_SECONDS } from './exposure';
import type { GatewayWiring } from './wiring';
import type { AlbGatewaySettings } from './settings';
import { WebAcl } from './web-acl';

export interface AlbGatewayProps extends GatewayWiring {
  readonly settings: AlbGatewaySettings;
}

/** Auto Mode has an API of its own, in which one field is spelled differently. */
const AUTO_MODE = { apiGroup: 'eks.amazonaws.com', version: 'v1', certificates: 'certificateARNs' } as const;
const CONTROLLER = { apiGroup: 'elbv2.k8s.aws', version: 'v1beta1', certificates: 'certificateArn' } as const;

/**
 * One Application Load Balancer for the environment, as an Ingress class: what the load balancer is like is decided
 * here and cannot be changed by an Ingress. It exists while a route asks for it.
 */
export class AlbGateway extends Construct implements AlbGatewayConnection {
  readonly kind = 'alb';
  readonly ingressClass: string;
  readonly allowedCidrs: readonly string[];
  readonly webAclArn?: string;

  constructor(scope: Construct, id: string, props: AlbGatewayProps) {
    super(scope, id);
    const { cluster, names, namespace, settings } = props;
    if (cluster.kind !== 'eks') throw new Error('an Application Load Balancer takes a cluster on EKS');

    this.ingressClass = names.of('alb');
    this.allowedCidrs = settings.allowedCidrs;
    this.webAclArn = this.webAcl(props);
    const api = cluster.autoMode ? AUTO_MODE : CONTROLLER;
    const release = new ManifestRelease(this, 'manifests', {
      release: 'alb-gateway',
      namespace: namespace.name,
      dependsOn: [namespace.resource],
    });
    release.add(
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'IngressClass',
        metadata: { name: this.ingressClass },
        spec: {
          controller: controllerOf(cluster),
          parameters: { apiGroup: api.apiGroup, kind: 'IngressClassParams', name: this.ingressClass },
        },
      },
      {
        apiVersion: `${api.apiGroup}/${api.version}`,
        kind: 'IngressClassParams',
        metadata: { name: this.ingressClass },
        spec: {
          // Classes belong to the whole cluster; this one to one namespace.
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace.name } },
          group: { name: this.ingressClass },
          scheme: settings.scheme,
          [api.certificates]: [this.certificateArn(props)],
          loadBalancerAttributes: [
            { key: 'idle_timeout.timeout_seconds', value: String(STREAM_IDLE_SECONDS) },
            { key: 'routing.http.drop_invalid_header_fields.enabled', value: 'true' },
          ],
        },
      },
    );
    const source = { kind: 'ingress', namespace: namespace.name, ingressClass: this.ingressClass } as const;
    if (settings.dns.kind === 'none') return;
    records(this, 'external-dns', settings.dns, source, {
      ...dnsWiring(props, settings.hosts),
      networkPolicies: props.networkPolicies,
      dependsOn: [release.release],
    });
  }

  private certificateArn(props: AlbGatewayProps): string {
    const { certificateArn, dns, hosts } = props.settings;
    if (certificateArn !== undefined) return certificateArn;
    if (dns.kind === 'none') throw new Error('a load balancer takes a certificate, and nothing makes one');
    return certificate(this, 'certificate', dns, dnsWiring(props, hosts));
  }

  private webAcl({ settings: { waf }, account, names, protection }: AlbGatewayProps): string | undefined {
    if (waf?.kind !== 'managed') return waf?.arn;
    if (!account) throw new Error('a web ACL takes an account');
    return new WebAcl(this, 'web-acl', { settings: waf, names, account, protection }).arn;
  }
}

function controllerOf(cluster: EksConnection): string {
  return cluster.autoMode ? 'eks.amazonaws.com/alb' : 'ingress.k8s.aws/alb';
}
