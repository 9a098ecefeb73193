import { blocksOf, isOn, listOf, type Resource, type SynthesizedEnvironment, textOf } from '../synthesized';
import { isEveryone } from './addresses';
import { firstOf, resourceRule, type Rule, unless, verdict } from './rule';

const CLUSTER = ['aws_eks_cluster'];
const NODE_GROUP = ['aws_eks_node_group'];
const LAUNCH_TEMPLATE = ['aws_launch_template'];
const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'];

/** The Kubernetes cluster and its nodes. */
export const CLUSTER_RULES: readonly Rule[] = [
  resourceRule('EKS.1', 'The Kubernetes API is not open to the internet', CLUSTER, (cluster) => {
    const [vpc] = cluster.blocks('vpc_config');
    // Left out, AWS opens it.
    if (vpc?.endpoint_public_access === false) return undefined;
    const ranges = listOf(vpc?.public_access_cidrs);
    return firstOf(
      unless(isOn(vpc?.endpoint_public_access), 'endpoint_public_access is not set'),
      unless(ranges.length > 0, 'the public endpoint has no list of ranges'),
      unless(!ranges.some(isEveryone), 'the public endpoint is open to everyone'),
    );
  }),
  resourceRule('CIS-EKS-5.4.1', 'Nodes and pods reach the Kubernetes API inside the VPC', CLUSTER, (cluster) =>
    unless(isOn(cluster.blocks('vpc_config')[0]?.endpoint_private_access), 'endpoint_private_access is off'),
  ),
  resourceRule('EKS.2', 'Kubernetes is at a version of our choice, in standard support', CLUSTER, (cluster) =>
    firstOf(
      unless(cluster.text('version') !== '', 'version is not set'),
      unless(cluster.blocks('upgrade_policy')[0]?.support_type === 'STANDARD', 'support_type is not STANDARD'),
    ),
  ),
  resourceRule('EKS.3', 'Kubernetes Secrets are encrypted with a key of our own', CLUSTER, (cluster) => {
    const [encryption] = cluster.blocks('encryption_config');
    return firstOf(
      unless(listOf(encryption?.resources).includes('secrets'), 'encryption_config does not name secrets'),
      unless(textOf(blocksOf(encryption, 'provider')[0]?.key_arn) !== '', 'encryption_config has no key'),
    );
  }),
  resourceRule('EKS.8', 'The control plane writes all of its logs', CLUSTER, (cluster) => {
    const missing = LOG_TYPES.filter((type) => !cluster.list('enabled_cluster_log_types').includes(type));
    return unless(missing.length === 0, `enabled_cluster_log_types lacks ${missing.join(', ')}`);
  }),
  resourceRule('CIS-EKS-4.1.7', 'Access entries alone say who may use the cluster', CLUSTER, (cluster) =>
    unless(cluster.blocks('access_config')[0]?.authentication_mode === 'API', 'authentication_mode is not API'),
  ),
  resourceRule('CIS-EKS-5.4.3', 'Nodes have no public addresses, and nobody logs in to them', NODE_GROUP, (group) =>
    firstOf(
      unless(
        !group.list('subnet_ids').some((id) => group.referenced(id)?.isOn('map_public_ip_on_launch')),
        'one of its subnets gives out public addresses',
      ),
      unless(group.blocks('remote_access').length === 0, 'remote_access is set'),
    ),
  ),
  resourceRule(
    'EC2.170',
    'Nodes keep their credentials to themselves (IMDSv2, one hop)',
    LAUNCH_TEMPLATE,
    (template) => {
      const [metadata] = template.blocks('metadata_options');
      return firstOf(
        unless(metadata?.http_tokens === 'required', 'http_tokens is not required'),
        unless(Number(metadata?.http_put_response_hop_limit) === 1, 'http_put_response_hop_limit is not 1'),
      );
    },
  ),
  resourceRule('EC2.181', 'Disks of nodes are encrypted with a key of our own', LAUNCH_TEMPLATE, (template) => {
    const disks = template.blocks('block_device_mappings');
    return firstOf(
      unless(disks.length > 0, 'no disk is named, so the account’s default decides'),
      ...disks.map((disk) =>
        firstOf(
          unless(isOn(blocksOf(disk, 'ebs')[0]?.encrypted), `${textOf(disk.device_name)} is not encrypted`),
          unless(textOf(blocksOf(disk, 'ebs')[0]?.kms_key_id) !== '', `${textOf(disk.device_name)} has a key of AWS`),
        ),
      ),
    );
  }),
  resourceRule('HUB-EKS.2', 'Volumes are encrypted with a key of our own', ['kubernetes_storage_class_v1'], (found) => {
    const [parameters] = found.blocks('parameters');
    return firstOf(
      unless(isOn(parameters?.encrypted), 'encrypted is not true'),
      unless(textOf(parameters?.kmsKeyId) !== '', 'kmsKeyId is not set'),
    );
  }),
  {
    id: 'HUB-EKS.3',
    title: 'In Auto Mode, applications run on disks that are encrypted with a key of our own',
    judge: (environment) =>
      environment
        .ofTypes('aws_eks_cluster')
        .filter((cluster) => isOn(cluster.blocks('compute_config')[0]?.enabled))
        .map((cluster) => verdict(cluster, (found) => autoModeDisks(environment, found))),
  },
];

/** EKS' own pool for add-ons has a taint that keeps everything else away; its pool for everything else takes no key. */
function autoModeDisks(environment: SynthesizedEnvironment, cluster: Resource): string | undefined {
  const pools = listOf(cluster.blocks('compute_config')[0]?.node_pools).filter((pool) => pool !== 'system');
  const classes = environment
    .ofTypes('helm_release')
    .flatMap((release) => listOf(release.value('values')).map(textOf))
    .filter((values) => values.includes('"kind":"NodeClass"') || values.includes('"kind": "NodeClass"'));
  return firstOf(
    unless(pools.length === 0, `its node pool ${pools.map(textOf).join(', ')} has disks under a key of AWS`),
    unless(classes.length > 0, 'it has no node class of its own'),
    unless(
      classes.every((values) => /"kmsKeyID":\s*"[^"]+"/.test(values)),
      'its node class names no key',
    ),
  );
}
