import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { AwsLoadBalancerController } from '../operators/aws-load-balancer-controller';
import type { ClusterConnection } from '../cluster/connection';
import type { Names } from '../names/names';
import type { GatewaySettings } from './settings';
import { webAclPattern } from './web-acl';

/** What the controller needs to know of the environment. */
export interface LoadBalancerControllerWiring {
  readonly names: Names;
  readonly account?: AccountSettings;
  readonly cluster: ClusterConnection;
  readonly protection: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The controller that makes AWS load balancers, where a gateway asks for one and nothing else brings it: it is not
 * needed outside EKS, nor in Auto Mode.
 * @returns what must be there before the applications' namespace and outlive it: an Ingress cannot be deleted while
 * nobody removes its load balancer
 */
export function loadBalancerController(
  scope: Construct,
  settings: GatewaySettings,
  wiring: LoadBalancerControllerWiring,
): ITerraformDependable[] {
  const { account, cluster, names, protection, tags } = wiring;
  if (settings.kind === 'none' || cluster.kind !== 'eks' || cluster.autoMode) return [];
  if (!account) throw new Error('load balancers on EKS take an account');
  const waf = settings.kind === 'alb' ? settings.waf : undefined;
  return [
    new AwsLoadBalancerController(scope, 'load-balancer-controller', {
      names,
      account,
      cluster,
      protection,
      tags,
      webAclArn: waf && webAclPattern(waf, names, account),
    }).release,
  ];
}
