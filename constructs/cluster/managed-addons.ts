import { DataAwsEksAddonVersion } from '@cdktf/provider-aws/lib/data-aws-eks-addon-version';
import { EksAddon } from '@cdktf/provider-aws/lib/eks-addon';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { podIdentityTrust } from '../identity/pod-identity-trust';
import { ServiceRole } from '../identity/service-role';
import type { Names } from '../names/names';
import type { ManagedClusterSettings } from './settings';

type AddonName = keyof ManagedClusterSettings['addonVersions'];

/**
 * Gives pods interfaces of their own where a SecurityGroupPolicy asks for it. In mode `standard` network policies, DNS on
 * the node and Pod Identity go on as for every other pod; kubelet's probes reach them without early demultiplexing alone.
 * @see https://github.com/aws/amazon-vpc-cni-k8s#pod_security_group_enforcing_mode-v1110
 */
const POD_INTERFACES = {
  env: { ENABLE_POD_ENI: 'true', POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' },
  init: { env: { DISABLE_TCP_EARLY_DEMUX: 'true' } },
};

export interface ManagedAddonsProps {
  readonly names: Names;
  readonly account: AccountSettings;
  readonly clusterName: string;
  readonly kubernetesVersion: string;
  readonly versions: ManagedClusterSettings['addonVersions'];
  /** Whether pods can be given security groups of their own. */
  readonly podSecurityGroups: boolean;
}

/** What an add-on takes besides its version. */
interface AddonOptions {
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** Its ServiceAccount in kube-system, and AWS' policy for what it may do. */
  readonly identity?: { readonly serviceAccount: string; readonly policy: string; readonly purpose: string };
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** What EKS installs and keeps running inside the cluster, each at its pinned version or at the newest. */
export class ManagedAddons extends Construct {
  private readonly props: ManagedAddonsProps;

  constructor(scope: Construct, id: string, props: ManagedAddonsProps) {
    super(scope, id);
    this.props = props;
  }

  /** What nodes need to become ready; Auto Mode has it built in. */
  beforeNodes(): readonly ITerraformDependable[] {
    const podIdentity = this.addon('eks-pod-identity-agent');
    return [
      podIdentity,
      this.addon('kube-proxy'),
      this.addon('vpc-cni', {
        // Without it, Kubernetes takes network policies and nothing enforces them.
        configuration: { enableNetworkPolicy: 'true', ...(this.props.podSecurityGroups ? POD_INTERFACES : {}) },
        identity: { serviceAccount: 'aws-node', policy: 'AmazonEKS_CNI_Policy', purpose: 'Gives pods their addresses' },
        dependsOn: [podIdentity],
      }),
    ];
  }

  /** What needs nodes to run on; Auto Mode has it built in. */
  afterNodes(nodes: readonly ITerraformDependable[]): void {
    this.addon('coredns', { dependsOn: nodes });
    this.addon('aws-ebs-csi-driver', {
      identity: {
        serviceAccount: 'ebs-csi-controller-sa',
        // Volumes of this cluster alone, which it knows by the session tags of Pod Identity.
        policy: 'AmazonEBSCSIDriverEKSClusterScopedPolicy',
        purpose: 'Makes and attaches volumes',
      },
      dependsOn: nodes,
    });
  }

  /** What autoscaling by CPU measures with; Auto Mode does not bring it. */
  metricsServer(nodes: readonly ITerraformDependable[]): void {
    this.addon('metrics-server', { dependsOn: nodes });
  }

  private addon(name: AddonName, { configuration, identity, dependsOn = [] }: AddonOptions = {}): EksAddon {
    const role = identity && this.role(name, identity);
    const needs = [...dependsOn, ...(role?.policies ?? [])];
    return new EksAddon(this, name, {
      clusterName: this.props.clusterName,
      addonName: name,
      addonVersion: this.version(name),
      configurationValues: configuration && JSON.stringify(configuration),
      podIdentityAssociation: role && [{ roleArn: role.arn, serviceAccount: identity.serviceAccount }],
      // What someone changed by hand goes back to what is written here.
      resolveConflictsOnCreate: 'OVERWRITE',
      resolveConflictsOnUpdate: 'OVERWRITE',
      dependsOn: needs.length > 0 ? needs : undefined,
    });
  }

  private role(name: AddonName, identity: NonNullable<AddonOptions['identity']>): ServiceRole {
    return new ServiceRole(this, `${name}-role`, {
      names: this.props.names,
      account: this.props.account,
      thing: `eks-${name}`,
      description: identity.purpose,
      trust: podIdentityTrust({
        clusterName: this.props.clusterName,
        namespace: 'kube-system',
        serviceAccount: identity.serviceAccount,
      }),
      managedPolicies: { policy: identity.policy },
    });
  }

  private version(name: AddonName): string {
    const pinned = this.props.versions[name];
    if (pinned !== undefined) return pinned;
    const newest = new DataAwsEksAddonVersion(this, `${name}-version`, {
      addonName: name,
      kubernetesVersion: this.props.kubernetesVersion,
      mostRecent: true,
    });
    return newest.version;
  }
}
