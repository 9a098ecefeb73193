import { AccountSettings } from '../../../constructs/account/settings';
import { eksCluster, type EksConnection } from '../../../constructs/cluster';
import { OPERATOR_NAMESPACES } from '../../../constructs/cluster/planners';
import { ClusterSettings, type EksClusterSettings } from '../../../constructs/cluster/settings';
import { Names } from '../../../constructs/names/names';
import type { NetworkConnection } from '../../../constructs/network';
import {
  type Block,
  emptyStack,
  policy,
  resource,
  resources,
  synthesized,
  type TerraformJson,
} from '../../support/terraform-json';

const network: NetworkConnection = {
  vpcId: 'vpc-1',
  cidr: '10.1.0.0/16',
  privateSubnetIds: ['subnet-private-a', 'subnet-private-b'],
  databaseSubnetIds: ['subnet-database-a', 'subnet-database-b'],
  publicSubnetIds: ['subnet-public-a', 'subnet-public-b'],
};
const account = { id: '123456789012', region: 'eu-central-1' };
const wiring = {
  names: new Names('test'),
  account: AccountSettings.parse(account),
  protection: true,
  network,
  namespace: 'inferencehub',
  tags: { team: 'ai' },
};
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

function synthesizedCluster(
  settings: object,
  changes: Partial<typeof wiring> = {},
): { json: TerraformJson; connection: EksConnection } {
  const stack = emptyStack();
  const parsed = ClusterSettings.parse(settings) as EksClusterSettings;
  const connection = eksCluster(stack, 'cluster', parsed, { ...wiring, ...changes });
  return { json: synthesized(stack), connection };
}

function addonNames(json: TerraformJson): unknown[] {
  return resources(json, 'aws_eks_addon').map((addon) => addon.addon_name);
}

/** The roles of an access entry group, with the policies that they have. */
function access(json: TerraformJson, group: string): { roles: unknown; policies: unknown[] } {
  const associations = Object.entries(json.resource?.aws_eks_access_policy_association ?? {})
    .filter(([address]) => address.includes(group))
    .map(([, block]) => block);
  return {
    roles: resource(json, 'aws_eks_access_entry', group).for_each,
    policies: associations.map(({ policy_arn: arn, access_scope: scope }) => [(arn as string).split('/')[1], scope]),
  };
}

describe('ManagedCluster', () => {
  let json: TerraformJson;
  let connection: EksConnection;
  let cluster: Block;
  beforeAll(() => {
    ({ json, connection } = synthesizedCluster({ kind: 'managed' }));
    cluster = resource(json, 'aws_eks_cluster');
  });

  test('is reachable from inside the VPC only', () => {
    expect(cluster.vpc_config).toMatchObject({ endpoint_private_access: true, endpoint_public_access: false });
    expect(resource(json, 'aws_vpc_security_group_ingress_rule')).toMatchObject({
      for_each: '${toset(["10.1.0.0/16"])}',
      from_port: 443,
      to_port: 443,
    });
  });

  test('is in the private subnets', () => {
    expect(cluster.vpc_config).toMatchObject({ subnet_ids: network.privateSubnetIds });
  });

  test('encrypts Secrets with a key of its own, which EKS is handed at creation', () => {
    expect(cluster.encryption_config).toEqual({
      resources: ['secrets'],
      provider: { key_arn: expect.stringMatching(/^\$\{aws_kms_key\./) as string },
    });
    const statements = policy(resource(json, 'aws_kms_key', 'cluster_key').policy).Statement;
    expect(statements.map(({ Sid }) => Sid)).toEqual([
      'AdministrationByIamPolicies',
      'UseByLogs',
      'SecretsOfTheCluster',
      'GrantToEks',
    ]);
    expect(statements[2]?.Principal).toEqual({ AWS: expect.stringContaining('control-plane-role') as string });
  });

  test('has a version in standard support, and never slides into the support that costs more', () => {
    expect(cluster).toMatchObject({ version: '1.35', upgrade_policy: { support_type: 'STANDARD' } });
  });

  test('asks nothing of who hands the key to EKS that EKS itself does not send', () => {
    const statements = policy(resource(json, 'aws_kms_key', 'cluster_key').policy).Statement;
    expect(JSON.stringify(statements.find(({ Sid }) => Sid === 'GrantToEks'))).not.toContain('GrantIsForAWSResource');
  });

  test('lets the role that Terraform works as, and no other, hand the key on', () => {
    const deployer = AccountSettings.parse({ ...account, assumeRoleArn: role('deployer') });
    const key = resource(
      synthesizedCluster({ kind: 'managed' }, { account: deployer }).json,
      'aws_kms_key',
      'cluster_key',
    );
    const grant = policy(key.policy).Statement.find(({ Sid }) => Sid === 'GrantToEks');
    expect(grant?.Condition).toEqual({ ArnEquals: { 'aws:PrincipalArn': role('deployer') } });
  });

  test('logs all of the control plane to a group that was there before, with a key and an end', () => {
    expect(cluster.enabled_cluster_log_types).toEqual([
      'api',
      'audit',
      'authenticator',
      'controllerManager',
      'scheduler',
    ]);
    expect(resource(json, 'aws_cloudwatch_log_group')).toMatchObject({
      name: '/aws/eks/test-cluster/cluster',
      retention_in_days: 365,
      kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\./) as string,
    });
    expect(cluster.depends_on).toContainEqual(expect.stringContaining('aws_cloudwatch_log_group.'));
  });

  test('knows people and machines by access entries alone', () => {
    expect(cluster.access_config).toMatchObject({ authentication_mode: 'API' });
  });

  test('stays in standard support, shifts away from a failing zone, and is kept from deletion', () => {
    expect(cluster).toMatchObject({
      upgrade_policy: { support_type: 'STANDARD' },
      zonal_shift_config: { enabled: true },
      deletion_protection: true,
    });
  });

  test('can be deleted where the environment is thrown away', () => {
    const disposable = synthesizedCluster({ kind: 'managed' }, { protection: false }).json;
    expect(resource(disposable, 'aws_eks_cluster').deletion_protection).toBe(false);
  });

  test('lets EKS act as the control plane for this cluster alone', () => {
    const [trust] = policy(resource(json, 'aws_iam_role', 'control-plane').assume_role_policy).Statement;
    expect(trust?.Condition).toEqual({
      ArnLike: { 'aws:SourceArn': 'arn:aws:eks:eu-central-1:123456789012:cluster/test-cluster' },
    });
  });

  test('hands on how to reach it, with the security group that EKS made', () => {
    expect(connection).toMatchObject({ kind: 'eks', name: 'test-cluster', vpcId: 'vpc-1', authentication: 'exec' });
    expect(connection.securityGroupId).toMatch(/^\$\{TfToken/);
  });
});

describe('ManagedCluster in Auto Mode', () => {
  let json: TerraformJson;
  let connection: EksConnection;
  beforeAll(() => {
    ({ json, connection } = synthesizedCluster({ kind: 'managed', compute: { kind: 'auto-mode' } }));
  });

  test('turns on compute, load balancing and block storage together', () => {
    expect(resource(json, 'aws_eks_cluster')).toMatchObject({
      compute_config: { enabled: true, node_pools: ['system'] },
      kubernetes_network_config: { elastic_load_balancing: { enabled: true } },
      storage_config: { block_storage: { enabled: true } },
      bootstrap_self_managed_addons: false,
    });
    expect(connection.autoMode).toBe(true);
  });

  test('installs what Auto Mode does not bring, and starts no nodes of its own', () => {
    expect(addonNames(json)).toEqual(['metrics-server']);
    expect(resources(json, 'aws_eks_node_group')).toEqual([]);
  });

  test('gives nodes the least that they need', () => {
    const policies = Object.entries(json.resource?.aws_iam_role_policy_attachment ?? {})
      .filter(([address]) => address.includes('node-role'))
      .map(([, { policy_arn: arn }]) => arn);
    expect(policies.sort()).toEqual([
      'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly',
      'arn:aws:iam::aws:policy/AmazonEKSWorkerNodeMinimalPolicy',
    ]);
  });
});

describe('DiskKey', () => {
  const roleArn = (json: TerraformJson, part: string) =>
    `arn:aws:iam::123456789012:role/${String(resource(json, 'aws_iam_role', part).name)}`;
  const statements = (json: TerraformJson) =>
    policy(resource(json, 'aws_kms_key', 'cluster_disks').policy).Statement.filter(({ Sid }) =>
      Sid.endsWith('ForDisks'),
    );
  const nodeGroups = { kind: 'managed', compute: { kind: 'managed-node-groups' } };

  test('is for the control plane where EKS runs the nodes', () => {
    const { json } = synthesizedCluster({ kind: 'managed' });
    expect(statements(json).map(({ Condition }) => Condition?.ArnEquals)).toEqual(
      [1, 2].map(() => ({ 'aws:PrincipalArn': [roleArn(json, 'control-plane-role')] })),
    );
  });

  test('is for the EBS driver and for what starts the nodes where they are in groups', () => {
    const { json } = synthesizedCluster(nodeGroups);
    const slr = 'arn:aws:iam::123456789012:role/aws-service-role';
    for (const { Condition } of statements(json)) {
      expect(Condition?.ArnEquals).toEqual({
        'aws:PrincipalArn': [
          roleArn(json, 'aws-ebs-csi-driver-role'),
          `${slr}/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
          `${slr}/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
        ],
      });
    }
  });

  test('is nobody’s of another account, and is handed to AWS’ services alone', () => {
    const [use, grants] = statements(synthesizedCluster(nodeGroups).json);
    for (const statement of [use, grants]) {
      expect(statement?.Condition?.StringEquals).toEqual({ 'aws:PrincipalAccount': '123456789012' });
    }
    expect(use?.Action).not.toContain('kms:CreateGrant');
    expect(grants).toMatchObject({
      Action: ['kms:CreateGrant'],
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
  });

  test('is handed on for volumes, and for nodes where there are none yet', () => {
    const key = expect.stringMatching(/TfToken/) as string;
    expect(synthesizedCluster({ kind: 'managed' }).connection).toMatchObject({
      volumeKeyArn: key,
      autoModeNodes: { roleName: key, subnetIds: network.privateSubnetIds, diskKeyArn: key },
    });
    const { connection } = synthesizedCluster(nodeGroups);
    expect(connection.volumeKeyArn).toEqual(key);
    expect(connection.autoModeNodes).toBeUndefined();
  });
});

describe('ManagedCluster with node groups', () => {
  let json: TerraformJson;
  let connection: EksConnection;
  beforeAll(() => {
    ({ json, connection } = synthesizedCluster({
      kind: 'managed',
      compute: {
        kind: 'managed-node-groups',
        groups: {
          default: {},
          batch: { architecture: 'x86_64', instanceTypes: ['m7i.large'], capacity: 'spot', minSize: 0, diskGib: 80 },
        },
      },
      addonVersions: { coredns: 'v1.12.1-eksbuild.2' },
    }));
  });
  const template = (group: string) => resource(json, 'aws_launch_template', group);
  const nodeGroup = (group: string) => resource(json, 'aws_eks_node_group', group);
  const addon = (name: string) => resource(json, 'aws_eks_addon', name);

  test('asks for a token before an instance tells its credentials, and one hop away for none', () => {
    for (const block of resources(json, 'aws_launch_template')) {
      expect(block.metadata_options).toMatchObject({ http_tokens: 'required', http_put_response_hop_limit: 1 });
    }
  });

  test('encrypts every disk with a key of its own', () => {
    for (const block of resources(json, 'aws_launch_template')) {
      const disks = block.block_device_mappings as readonly { ebs: Block }[];
      expect(disks.map(({ ebs }) => ebs.encrypted)).toEqual(['true', 'true']);
      for (const { ebs } of disks) expect(ebs.kms_key_id).toMatch(/^\$\{aws_kms_key\.cluster_disks_/);
    }
    expect(template('nodes-batch').block_device_mappings).toContainEqual({
      device_name: '/dev/xvdb',
      ebs: expect.objectContaining({ volume_size: 80 }) as Block,
    });
  });

  test('has no way to log in to a node', () => {
    for (const block of resources(json, 'aws_launch_template')) expect(block).not.toHaveProperty('key_name');
    for (const block of resources(json, 'aws_eks_node_group')) expect(block).not.toHaveProperty('remote_access');
  });

  test('runs nodes in private subnets, on an image for their processors', () => {
    expect(nodeGroup('nodes-default')).toMatchObject({
      ami_type: 'BOTTLEROCKET_ARM_64',
      capacity_type: 'ON_DEMAND',
      subnet_ids: network.privateSubnetIds,
    });
    expect(nodeGroup('nodes-batch')).toMatchObject({ ami_type: 'BOTTLEROCKET_x86_64', capacity_type: 'SPOT' });
  });

  test('leaves the size between the bounds to the autoscaler', () => {
    expect(nodeGroup('nodes-default')).toMatchObject({
      scaling_config: { min_size: 2, max_size: 6, desired_size: 2 },
      lifecycle: { ignore_changes: ['scaling_config[0].desired_size'], create_before_destroy: true },
    });
  });

  test('replaces nodes a third at a time, and broken ones by itself', () => {
    expect(nodeGroup('nodes-default')).toMatchObject({
      update_config: { max_unavailable_percentage: 33 },
      node_repair_config: { enabled: true },
    });
  });

  test("tags instances and disks, which the provider's default tags do not reach", () => {
    const tags = { team: 'ai', Name: 'test-nodes-default' };
    expect(template('nodes-default').tag_specifications).toEqual([
      { resource_type: 'instance', tags },
      { resource_type: 'volume', tags },
    ]);
  });

  test('installs the add-ons that Auto Mode would bring, and switches Auto Mode off', () => {
    expect(addonNames(json).sort()).toEqual([
      'aws-ebs-csi-driver',
      'coredns',
      'eks-pod-identity-agent',
      'kube-proxy',
      'metrics-server',
      'vpc-cni',
    ]);
    expect(resource(json, 'aws_eks_cluster').compute_config).toEqual({ enabled: false });
    expect(connection.autoMode).toBe(false);
  });

  test('enforces network policies', () => {
    expect(JSON.parse(addon('vpc-cni').configuration_values as string)).toMatchObject({ enableNetworkPolicy: 'true' });
  });

  test('gives pods interfaces of their own, which the control plane makes', () => {
    expect(JSON.parse(addon('vpc-cni').configuration_values as string)).toMatchObject({
      env: { ENABLE_POD_ENI: 'true', POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' },
      init: { env: { DISABLE_TCP_EARLY_DEMUX: 'true' } },
    });
    expect(resource(json, 'aws_iam_role_policy_attachment', 'pod-interfaces').policy_arn).toBe(
      'arn:aws:iam::aws:policy/AmazonEKSVPCResourceController',
    );
    expect(connection.podSecurityGroups).toBe(true);
  });

  test('gives them none where the environment says so', () => {
    const compute = { kind: 'managed-node-groups', podSecurityGroups: false };
    const made = synthesizedCluster({ kind: 'managed', compute });
    const plugin = resource(made.json, 'aws_eks_addon', 'vpc-cni');
    expect(JSON.parse(plugin.configuration_values as string)).toEqual({ enableNetworkPolicy: 'true' });
    expect(JSON.stringify(made.json)).not.toContain('AmazonEKSVPCResourceController');
    expect(made.connection.podSecurityGroups).toBe(false);
  });

  test('takes a pinned version as it is, and the newest for the rest', () => {
    expect(addon('coredns').addon_version).toBe('v1.12.1-eksbuild.2');
    expect(addon('kube-proxy').addon_version).toMatch(/^\$\{data\.aws_eks_addon_version\..*kube-proxy.*\.version\}$/);
    expect(Object.values(json.data?.aws_eks_addon_version ?? {})).toContainEqual({
      addon_name: 'kube-proxy',
      kubernetes_version: '1.35',
      most_recent: true,
    });
  });

  test('waits with nodes for their network, and with what runs on nodes for them', () => {
    const dependencies = (block: Block) => (block.depends_on as string[]).join(' ');
    for (const name of ['vpc-cni', 'kube-proxy', 'eks-pod-identity-agent']) {
      expect(dependencies(nodeGroup('nodes-default'))).toContain(`aws_eks_addon.cluster_addons_${name}_`);
    }
    // The CNI gets its rights from the agent.
    expect(dependencies(addon('vpc-cni'))).toContain('aws_eks_addon.cluster_addons_eks-pod-identity-agent_');
    for (const name of ['coredns', 'aws-ebs-csi-driver', 'metrics-server']) {
      expect(dependencies(addon(name))).toContain('aws_eks_node_group.cluster_nodes-default');
    }
  });

  test.each([
    ['aws-ebs-csi-driver', 'ebs-csi-controller-sa', 'AmazonEBSCSIDriverEKSClusterScopedPolicy'],
    ['vpc-cni', 'aws-node', 'AmazonEKS_CNI_Policy'],
  ])('gives %s a role that only its own pods can take', (name, serviceAccount, managedPolicy) => {
    expect(addon(name).pod_identity_association).toEqual([
      { role_arn: expect.stringContaining(`${name}-role`) as string, service_account: serviceAccount },
    ]);
    const [trust] = policy(resource(json, 'aws_iam_role', `${name}-role`).assume_role_policy).Statement;
    expect(trust).toMatchObject({
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Condition: {
        StringEquals: {
          'aws:RequestTag/kubernetes-namespace': 'kube-system',
          'aws:RequestTag/kubernetes-service-account': serviceAccount,
        },
      },
    });
    expect(resource(json, 'aws_iam_role_policy_attachment', `${name}-role`).policy_arn).toBe(
      `arn:aws:iam::aws:policy/${managedPolicy}`,
    );
  });
});

describe('ManagedCluster with a public endpoint', () => {
  test('is reachable from the listed ranges, and from inside', () => {
    const { json } = synthesizedCluster({
      kind: 'managed',
      endpointAccess: { kind: 'public', allowedCidrs: ['203.0.113.0/24'] },
    });
    expect(resource(json, 'aws_eks_cluster').vpc_config).toMatchObject({
      endpoint_private_access: true,
      endpoint_public_access: true,
      public_access_cidrs: ['203.0.113.0/24'],
    });
    // What comes through the internet does not come through the VPC.
    expect(resource(json, 'aws_vpc_security_group_ingress_rule').for_each).toBe('${toset(["10.1.0.0/16"])}');
  });
});

describe('ManagedCluster with a private endpoint and an allow-list', () => {
  test('lets the listed ranges in to the API, and not to the nodes', () => {
    const { json } = synthesizedCluster({
      kind: 'managed',
      endpointAccess: { kind: 'private', allowedCidrs: ['10.200.0.0/16'] },
    });
    const rule = resource(json, 'aws_vpc_security_group_ingress_rule');
    expect(rule.for_each).toBe('${toset(["10.1.0.0/16", "10.200.0.0/16"])}');
    expect(rule.security_group_id).toMatch(/^\$\{aws_security_group\..*api-security-group/);
    expect(resource(json, 'aws_eks_cluster').vpc_config).toMatchObject({
      security_group_ids: [rule.security_group_id],
    });
  });
});

describe('ClusterAccess', () => {
  const settings = {
    kind: 'managed',
    access: {
      admins: [role('admin')],
      operators: [role('operator'), role('admin')],
      planners: [role('planner'), role('operator')],
      readers: [role('reader'), role('operator'), role('planner')],
    },
  };

  test('makes the role that Terraform works as an administrator, and nobody else unasked', () => {
    const deployer = AccountSettings.parse({ ...account, assumeRoleArn: role('deployer') });
    const { json } = synthesizedCluster({ kind: 'managed' }, { account: deployer });
    expect(access(json, 'admins')).toEqual({
      roles: `\${toset(["${role('deployer')}"])}`,
      policies: [['AmazonEKSClusterAdminPolicy', { type: 'cluster' }]],
    });
    expect(resources(json, 'aws_eks_access_entry')).toHaveLength(1);
    expect(resource(json, 'aws_eks_cluster').access_config).toMatchObject({
      bootstrap_cluster_creator_admin_permissions: false,
    });
  });

  test('leaves the creator to EKS where no role is named, and never replaces the cluster for it', () => {
    const { json } = synthesizedCluster({ kind: 'managed' });
    expect(resources(json, 'aws_eks_access_entry')).toEqual([]);
    const cluster = resource(json, 'aws_eks_cluster');
    expect(cluster.access_config).toMatchObject({ bootstrap_cluster_creator_admin_permissions: true });
    expect(cluster.lifecycle).toEqual({
      ignore_changes: ['access_config[0].bootstrap_cluster_creator_admin_permissions'],
    });
  });

  test('lets operators change things in the namespace of the applications alone', () => {
    expect(access(synthesizedCluster(settings).json, 'operators').policies).toEqual([
      ['AmazonEKSViewPolicy', { type: 'cluster' }],
      ['AmazonEKSEditPolicy', { type: 'namespace', namespaces: ['inferencehub'] }],
    ]);
  });

  test('lets readers see everything but secrets', () => {
    expect(access(synthesizedCluster(settings).json, 'readers').policies).toEqual([
      ['AmazonEKSViewPolicy', { type: 'cluster' }],
    ]);
  });

  test('lets planners read the Secrets of releases, and for the rest what their group in RBAC may', () => {
    const { json } = synthesizedCluster(settings);
    const namespaces = [...OPERATOR_NAMESPACES, 'inferencehub'];
    expect(access(json, 'planners').policies).toEqual([
      ['AmazonEKSSecretReaderPolicy', { type: 'namespace', namespaces }],
    ]);
    expect(resource(json, 'aws_eks_access_entry', 'planners').kubernetes_groups).toEqual(['inferencehub:planners']);
    expect(resource(json, 'aws_eks_access_entry', 'readers').kubernetes_groups).toBeUndefined();
  });

  test('gives a role that is named twice one entry, where it may do most', () => {
    const { json } = synthesizedCluster(settings);
    expect(access(json, 'admins').roles).toBe(`\${toset(["${role('admin')}"])}`);
    expect(access(json, 'operators').roles).toBe(`\${toset(["${role('operator')}"])}`);
    expect(access(json, 'planners').roles).toBe(`\${toset(["${role('planner')}"])}`);
    expect(access(json, 'readers').roles).toBe(`\${toset(["${role('reader')}"])}`);
  });
});

describe('ExistingCluster', () => {
  test('is looked up by name, and nothing is made', () => {
    const { json, connection } = synthesizedCluster({ kind: 'existing', name: 'shared', autoMode: true });
    expect(json.resource).toBeUndefined();
    expect(Object.values(json.data?.aws_eks_cluster ?? {})).toEqual([{ name: 'shared' }]);
    expect(connection).toMatchObject({ name: 'shared', autoMode: true });
  });
});

describe('ClusterSettings', () => {
  const problemsOf = (settings: object) =>
    ClusterSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);

  test('refuses a group that is smaller at most than at least', () => {
    const groups = { default: { minSize: 3, maxSize: 2 } };
    expect(problemsOf({ kind: 'managed', compute: { kind: 'managed-node-groups', groups } })).toEqual([
      'compute.groups.default.minSize: it takes at most `maxSize` nodes',
    ]);
  });

  test('refuses a kubeconfig relative to wherever Terraform happens to run', () => {
    expect(problemsOf({ kind: 'kubeconfig', path: 'kubeconfig.yaml' })).toEqual([
      'path: it takes an absolute path, or one that begins with ~/',
    ]);
  });

  test('refuses a retention that CloudWatch Logs does not know', () => {
    expect(problemsOf({ kind: 'managed', logRetentionDays: 100 })).toHaveLength(1);
    expect(problemsOf({ kind: 'managed', logRetentionDays: 90 })).toBeUndefined();
  });

  test('refuses the version of an add-on that it does not install', () => {
    expect(problemsOf({ kind: 'managed', addonVersions: { coreDns: 'v1.12.1-eksbuild.2' } })).toHaveLength(1);
  });

  test('refuses an EBS driver that cannot work with the policy that it gets', () => {
    const problems = (version: string) =>
      problemsOf({ kind: 'managed', addonVersions: { 'aws-ebs-csi-driver': version } });
    for (const version of ['v1.57.1-eksbuild.1', 'v1.6.0-eksbuild.1', 'v0.60.0-eksbuild.1']) {
      expect(problems(version)).toEqual([expect.stringContaining('it takes v1.58.0 or newer')]);
    }
    for (const version of ['v1.58.0-eksbuild.1', 'v1.100.0-eksbuild.2', 'v2.0.0-eksbuild.1']) {
      expect(problems(version)).toBeUndefined();
    }
    expect(problems('1.57')).toEqual([expect.stringContaining('it takes a version of the add-on')]);
  });
});
