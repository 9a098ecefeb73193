import type { Construct } from 'constructs';
import { CertManager } from '../constructs/operators/cert-manager';
import { CloudNativePg } from '../constructs/operators/cloud-native-pg';
import { ExternalSecrets } from '../constructs/operators/external-secrets';
import { Reloader } from '../constructs/operators/reloader';
import type { ClusterConnection } from '../constructs/cluster/connection';
import { gateway, type GatewayConnection, loadBalancerController } from '../constructs/gateway';
import { AutoModeNodes } from '../constructs/kubernetes/auto-mode-nodes';
import { CertificateAuthority } from '../constructs/kubernetes/certificate-authority';
import { DefaultStorageClass } from '../constructs/kubernetes/default-storage-class';
import { Namespace } from '../constructs/kubernetes/namespace';
import { PlannerRights } from '../constructs/kubernetes/planner-rights';
import { SecretStores } from '../constructs/operators/secret-stores';
import type { NetworkConnection } from '../constructs/network';
import { DefaultDeny, type NetworkPolicyWiring, surroundingsOf } from '../constructs/network-policies';
import { LITELLM_ROUTED_PODS } from '../constructs/litellm/pods';
import { OPEN_WEBUI_ROUTED_PODS } from '../constructs/open-webui/pods';
import { holdsData } from '../constructs/protection/held-data';
import { usesCertManager } from '../constructs/redis/cert-manager';
import type { Environment } from '../environments/schema';
import { EnvironmentStack } from './environment-stack';

/** What the platform hands on to what runs on it. */
export interface PlatformConnection {
  /** The namespace of the applications and of the data stores in the cluster. */
  readonly namespace: string;
  /** The role of External Secrets' controller, on EKS: later stacks attach policies to it by this name. */
  readonly externalSecretsRoleName?: string;
  readonly gateway: GatewayConnection;
}

export interface PlatformStackProps {
  readonly cluster: ClusterConnection;
  /** Absent where the environment has no VPC. */
  readonly network?: NetworkConnection;
}

/** What the data stores and applications rely on in the cluster: namespaces, operators, secret stores, the gateway. */
export class PlatformStack extends EnvironmentStack implements PlatformConnection {
  readonly namespace: string;
  readonly externalSecretsRoleName?: string;
  readonly gateway: GatewayConnection;

  constructor(scope: Construct, environment: Environment, { cluster, network }: PlatformStackProps) {
    super(scope, environment, 'platform');
    this.useCluster(cluster);
    const { account, protection } = environment;
    const eks = cluster.kind === 'eks' ? cluster : undefined;
    const networkPolicies: NetworkPolicyWiring = {
      settings: environment.networkPolicies,
      surroundings: surroundingsOf(cluster, network, environment.networkPolicies),
    };

    const nodes = eks?.autoModeNodes
      ? [new AutoModeNodes(this, 'nodes', { nodes: eks.autoModeNodes, securityGroupId: eks.securityGroupId }).release]
      : [];
    const controllers = loadBalancerController(this, environment.gateway, {
      names: this.names,
      account,
      cluster,
      protection,
      tags: this.awsTags,
    });
    const namespace = new Namespace(this, 'namespace', {
      name: environment.namespace,
      dependsOn: [...nodes, ...controllers],
    });
    // With it go the volumes and the Secrets that are in it.
    holdsData(namespace.resource);
    this.namespace = namespace.name;
    new DefaultDeny(this, 'default-deny', {
      namespace: namespace.name,
      ownAutoMode: environment.cluster.kind === 'managed' && eks?.autoMode === true,
      dependsOn: [namespace.resource],
    });

    if (eks && environment.cluster.kind === 'managed') {
      new DefaultStorageClass(this, 'storage-class', { cluster: eks, protection });
      if (environment.cluster.access.planners.length > 0) {
        new PlannerRights(this, 'planner-rights', { namespace: namespace.name, dependsOn: [namespace.resource] });
      }
    }

    const externalSecrets = new ExternalSecrets(this, 'external-secrets', {
      names: this.names,
      eks,
      watched: namespace,
      protection,
      networkPolicies,
    });
    this.externalSecretsRoleName = externalSecrets.roleName;
    new SecretStores(this, 'secret-stores', {
      namespace: namespace.name,
      region: eks && account?.region,
      dependsOn: [namespace.resource, externalSecrets.release],
    });

    if (environment.postgres.kind === 'in-cluster') {
      new CloudNativePg(this, 'cloud-native-pg', { watched: namespace, protection, networkPolicies });
    }
    if (usesCertManager(environment.redis)) {
      const certManager = new CertManager(this, 'cert-manager', { protection, networkPolicies });
      new CertificateAuthority(this, 'certificate-authority', {
        namespace: namespace.name,
        dependsOn: [namespace.resource, certManager.release],
      });
    }
    new Reloader(this, 'reloader', { watched: namespace, protection, networkPolicies });

    this.gateway = gateway(this, 'gateway', environment.gateway, {
      names: this.names,
      account,
      cluster,
      namespace,
      protection,
      routed: { litellm: LITELLM_ROUTED_PODS, openwebui: OPEN_WEBUI_ROUTED_PODS },
      networkPolicies,
      tags: this.awsTags,
    });
  }
}
