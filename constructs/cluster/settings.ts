import { z } from 'zod';
import { LogRetentionDays } from '../logs/settings';
import { settings, type TypedSettings } from '../telling/settings';

const arn = (what: string, service: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:`), `it takes the ARN of ${what}`);

const addonVersion = z.string().regex(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/, {
  error: 'it takes a version of the add-on, v1.20.1-eksbuild.1 for example',
  abort: true,
});

const EBS_DRIVER_FLOOR = { major: 1, minor: 58 };

/** Drivers before that know nothing of the one policy that theirs gets, and could make no volume. */
const ebsDriverVersion = addonVersion.refine((version) => {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
  return major > EBS_DRIVER_FLOOR.major || (major === EBS_DRIVER_FLOOR.major && minor >= EBS_DRIVER_FLOOR.minor);
}, 'it takes v1.58.0 or newer: older ones cannot work with the policy for the volumes of this cluster alone');

/** A group of nodes that EKS manages; they run Bottlerocket. */
export const NodeGroupSettings = z
  .strictObject({
    /** @defaultValue m7g.large */
    instanceTypes: z
      .array(z.string().regex(/^[a-z0-9-]+\.[a-z0-9-]+$/))
      .min(1)
      .default(['m7g.large']),
    /** Spot capacity costs less and can be taken back with two minutes' notice. @defaultValue on-demand */
    capacity: z.enum(['on-demand', 'spot']).default('on-demand'),
    minSize: z.int().min(0).max(450).default(2),
    maxSize: z.int().min(1).max(450).default(6),
    /** Disk of each node in GiB. @defaultValue 50 */
    diskGib: z.int().min(20).max(16_384).default(50),
    /** Processor architecture of the instance types. @defaultValue arm64 */
    architecture: z.enum(['arm64', 'x86_64']).default('arm64'),
    labels: z.record(z.string(), z.string()).default({}),
  })
  .refine(({ minSize, maxSize }) => minSize <= maxSize, {
    path: ['minSize'],
    error: 'it takes at most `maxSize` nodes',
  });
export type NodeGroupSettings = z.output<typeof NodeGroupSettings>;

/** EKS runs, sizes and patches the nodes itself, and brings the load balancer and block storage controllers. */
export const AutoModeCompute = z.strictObject({ kind: z.literal('auto-mode') });
/** Node groups of a fixed kind, scaled between two sizes. */
export const ManagedNodeGroupsCompute = z.strictObject({
  kind: z.literal('managed-node-groups'),
  groups: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), NodeGroupSettings).prefault({ default: {} }),
  /**
   * Whether LiteLLM, Open WebUI and the database's bootstrap have a security group each, and Aurora and ElastiCache let
   * in those and not the cluster's. It takes instance types with trunk interfaces, which burstable ones (t3, t4g) have
   * not. Where EKS runs the nodes (Auto Mode), data stores let in the cluster's group.
   * @defaultValue true
   * @see https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html
   */
  podSecurityGroups: z.boolean().default(true),
});

/** From where the Kubernetes API can be reached. */
export const EndpointAccess = z.discriminatedUnion('kind', [
  /** Only from inside the VPC and whatever is connected to it. */
  z.strictObject({
    kind: z.literal('private'),
    /** Ranges outside the VPC (a VPN, a runner's network) that may reach it. @defaultValue none */
    allowedCidrs: z.array(z.string()).default([]),
  }),
  /** Also from the internet, from the listed ranges alone. */
  z.strictObject({ kind: z.literal('public'), allowedCidrs: z.array(z.string()).default([]) }),
]);

/** An EKS cluster of the environment's own. */
export const ManagedClusterSettings = z.strictObject({
  kind: z.literal('managed'),
  /**
   * A Kubernetes version in EKS' standard support, which lasts 14 months; EKS itself upgrades a cluster after that.
   * @defaultValue 1.35
   * @see https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html
   */
  version: z
    .string()
    .regex(/^1\.\d{2}$/, 'it takes a Kubernetes version, "1.35" for example')
    .default('1.35'),
  compute: z.discriminatedUnion('kind', [AutoModeCompute, ManagedNodeGroupsCompute]).prefault({ kind: 'auto-mode' }),
  endpointAccess: EndpointAccess.prefault({ kind: 'private' }),
  /**
   * Who may use the cluster besides the deployer: IAM role ARNs by what they may do. Admins may do everything;
   * operators may change what runs in the environment's namespace and see the rest; readers may see all but secrets;
   * planners, which pipelines plan as, may read what a plan reads: with Helm's releases the Secrets beside them.
   * @see https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
   */
  access: z
    .strictObject({
      admins: z.array(arn('an IAM role', 'iam')).default([]),
      operators: z.array(arn('an IAM role', 'iam')).default([]),
      planners: z.array(arn('an IAM role', 'iam')).default([]),
      readers: z.array(arn('an IAM role', 'iam')).default([]),
    })
    .prefault({}),
  /** Days for which control-plane logs are kept. @defaultValue 365 */
  logRetentionDays: LogRetentionDays.default(365),
  /** Versions of the managed add-ons; those left out take the newest that EKS has for the cluster's version. */
  addonVersions: z
    .strictObject({
      /** With Auto Mode, EKS itself brings all but this one. */
      'metrics-server': addonVersion.optional(),
      'vpc-cni': addonVersion.optional(),
      'kube-proxy': addonVersion.optional(),
      coredns: addonVersion.optional(),
      'eks-pod-identity-agent': addonVersion.optional(),
      /** From v1.58.0 on. */
      'aws-ebs-csi-driver': ebsDriverVersion.optional(),
    })
    .prefault({}),
  /**
   * How Terraform logs in to the cluster: `exec` runs `aws eks get-token` and renews itself; `token` needs no aws CLI
   * where Terraform runs (HCP Terraform) and lasts 15 minutes.
   * @defaultValue exec
   */
  authentication: z.enum(['exec', 'token']).default('exec'),
});
export type ManagedClusterSettings = z.output<typeof ManagedClusterSettings>;
/** `ManagedClusterSettings`, typed where they are written. @throws UserError with every mistake in them */
export const managedClusterSettings: TypedSettings<typeof ManagedClusterSettings> = settings(
  'managedClusterSettings',
  ManagedClusterSettings,
);

/** An EKS cluster that exists already, with the Pod Identity agent. */
export const ExistingClusterSettings = z.strictObject({
  kind: z.literal('existing'),
  /** The EKS cluster's name. */
  name: z.string().min(1).max(100),
  /** Whether the cluster is in Auto Mode, which brings the load balancer controller and EBS storage. */
  autoMode: z.boolean().default(false),
  /**
   * Whether its VPC CNI gives pods security groups of their own (`ENABLE_POD_ENI`, in mode `standard`) and its nodes have
   * trunk interfaces. Aurora and ElastiCache then let in the applications' groups and not the cluster's.
   * @defaultValue false: nothing of the cluster is changed, so it has to be there already
   */
  podSecurityGroups: z.boolean().default(false),
  /** As for a managed cluster. @defaultValue exec */
  authentication: z.enum(['exec', 'token']).default('exec'),
});
export type ExistingClusterSettings = z.output<typeof ExistingClusterSettings>;
/** `ExistingClusterSettings`, typed where they are written. @throws UserError with every mistake in them */
export const existingClusterSettings: TypedSettings<typeof ExistingClusterSettings> = settings(
  'existingClusterSettings',
  ExistingClusterSettings,
);

/** Any cluster that a kubeconfig reaches: kind, k3d, Docker Desktop, another cloud. */
export const KubeconfigClusterSettings = z.strictObject({
  kind: z.literal('kubeconfig'),
  /** Terraform works in a folder of its own, so a path is absolute or begins at the home. @defaultValue ~/.kube/config */
  path: z
    .string()
    .regex(/^(~[\\/]|\/|[A-Za-z]:[\\/])/, 'it takes an absolute path, or one that begins with ~/')
    .default('~/.kube/config'),
  /** The kubeconfig's context; its current one where it is left out. */
  context: z.string().min(1).optional(),
});
export type KubeconfigClusterSettings = z.output<typeof KubeconfigClusterSettings>;
/** `KubeconfigClusterSettings`, typed where they are written. @throws UserError with every mistake in them */
export const kubeconfigClusterSettings: TypedSettings<typeof KubeconfigClusterSettings> = settings(
  'kubeconfigClusterSettings',
  KubeconfigClusterSettings,
);

/** The Kubernetes cluster that everything runs on. */
export const ClusterSettings = z.discriminatedUnion('kind', [
  ManagedClusterSettings,
  ExistingClusterSettings,
  KubeconfigClusterSettings,
]);
export type ClusterSettings = z.output<typeof ClusterSettings>;
/** `ClusterSettings`, typed where they are written. @throws UserError with every mistake in them */
export const clusterSettings: TypedSettings<typeof ClusterSettings> = settings('clusterSettings', ClusterSettings);
/** A cluster on EKS, with a stack of its own. */
export type EksClusterSettings = Exclude<ClusterSettings, KubeconfigClusterSettings>;
