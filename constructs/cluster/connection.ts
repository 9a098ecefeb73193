/** What nodes of a cluster of our own in Auto Mode are made of; the platform has EKS make them. */
export interface AutoModeNodesConnection {
  /** Name of the nodes' IAM role. */
  readonly roleName: string;
  readonly subnetIds: readonly string[];
  /** The key of their disks. */
  readonly diskKeyArn: string;
}

/** An EKS cluster, made here or adopted. */
export interface EksConnection {
  readonly kind: 'eks';
  readonly name: string;
  readonly endpoint: string;
  /** The API server's certificate authority, base64. */
  readonly certificateAuthorityData: string;
  /** The security group of nodes, pods and control plane. */
  readonly securityGroupId: string;
  /** The VPC that it is in: pods cannot ask the instance metadata service for it. */
  readonly vpcId: string;
  /** The address that pods find the API at: that of its Service. */
  readonly apiAddress: string;
  /** The address of the cluster's DNS Service. */
  readonly dnsAddress: string;
  /** Whether EKS itself brings the load balancer controller and EBS storage (Auto Mode). */
  readonly autoMode: boolean;
  /** Whether pods can be given security groups of their own, which data stores then let in instead of the cluster's. */
  readonly podSecurityGroups: boolean;
  /** The key for volumes; absent where the cluster was adopted. */
  readonly volumeKeyArn?: string;
  /** Absent where nodes are there already: adopted ones, and node groups. */
  readonly autoModeNodes?: AutoModeNodesConnection;
  readonly authentication: 'exec' | 'token';
  /** The role of its nodes, by name; absent where the cluster was adopted. */
  readonly nodeRoleName?: string;
}

/** A cluster behind a kubeconfig, of which nothing more is known. */
export interface KubeconfigConnection {
  readonly kind: 'kubeconfig';
  readonly path: string;
  readonly context?: string;
}

/** How the later stacks reach the cluster. */
export type ClusterConnection = EksConnection | KubeconfigConnection;
