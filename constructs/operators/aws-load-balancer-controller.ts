import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { EksConnection } from '../cluster/connection';
import { PodIdentityRole } from '../identity/pod-identity-role';
import { operatorReplicas, resources, spread } from '../kubernetes/scheduling';
import type { Names } from '../names/names';
import { awsLoadBalancerControllerPolicy } from './aws-load-balancer-controller-policy';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';

export interface AwsLoadBalancerControllerProps {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly cluster: EksConnection;
  readonly protection: boolean;
  /** ARN, or a pattern of it, of the web ACL that it may attach to them. @defaultValue none */
  readonly webAclArn?: string;
  /** Tags of every load balancer that it makes. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The namespace in which EKS' own controllers run; it is not ours to make or to harden. */
const NAMESPACE = 'kube-system';
const SERVICE_ACCOUNT = 'aws-load-balancer-controller';

/**
 * AWS Load Balancer Controller: an ALB for Ingresses, an NLB for Envoy's Service. Auto Mode brings its own.
 * @example
 * ```ts
 * new AwsLoadBalancerController(this, 'load-balancers', { ...common, cluster, tags: { Team: 'models' } });
 * ```
 */
export class AwsLoadBalancerController extends Construct {
  readonly release: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AwsLoadBalancerControllerProps) {
    super(scope, id);
    const identity = new PodIdentityRole(this, 'identity', {
      names: props.names,
      thing: 'load-balancer-controller',
      cluster: props.cluster,
      namespace: NAMESPACE,
      serviceAccount: SERVICE_ACCOUNT,
      statements: awsLoadBalancerControllerPolicy(props.account, props.cluster, props.webAclArn),
    });
    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.awsLoadBalancerController,
      release: 'aws-load-balancer-controller',
      namespace: NAMESPACE,
      values: {
        clusterName: props.cluster.name,
        // Both are asked of the instance metadata service otherwise, which pods cannot reach (hop limit 1).
        region: props.account.region,
        vpcId: props.cluster.vpcId,
        serviceAccount: { create: true, name: SERVICE_ACCOUNT },
        replicaCount: operatorReplicas(props.protection),
        podDisruptionBudget: props.protection ? { minAvailable: 1 } : {},
        topologySpreadConstraints: spread({ 'app.kubernetes.io/name': 'aws-load-balancer-controller' }),
        resources: resources('100m', '128Mi', '512Mi'),
        // Its webhook would answer for every new Service of the cluster and refuse them all while it is away. It only
        // chooses a class, and our one Service of type LoadBalancer names its own.
        enableServiceMutatorWebhook: false,
        // A new certificate on every upgrade would make the others' webhook calls fail until all pods have it.
        keepTLSSecret: true,
        // Pods are targets themselves: no hop over a node port, and sticky sessions reach the pod that they mean.
        defaultTargetType: 'ip',
        defaultLoadBalancerScheme: 'internal',
        // The class with our parameters is made beside the gateway; a second one would be open to every namespace.
        createIngressClassResource: false,
        ingressClassParams: { create: false },
        // The role has no right to what was not asked for.
        enableShield: false,
        enableWaf: false,
        enableWafv2: props.webAclArn !== undefined,
        defaultTags: props.tags,
      },
      dependsOn: [identity.association],
    }).release;
  }
}
