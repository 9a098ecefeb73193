import { type Block, blocksOf, isBlock, listOf, type Resource, type SynthesizedEnvironment } from '../synthesized';
import { isEveryone } from './addresses';
import { firstOf, type Judgement, resourceRule, type Rule, unless, verdict } from './rule';

const INGRESS_RULE = 'aws_vpc_security_group_ingress_rule';
const EGRESS_RULE = 'aws_vpc_security_group_egress_rule';

/** Data stores, and the argument that names their security groups. */
const DATA_STORES = {
  aws_rds_cluster: 'vpc_security_group_ids',
  aws_elasticache_replication_group: 'security_group_ids',
};

/** The network, and who may talk to whom in it. */
export const NETWORK_RULES: readonly Rule[] = [
  aboutVpc('EC2.2', 'Nothing can talk through the default security group', 'aws_default_security_group', (group) =>
    unless(group.list('ingress').length === 0 && group.list('egress').length === 0, 'it has rules'),
  ),
  aboutVpc('EC2.6', 'All traffic of the network is logged', 'aws_flow_log', (log) =>
    unless(log.text('traffic_type') === 'ALL', 'traffic_type is not ALL'),
  ),
  resourceRule('EC2.15', 'Subnets give out no public addresses', ['aws_subnet'], (subnet) =>
    unless(!subnet.isOn('map_public_ip_on_launch'), 'map_public_ip_on_launch is on'),
  ),
  resourceRule(
    'EC2.18',
    'No security group lets the internet in',
    [INGRESS_RULE, 'aws_security_group', 'aws_security_group_rule'],
    (resource) => {
      const rules = resource.type === 'aws_security_group' ? resource.blocks('ingress') : [resource.block];
      const ingress = rules.filter(({ type }) => type !== 'egress');
      return unless(!ingress.some((rule) => rangesOf(rule).some(isEveryone)), 'it is open to everyone');
    },
  ),
  {
    id: 'HUB-EC2.1',
    title: 'Data stores talk to named security groups alone, and begin nothing themselves',
    judge: (environment) => dataStoreGroups(environment).map((group) => verdict(group, onlyByReference)),
  },
  {
    id: 'HUB-EC2.2',
    title: 'Where pods have security groups of their own, data stores let in no other',
    judge: (environment) =>
      givesPodsGroups(environment) ? dataStoreGroups(environment).map((group) => verdict(group, onlyOwnClients)) : [],
  },
  resourceRule('HUB-EC2.3', 'Endpoints say whom they lead where', ['aws_vpc_endpoint'], (endpoint) => {
    const service = endpoint.text('service_name');
    // Whoever asks STS has no identity yet; S3 is reached over the internet as well, where there is a way to it.
    const isOpenAnyway =
      service.endsWith('.sts') ||
      (service.endsWith('.s3') && endpoint.stack.environment.ofTypes('aws_internet_gateway').length > 0);
    return unless(endpoint.text('policy') !== '' || isOpenAnyway, 'it has no policy, so any identity carries data out');
  }),
  {
    id: 'RDS.46',
    title: 'Data stores are in subnets without a way out',
    judge: (environment) => dataStoreSubnets(environment).map((subnet) => verdict(subnet, isolated)),
  },
];

/** A rule on every VPC, about what another resource says of it: without that one, it is broken. */
function aboutVpc(id: string, title: string, type: string, judgement: Judgement): Rule {
  return resourceRule(id, title, ['aws_vpc'], (vpc) => {
    const about = vpc.stack.ofTypes([type]).find((other) => other.referenced(other.value('vpc_id')) === vpc);
    return about ? judgement(about) : `it has no ${type}`;
  });
}

/** Every range in a security group's rule; with `for_each` they are in its list. */
function rangesOf(rule: Block): string[] {
  const { cidr_ipv4, cidr_ipv6, cidr_blocks, ipv6_cidr_blocks, for_each } = rule;
  const literals = [cidr_ipv4, cidr_ipv6, cidr_blocks, ipv6_cidr_blocks].flatMap(listOf);
  const iterated = JSON.stringify(for_each ?? '').match(/[\da-f.:]+\/\d+/gi) ?? [];
  return [...literals.filter((range) => typeof range === 'string'), ...iterated];
}

function dataStoreGroups(environment: SynthesizedEnvironment): Resource[] {
  return Object.entries(DATA_STORES).flatMap(([type, argument]) =>
    environment.ofTypes(type).flatMap((store) => ownOf(store, store.list(argument))),
  );
}

/** The rules of a group, in whichever stack they are: who knows a client lets it in. */
function rulesOf(group: Resource, type: string): Resource[] {
  return group.stack.environment
    .ofTypes(type)
    .filter((rule) => rule.referenced(rule.value('security_group_id')) === group);
}

function onlyByReference(group: Resource): string | undefined {
  const ingress = [...rulesOf(group, INGRESS_RULE).map(({ block }) => block), ...group.blocks('ingress')];
  return firstOf(
    unless(!ingress.some((rule) => rangesOf(rule).length > 0), 'it lets ranges of addresses in'),
    unless(rulesOf(group, EGRESS_RULE).length === 0 && group.blocks('egress').length === 0, 'it lets traffic out'),
    unless(ingress.length > 0, 'nobody may connect to it'),
  );
}

/** Whether the network plugin of a cluster of our own gives pods interfaces, and so groups, of their own. */
function givesPodsGroups(environment: SynthesizedEnvironment): boolean {
  return environment
    .ofTypes('aws_eks_addon')
    .some((addon) => /"ENABLE_POD_ENI":\s*"true"/.test(addon.text('configuration_values')));
}

/** The environment makes its clients' groups itself; the cluster's is EKS' own. */
function onlyOwnClients(group: Resource): string | undefined {
  const isOwn = (rule: Resource) =>
    rule.referenced(rule.value('referenced_security_group_id'))?.type === 'aws_security_group';
  return unless(rulesOf(group, INGRESS_RULE).every(isOwn), 'it lets in a group that is not that of one client');
}

function dataStoreSubnets(environment: SynthesizedEnvironment): Resource[] {
  const groups = environment.ofTypes('aws_db_subnet_group', 'aws_elasticache_subnet_group');
  return [...new Set(groups.flatMap((group) => ownOf(group, group.list('subnet_ids'))))];
}

/** Those of the referenced things that the environment makes itself. */
function ownOf(resource: Resource, references: readonly unknown[]): Resource[] {
  return references.flatMap((reference) => resource.referenced(reference) ?? []);
}

function isolated(subnet: Resource): string | undefined {
  const { stack } = subnet;
  const association = stack
    .ofTypes(['aws_route_table_association'])
    .find((other) => other.referenced(other.value('subnet_id')) === subnet);
  const table = association?.referenced(association.value('route_table_id'));
  if (!table) return 'it has no route table of its own';
  const routes = [
    ...stack.ofTypes(['aws_route']).filter((route) => route.referenced(route.value('route_table_id')) === table),
    ...blocksOf(table.block, 'route').filter(isBlock),
  ];
  return unless(routes.length === 0, 'its route table leads out of the VPC');
}
