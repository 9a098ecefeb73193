import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { type ITerraformDependable, TerraformIterator } from 'cdktf';
import { Construct } from 'constructs';
import { partitionOf } from '../account/partition';
import { EncryptionKey, wholeAccount } from '../encryption/encryption-key';
import { trustPolicy } from '../identity/policy-document';
import { ServiceRole } from '../identity/service-role';
import { holdsData } from '../protection/held-data';
import { ClusterAccess } from './cluster-access';
import { clusterName } from './cluster-name';
import type { AutoModeNodesConnection, EksConnection } from './connection';
import { DiskKey } from './disk-key';
import { serviceAddresses } from './service-addresses';
import type { ClusterWiring } from './wiring';
import { ManagedAddons } from './managed-addons';
import { NodeGroup } from './node-group';
import type { ManagedClusterSettings } from './settings';

export interface ManagedClusterProps extends ClusterWiring {
  readonly settings: ManagedClusterSettings;
}

const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/** AWS' policies for the control plane; it does more itself in Auto Mode. */
const CONTROL_PLANE_POLICIES = { cluster: 'AmazonEKSClusterPolicy' };
/** For the cluster's own add-ons alone. The pool for everything else is made by the platform, with a key for its disks. */
const BUILT_IN_NODE_POOLS = ['system'];

/** The control plane makes the interfaces of pods that have security groups of their own. */
const POD_INTERFACE_POLICIES = { 'pod-interfaces': 'AmazonEKSVPCResourceController' };
const AUTO_MODE_POLICIES = {
  ...CONTROL_PLANE_POLICIES,
  compute: 'AmazonEKSComputePolicy',
  'block-storage': 'AmazonEKSBlockStoragePolicy',
  'load-balancing': 'AmazonEKSLoadBalancingPolicy',
  networking: 'AmazonEKSNetworkingPolicy',
};
const NODE_POLICIES = { node: 'AmazonEKSWorkerNodePolicy', images: 'AmazonEC2ContainerRegistryPullOnly' };
const AUTO_MODE_NODE_POLICIES = {
  node: 'AmazonEKSWorkerNodeMinimalPolicy',
  images: 'AmazonEC2ContainerRegistryPullOnly',
};

/**
 * An EKS cluster of the environment's own.
 * @example
 * ```ts
 * const cluster = new ManagedCluster(this, 'cluster', {
 *   ...common,
 *   network,
 *   tags: { Team: 'models' },
 *   settings: managedClusterSettings({ kind: 'managed' }),
 * });
 * ```
 */
export class ManagedCluster extends Construct implements EksConnection {
  readonly kind = 'eks';
  readonly name: string;
  readonly endpoint: string;
  readonly certificateAuthorityData: string;
  readonly securityGroupId: string;
  readonly vpcId: string;
  readonly apiAddress: string;
  readonly dnsAddress: string;
  readonly autoMode: boolean;
  readonly podSecurityGroups: boolean;
  readonly authentication: EksConnection['authentication'];
  readonly nodeRoleName: string;
  readonly volumeKeyArn: string;
  readonly autoModeNodes?: AutoModeNodesConnection;
  private readonly props: ManagedClusterProps;

  constructor(scope: Construct, id: string, props: ManagedClusterProps) {
    super(scope, id);
    this.props = props;
    const { settings, names, account } = props;
    this.name = clusterName(names);
    this.autoMode = settings.compute.kind === 'auto-mode';
    this.podSecurityGroups = settings.compute.kind === 'managed-node-groups' && settings.compute.podSecurityGroups;
    this.authentication = settings.authentication;

    const nodeRole = new ServiceRole(this, 'node-role', {
      names,
      account,
      thing: 'eks-node',
      description: `Nodes of ${this.name}`,
      trust: trustPolicy('ec2.amazonaws.com'),
      managedPolicies: this.autoMode ? AUTO_MODE_NODE_POLICIES : NODE_POLICIES,
    });
    this.nodeRoleName = nodeRole.name;
    const cluster = this.cluster(nodeRole);
    holdsData(cluster);
    this.endpoint = cluster.endpoint;
    this.certificateAuthorityData = cluster.certificateAuthority.get(0).data;
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    this.vpcId = props.network.vpcId;
    const services = serviceAddresses(this, cluster.kubernetesNetworkConfig.serviceIpv4Cidr);
    this.apiAddress = services.apiAddress;
    this.dnsAddress = services.dnsAddress;

    new ClusterAccess(this, 'access', {
      account,
      clusterName: cluster.name,
      access: settings.access,
      namespace: props.namespace,
    });
    const diskKeyArn = new DiskKey(this, 'disks', {
      names,
      account,
      protection: props.protection,
      clusterName: this.name,
      compute: settings.compute.kind,
    }).arn;
    this.volumeKeyArn = diskKeyArn;
    this.autoModeNodes = this.autoMode
      ? { roleName: nodeRole.name, subnetIds: props.network.privateSubnetIds, diskKeyArn }
      : undefined;
    this.nodesAndAddons(cluster, nodeRole, diskKeyArn);
  }

  private cluster(nodeRole: ServiceRole): EksCluster {
    const { settings, names, account, protection, network } = this.props;
    const controlPlaneRole = new ServiceRole(this, 'control-plane-role', {
      names,
      account,
      thing: 'eks-control-plane',
      description: `Control plane of ${this.name}`,
      trust: trustPolicy('eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession'], {
        ArnLike: {
          'aws:SourceArn': `arn:${partitionOf(account.region)}:eks:${account.region}:${account.id}:cluster/${this.name}`,
        },
      }),
      managedPolicies: this.controlPlanePolicies(),
    });
    // EKS writes to a group of this name, and would make it without a key and without an end.
    const logGroup = `/aws/eks/${this.name}/cluster`;
    const key = this.key(controlPlaneRole, logGroup);
    const logs = new CloudwatchLogGroup(this, 'log-group', {
      name: logGroup,
      retentionInDays: settings.logRetentionDays,
      kmsKeyId: key.arn,
    });
    const apiAccess = this.apiSecurityGroup();
    const { endpointAccess } = settings;
    return new EksCluster(this, 'cluster', {
      name: this.name,
      version: settings.version,
      roleArn: controlPlaneRole.arn,
      deletionProtection: protection,
      upgradePolicy: { supportType: 'STANDARD' },
      enabledClusterLogTypes: LOG_TYPES,
      vpcConfig: {
        subnetIds: [...network.privateSubnetIds],
        securityGroupIds: apiAccess && [apiAccess.id],
        endpointPrivateAccess: true,
        endpointPublicAccess: endpointAccess.kind === 'public',
        publicAccessCidrs: endpointAccess.kind === 'public' ? publicCidrs(endpointAccess.allowedCidrs) : undefined,
      },
      accessConfig: {
        authenticationMode: 'API',
        // The role that Terraform works as gets an entry like every other. Where `account` names none, only EKS knows
        // who the creator is: plans and applies may run as different roles, and the plan's must not become an admin.
        bootstrapClusterCreatorAdminPermissions: account.assumeRoleArn === undefined,
      },
      encryptionConfig: { resources: ['secrets'], provider: { keyArn: key.arn } },
      // The add-ons are made below, or are part of Auto Mode.
      bootstrapSelfManagedAddons: false,
      computeConfig: this.autoMode
        ? { enabled: true, nodePools: BUILT_IN_NODE_POOLS, nodeRoleArn: nodeRole.arn }
        : { enabled: false },
      kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: this.autoMode } },
      storageConfig: { blockStorage: { enabled: this.autoMode } },
      zonalShiftConfig: { enabled: true },
      // It counts at creation only, and to change it would replace the cluster.
      lifecycle: { ignoreChanges: ['access_config[0].bootstrap_cluster_creator_admin_permissions'] },
      dependsOn: [...controlPlaneRole.policies, ...nodeRole.policies, logs],
    });
  }

  private controlPlanePolicies(): Readonly<Record<string, string>> {
    if (this.autoMode) return AUTO_MODE_POLICIES;
    return this.podSecurityGroups ? { ...CONTROL_PLANE_POLICIES, ...POD_INTERFACE_POLICIES } : CONTROL_PLANE_POLICIES;
  }

  /** One key for what the cluster keeps: its Secrets and its logs. */
  private key(controlPlaneRole: ServiceRole, logGroup: string): EncryptionKey {
    const { names, account, protection } = this.props;
    return new EncryptionKey(this, 'key', {
      names,
      thing: 'eks',
      description: `Kubernetes Secrets and control-plane logs of ${this.name}`,
      account,
      protection,
      logGroups: [logGroup],
      statements: [
        {
          sid: 'SecretsOfTheCluster',
          principals: { AWS: controlPlaneRole.arn },
          actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt'],
          resources: ['*'], // this key
        },
        {
          // Whoever creates the cluster hands the key to EKS. AWS forbids kms:GrantIsForAWSResource here, with which no
          // cluster could be made: without a role in `account` it is IAM alone that says who may.
          // https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html
          sid: 'GrantToEks',
          principals: wholeAccount(account),
          actions: ['kms:CreateGrant'],
          resources: ['*'], // this key
          conditions:
            account.assumeRoleArn === undefined
              ? undefined
              : { ArnEquals: { 'aws:PrincipalArn': account.assumeRoleArn } },
        },
      ],
    });
  }

  /**
   * Lets the VPC and the allowed ranges outside it in to the API's private addresses, and only there: not to the
   * nodes. EKS' own group lets in nobody but nodes and pods.
   */
  private apiSecurityGroup(): SecurityGroup | undefined {
    const { settings, names, network } = this.props;
    const outside = settings.endpointAccess.kind === 'private' ? settings.endpointAccess.allowedCidrs : [];
    const ranges = [...new Set([...(network.cidr === undefined ? [] : [network.cidr]), ...outside])];
    if (ranges.length === 0) return undefined;

    const name = names.of('cluster-api');
    const group = new SecurityGroup(this, 'api-security-group', {
      name,
      description: `Kubernetes API of ${this.name}`,
      vpcId: network.vpcId,
      tags: { Name: name },
    });
    const each = TerraformIterator.fromList(ranges);
    new VpcSecurityGroupIngressRule(this, 'api-https', {
      forEach: each,
      securityGroupId: group.id,
      description: 'HTTPS from an allowed range',
      cidrIpv4: each.value as string,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
    });
    return group;
  }

  private nodesAndAddons(cluster: EksCluster, nodeRole: ServiceRole, diskKeyArn: string): void {
    const { settings, names, account, network, tags } = this.props;
    const addons = new ManagedAddons(this, 'addons', {
      names,
      account,
      clusterName: cluster.name,
      kubernetesVersion: settings.version,
      versions: settings.addonVersions,
      podSecurityGroups: this.podSecurityGroups,
    });
    if (settings.compute.kind === 'auto-mode') {
      addons.metricsServer([]);
      return;
    }
    const beforeNodes = addons.beforeNodes();
    const nodes: ITerraformDependable[] = Object.entries(settings.compute.groups).map(([group, groupSettings]) => {
      const { group: nodeGroup } = new NodeGroup(this, `nodes-${group}`, {
        names,
        group,
        settings: groupSettings,
        clusterName: cluster.name,
        nodeRoleArn: nodeRole.arn,
        subnetIds: network.privateSubnetIds,
        diskKeyArn,
        tags,
        dependsOn: [...beforeNodes, ...nodeRole.policies],
      });
      return nodeGroup;
    });
    addons.afterNodes(nodes);
    addons.metricsServer(nodes);
  }
}

/** An empty list means everyone, which EKS takes only when it is said. */
function publicCidrs(allowed: readonly string[]): string[] {
  return allowed.length > 0 ? [...allowed] : ['0.0.0.0/0'];
}
