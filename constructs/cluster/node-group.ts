import { EksNodeGroup } from '@cdktf/provider-aws/lib/eks-node-group';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Fn, type ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { Names } from '../names/names';
import type { NodeGroupSettings } from './settings';

export interface NodeGroupProps {
  readonly names: Names;
  /** The group's name within the environment. */
  readonly group: string;
  readonly settings: NodeGroupSettings;
  readonly clusterName: string;
  readonly nodeRoleArn: string;
  readonly subnetIds: readonly string[];
  /** The key of their disks. */
  readonly diskKeyArn: string;
  /** For the instances and their disks: AWS hands no default tags down to what a launch template starts. */
  readonly tags: Readonly<Record<string, string>>;
  /** What nodes need to become ready. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Bottlerocket: nothing on it but what runs containers, and no shell to log in to. */
const AMI_TYPES = { arm64: 'BOTTLEROCKET_ARM_64', x86_64: 'BOTTLEROCKET_x86_64' };
const CAPACITY_TYPES = { 'on-demand': 'ON_DEMAND', spot: 'SPOT' };
/** Bottlerocket's own disk; images and containers are on a second one. */
const SYSTEM_DISK_GIB = 4;
/** EKS' limit for the prefix of a node group's name, without the hyphen at its end. */
const NAME_PREFIX_LIMIT = 36;

/** Nodes that EKS starts, drains and replaces, between two sizes. */
export class NodeGroup extends Construct {
  readonly group: EksNodeGroup;

  constructor(scope: Construct, id: string, props: NodeGroupProps) {
    super(scope, id);
    const { settings } = props;
    const name = props.names.of(`nodes-${props.group}`, NAME_PREFIX_LIMIT);
    const template = this.launchTemplate(name, props);
    this.group = new EksNodeGroup(this, 'group', {
      // With a new name each time, a replacement is ready before the old nodes are drained.
      nodeGroupNamePrefix: `${name}-`,
      clusterName: props.clusterName,
      nodeRoleArn: props.nodeRoleArn,
      subnetIds: [...props.subnetIds],
      amiType: AMI_TYPES[settings.architecture],
      capacityType: CAPACITY_TYPES[settings.capacity],
      instanceTypes: settings.instanceTypes,
      labels: settings.labels,
      launchTemplate: { id: template.id, version: Fn.tostring(template.latestVersion) },
      scalingConfig: { minSize: settings.minSize, maxSize: settings.maxSize, desiredSize: settings.minSize },
      updateConfig: { maxUnavailablePercentage: 33 },
      nodeRepairConfig: { enabled: true },
      // The size in between is the autoscaler's to choose.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['scaling_config[0].desired_size'] },
      dependsOn: [...props.dependsOn],
    });
  }

  private launchTemplate(name: string, { settings, tags, diskKeyArn }: NodeGroupProps): LaunchTemplate {
    const disk = (volumeSize: number) => ({
      volumeSize,
      volumeType: 'gp3',
      encrypted: 'true',
      kmsKeyId: diskKeyArn,
      deleteOnTermination: 'true',
    });
    return new LaunchTemplate(this, 'launch-template', {
      name,
      updateDefaultVersion: true,
      // One hop: the node itself gets at its credentials, pods do not.
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        { deviceName: '/dev/xvda', ebs: disk(SYSTEM_DISK_GIB) },
        { deviceName: '/dev/xvdb', ebs: disk(settings.diskGib) },
      ],
      tagSpecifications: ['instance', 'volume'].map((resourceType) => ({
        resourceType,
        tags: { ...tags, Name: name },
      })),
    });
  }
}
