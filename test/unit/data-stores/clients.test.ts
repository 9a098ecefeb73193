import { Testing } from 'cdktf';
import { hasTrunkInterface } from '../../../constructs/cluster/instance-types';
import { environmentStacks } from '../../../stacks';
import type { Layer } from '../../../stacks/layers';
import type { Manifest } from '../../support/helm-release';
import { releaseValues } from '../../support/helm-release';
import { type Block, resource, synthesized, type TerraformJson } from '../../support/terraform-json';
import { type Changes, environment, type ShippedName, told } from '../environments/support';

/** The stack of a shipped environment, which was changed, that knows the clients of its data stores. */
function dataStack(name: ShippedName, changes?: Changes, layer: Layer = 'cluster-data'): TerraformJson {
  const stacks = environmentStacks(Testing.app(), environment(name, changes));
  const stack = stacks.find(({ node }) => node.id === `${name}-${layer}`);
  if (!stack) throw new Error(`no stack ${layer}`);
  return synthesized(stack);
}

/** Every rule of a kind: the group that it names, the group that it is of, and the port. */
function rules(json: TerraformJson, direction: 'ingress' | 'egress'): string[] {
  // A group of another stack is called by the output that hands it on.
  const owner = (reference: unknown) =>
    /aws_security_group\.?(.+?)_[0-9A-F]{8}\.?id\}/.exec(String(reference))?.[1] ?? String(reference);
  return Object.values(json.resource?.[`aws_vpc_security_group_${direction}_rule`] ?? {}).map(
    (rule) => `${owner(rule.referenced_security_group_id)} ${owner(rule.security_group_id)} ${String(rule.from_port)}`,
  );
}

function policies(json: TerraformJson): Record<string, { labels: unknown; groups: unknown[] }> {
  const resources = releaseValues(json, 'infra-data').resources as Manifest[];
  return Object.fromEntries(
    resources
      .filter(({ kind }) => kind === 'SecurityGroupPolicy')
      .map(({ metadata, spec }) => {
        const { podSelector, securityGroups } = spec as {
          podSelector: { matchLabels: unknown };
          securityGroups: { groupIds: unknown[] };
        };
        return [metadata.name, { labels: podSelector.matchLabels, groups: securityGroups.groupIds }];
      }),
  );
}

describe('PodClients', () => {
  let json: TerraformJson;
  beforeAll(() => {
    json = dataStack('dev', { 'litellm.shape': 'split' });
  });

  test('has each data store let in the groups of its own clients, and no other', () => {
    expect(rules(json, 'ingress').sort()).toEqual([
      'clients_database-bootstrap postgres_security-group 5432',
      'clients_litellm postgres_security-group 5432',
      'clients_litellm redis_litellm_security-group 6379',
      'clients_litellm redis_openwebui_security-group 6379',
      'clients_openwebui postgres_security-group 5432',
      'clients_openwebui redis_openwebui_security-group 6379',
    ]);
  });

  test('lets a client’s group out to exactly the data stores that let it in', () => {
    const turned = rules(json, 'egress').map((rule) => {
      const [to, from, port] = rule.split(' ');
      return `${from ?? ''} ${to ?? ''} ${port ?? ''}`;
    });
    expect(turned.sort()).toEqual(rules(json, 'ingress').sort());
  });

  test('names no range of addresses anywhere', () => {
    for (const direction of ['ingress', 'egress']) {
      for (const rule of Object.values(json.resource?.[`aws_vpc_security_group_${direction}_rule`] ?? {})) {
        expect(rule).not.toHaveProperty('cidr_ipv4');
        expect(rule).not.toHaveProperty('cidr_ipv6');
      }
    }
    for (const group of Object.values(json.resource?.aws_security_group ?? {})) {
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
    }
  });

  test('puts every pod that connects into its group, beside the cluster’s', () => {
    expect(Object.keys(policies(json)).sort()).toEqual([
      'infra-database-bootstrap',
      'litellm-backend',
      'litellm-gateway',
      'litellm-migrations',
      'open-webui',
    ]);
    const { labels, groups } = policies(json)['litellm-gateway'] ?? {};
    expect(labels).toEqual({
      'app.kubernetes.io/name': 'litellm',
      'app.kubernetes.io/instance': 'litellm',
      'app.kubernetes.io/component': 'gateway',
    });
    expect(groups).toEqual([
      expect.stringContaining('cluster_security_group_id'),
      expect.stringContaining('aws_security_group.clients_litellm'),
    ]);
  });

  test('takes the classic chart’s pods, which have no component, by what they have', () => {
    expect(policies(dataStack('dev', { 'litellm.shape': 'classic' })).litellm?.labels).toEqual({
      'app.kubernetes.io/name': 'litellm',
      'app.kubernetes.io/instance': 'litellm',
    });
  });

  test('has the policies there before the database’s bootstrap starts', () => {
    const bootstrap = Object.values(json.resource?.helm_release ?? {}).find(
      ({ name }) => name === 'infra-database-bootstrap',
    );
    expect((bootstrap as Block).depends_on).toContainEqual(expect.stringMatching(/^helm_release\.manifests_/));
  });

  test('leaves the groups without a tag of a cluster’s, by which load balancers choose one', () => {
    const tags = resource(json, 'aws_security_group', 'clients_litellm').tags as Record<string, string>;
    expect(Object.keys(tags)).toEqual(['Name']);
  });

  test('makes no group for a client without a data store on AWS', () => {
    const inCluster = { kind: 'in-cluster' };
    const one = dataStack('dev', { postgres: inCluster, 'redis.openwebui': inCluster });
    expect(Object.keys(policies(one))).toEqual(['litellm', 'litellm-migrations']);
    expect(rules(one, 'ingress')).toEqual(['clients_litellm redis_litellm_security-group 6379']);
  });
});

describe('the data stores that AWS runs', () => {
  test.each(['dev', 'prod', 'staging'] as const)('let nobody in by themselves in %s', (name) => {
    const json = dataStack(name, {}, 'managed-data');
    const groups = Object.values(json.resource?.aws_security_group ?? {});
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups) {
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
    }
    expect(json.resource).not.toHaveProperty('aws_vpc_security_group_ingress_rule');
    expect(json.resource).not.toHaveProperty('aws_vpc_security_group_egress_rule');
  });

  test.each<[ShippedName, string[]]>([
    ['prod', ['postgres 5432', 'redis_litellm 6379', 'redis_openwebui 6379']],
    ['staging', ['postgres 5432']],
    ['external', []],
  ])('let in the cluster of %s, each on its one port, and nobody else', (name, doors) => {
    const found = rules(dataStack(name), 'ingress').map((rule) => {
      const [client, store = '', port] = rule.split(' ');
      expect(client).toContain('cluster_security_group_id');
      return `${store.replace('_security-group', '')} ${port}`;
    });
    expect(found.sort()).toEqual(doors);
  });
});

describe('ClusterClients', () => {
  test.each<[string, ShippedName, Changes]>([
    ['EKS runs the nodes', 'prod', {}],
    ['the environment says so', 'dev', { 'cluster.compute.podSecurityGroups': false }],
  ])('have data stores let in the cluster’s group, and no range, where %s', (_, name, changes) => {
    const json = dataStack(name, changes);
    for (const rule of Object.values(json.resource?.aws_vpc_security_group_ingress_rule ?? {})) {
      expect(rule.referenced_security_group_id).toContain('cluster_security_group_id');
      expect(rule).not.toHaveProperty('cidr_ipv4');
    }
    expect(json.resource).not.toHaveProperty('aws_vpc_security_group_egress_rule');
    expect(policies(json)).toEqual({});
  });

  test('are there for an adopted cluster, unless it is said to give pods groups of their own', () => {
    const changes = { postgres: { kind: 'managed' }, 'network.databaseSubnetIds': ['subnet-1', 'subnet-2'] };
    expect(policies(dataStack('external', changes))).toEqual({});
    const own = dataStack('external', { ...changes, 'cluster.podSecurityGroups': true });
    expect(Object.keys(policies(own)).sort()).toContain('open-webui');
  });
});

describe('hasTrunkInterface', () => {
  test.each([
    'm7g.large',
    'm5.xlarge',
    'c6i.large',
    'r8g.2xlarge',
    'g6e.xlarge',
    'i3.metal',
    'i4i.xlarge',
    'p3dn.24xlarge',
  ])('has %s take pods with groups of their own', (type) => {
    expect(hasTrunkInterface(type)).toBe(true);
  });

  test.each(['t3.medium', 't3a.large', 't4g.small', 'm4.large', 'c4.xlarge', 'i3.large', 'i4i.large', 'x1e.xlarge'])(
    'has %s take none',
    (type) => {
      expect(hasTrunkInterface(type)).toBe(false);
    },
  );

  test('is asked of every instance type of the node groups', () => {
    const lines = told('dev', { 'cluster.compute.groups.default.instanceTypes': ['m7g.large', 't4g.medium'] });
    expect(lines).toEqual([
      '  cluster.compute.groups.default.instanceTypes[1] is t4g.medium, which has no trunk interface, so its pods cannot have security groups of their own',
      expect.stringContaining('cluster.compute.podSecurityGroups: false'),
    ]);
    expect(
      told('dev', {
        'cluster.compute.groups.default.instanceTypes': ['t4g.medium'],
        'cluster.compute.podSecurityGroups': false,
      }),
    ).toEqual([]);
  });
});
