import { AccountSettings } from '../../../constructs/account/settings';
import { Names } from '../../../constructs/names/names';
import { network, type NetworkConnection } from '../../../constructs/network';
import { NetworkSettings } from '../../../constructs/network/settings';
import { cidrsOverlap, parseCidr } from '../../../constructs/network/subnet-cidrs';
import {
  type Block,
  emptyStack,
  nameTags,
  policy,
  resource,
  resources,
  synthesized,
  type TerraformJson,
} from '../../support/terraform-json';

const wiring = {
  names: new Names('test'),
  account: AccountSettings.parse({ id: '123456789012', region: 'eu-central-1' }),
  protection: true,
  services: ['s3', 'ecr', 'sts', 'secretsmanager'],
} as const;

function synthesizedNetwork(settings: object): { json: TerraformJson; connection: NetworkConnection } {
  const stack = emptyStack();
  const connection = network(stack, 'network', NetworkSettings.parse(settings), wiring);
  return { json: synthesized(stack), connection };
}

function tagsOf(block: Block): Readonly<Record<string, string>> {
  return block.tags as Readonly<Record<string, string>>;
}

describe('ManagedNetwork', () => {
  let json: TerraformJson;
  let connection: NetworkConnection;
  beforeAll(() => {
    ({ json, connection } = synthesizedNetwork({
      kind: 'managed',
      cidr: '10.1.0.0/16',
    }));
  });
  const subnetsOf = (kind: string) =>
    resources(json, 'aws_subnet').filter((subnet) => tagsOf(subnet).Name?.startsWith(`test-${kind}-`));
  /** The address of the route table that a subnet's association names. */
  const routeTableOf = (subnetPath: string) =>
    resource(json, 'aws_route_table_association', `${subnetPath}-association`).route_table_id;

  test('has a public, a private and a database subnet in each of three zones', () => {
    expect([...nameTags(json, 'aws_subnet')].sort()).toEqual(
      ['database', 'private', 'public'].flatMap((kind) => ['a', 'b', 'c'].map((zone) => `test-${kind}-${zone}`)),
    );
    const zones = subnetsOf('private').map(({ availability_zone: zone }) => zone);
    expect(new Set(zones).size).toBe(3);
  });

  test('refuses a region with fewer zones than asked, and the zones where EKS has none', () => {
    const zones = Object.values(json.data?.aws_availability_zones ?? {})[0];
    expect(zones?.exclude_zone_ids).toContain('use1-az3');
    expect(zones?.lifecycle).toMatchObject({
      postcondition: [{ condition: '${length(self.names) >= 3}' }],
    });
  });

  test('marks the subnets that load balancers may use, and no other', () => {
    for (const subnet of subnetsOf('public')) expect(tagsOf(subnet)['kubernetes.io/role/elb']).toBe('1');
    for (const subnet of subnetsOf('private')) expect(tagsOf(subnet)['kubernetes.io/role/internal-elb']).toBe('1');
    for (const subnet of subnetsOf('database')) expect(Object.keys(tagsOf(subnet))).toEqual(['Name']);
  });

  test('gives nothing a public address by itself', () => {
    for (const subnet of resources(json, 'aws_subnet')) expect(subnet.map_public_ip_on_launch).toBe(false);
  });

  test('gives the VPC names for its endpoints to resolve', () => {
    expect(resource(json, 'aws_vpc')).toMatchObject({
      cidr_block: '10.1.0.0/16',
      enable_dns_support: true,
      enable_dns_hostnames: true,
    });
  });

  test('leaves the default security group without a rule', () => {
    expect(resource(json, 'aws_default_security_group')).toMatchObject({ ingress: [], egress: [] });
  });

  test('has no route out of the database subnets', () => {
    const databaseRoutes = new Set(['a', 'b', 'c'].map((zone) => routeTableOf(`zone-${zone}_database`)));
    expect(databaseRoutes.size).toBe(1);
    for (const route of resources(json, 'aws_route')) expect(databaseRoutes).not.toContain(route.route_table_id);
    expect(resource(json, 'aws_vpc_endpoint', 's3').route_table_ids).not.toContain([...databaseRoutes][0]);
  });

  test('leads the public subnets, and them alone, to the internet gateway', () => {
    const throughGateway = resources(json, 'aws_route').filter((route) => 'gateway_id' in route);
    expect(throughGateway).toHaveLength(1);
    expect(throughGateway[0]?.route_table_id).toBe(routeTableOf('zone-b_public'));
    expect(throughGateway[0]?.route_table_id).not.toBe(routeTableOf('zone-b_private'));
  });

  test('reaches S3 through the private route tables', () => {
    expect(resource(json, 'aws_vpc_endpoint', 's3')).toMatchObject({
      vpc_endpoint_type: 'Gateway',
      service_name: 'com.amazonaws.eu-central-1.s3',
      route_table_ids: ['a', 'b', 'c'].map((zone) => routeTableOf(`zone-${zone}_private`)),
    });
  });

  test('reaches other services through private addresses in every zone; ECR is two of them', () => {
    const endpoints = resources(json, 'aws_vpc_endpoint').filter((one) => one.vpc_endpoint_type === 'Interface');
    expect(endpoints.map((one) => one.service_name).sort()).toEqual(
      ['ecr.api', 'ecr.dkr', 'secretsmanager', 'sts'].map((name) => `com.amazonaws.eu-central-1.${name}`),
    );
    for (const endpoint of endpoints) {
      expect(endpoint.private_dns_enabled).toBe(true);
      expect(endpoint.subnet_ids).toHaveLength(3);
    }
  });

  test('lets the VPC alone use the interface endpoints, over HTTPS alone', () => {
    expect(resources(json, 'aws_vpc_security_group_ingress_rule')).toEqual([
      expect.objectContaining({ cidr_ipv4: '10.1.0.0/16', from_port: 443, to_port: 443, ip_protocol: 'tcp' }),
    ]);
    expect(resources(json, 'aws_vpc_security_group_egress_rule')).toEqual([]);
  });

  test("lets no other account's identity carry secrets out through the endpoint", () => {
    const [statement] = policy(resource(json, 'aws_vpc_endpoint', 'secretsmanager').policy).Statement;
    expect(statement?.Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': '123456789012' } });
  });

  test('lets pods without an identity yet ask STS for one', () => {
    expect(resource(json, 'aws_vpc_endpoint', 'sts')).not.toHaveProperty('policy');
  });

  test('logs all traffic, encrypted with a key of its own', () => {
    expect(resource(json, 'aws_flow_log')).toMatchObject({ traffic_type: 'ALL' });
    const group = resource(json, 'aws_cloudwatch_log_group');
    expect(group).toMatchObject({ name: '/inferencehub/test-flow-logs', retention_in_days: 365 });
    expect(group.kms_key_id).toMatch(/^\$\{aws_kms_key\..*\.arn\}$/);
    const byLogs = policy(resource(json, 'aws_kms_key').policy).Statement.find(({ Sid }) => Sid === 'UseByLogs');
    expect(byLogs?.Condition).toEqual({
      ArnEquals: {
        'kms:EncryptionContext:aws:logs:arn': [
          'arn:aws:logs:eu-central-1:123456789012:log-group:/inferencehub/test-flow-logs',
        ],
      },
    });
  });

  test('lets the flow logs of this account alone take the role, for this log group alone', () => {
    const [trust] = policy(resource(json, 'aws_iam_role').assume_role_policy).Statement;
    expect(trust?.Condition).toMatchObject({ StringEquals: { 'aws:SourceAccount': '123456789012' } });
    const [write] = policy(resource(json, 'aws_iam_role_policy').policy).Statement;
    expect(write?.Action).not.toContain('logs:*');
    for (const arn of write?.Resource ?? []) expect(arn).toMatch(/^\$\{aws_cloudwatch_log_group\./);
  });

  test('hands on the ids of its subnets', () => {
    expect(connection.cidr).toBe('10.1.0.0/16');
    expect(connection.privateSubnetIds).toHaveLength(3);
    expect(connection.databaseSubnetIds).toHaveLength(3);
    expect(connection.publicSubnetIds).toHaveLength(3);
  });
});

describe('ManagedNetwork without a NAT gateway', () => {
  test('has no way out of the private subnets', () => {
    const { json } = synthesizedNetwork({ kind: 'managed', nat: 'none' });
    expect(resources(json, 'aws_nat_gateway')).toEqual([]);
    expect(resources(json, 'aws_eip')).toEqual([]);
    expect(resources(json, 'aws_route')).toHaveLength(1);
  });
});

describe('ManagedNetwork with a single NAT gateway', () => {
  test('leads every private subnet through the first zone', () => {
    const { json } = synthesizedNetwork({ kind: 'managed', nat: 'single' });
    expect(nameTags(json, 'aws_nat_gateway')).toEqual(['test-nat-a']);
    expect(resource(json, 'aws_nat_gateway').subnet_id).toContain('zone-a_public');
    const routes = resources(json, 'aws_route').filter((route) => 'nat_gateway_id' in route);
    expect(routes).toHaveLength(3);
    expect(new Set(routes.map((route) => route.nat_gateway_id)).size).toBe(1);
    expect(new Set(routes.map((route) => route.route_table_id)).size).toBe(3);
  });
});

describe('ManagedNetwork with a NAT gateway in each zone', () => {
  test('leads each private subnet through its own zone', () => {
    const { json } = synthesizedNetwork({ kind: 'managed', nat: 'per-az' });
    for (const zone of ['a', 'b', 'c']) {
      expect(resource(json, 'aws_nat_gateway', `gateway-${zone}`).subnet_id).toContain(`zone-${zone}_public`);
      const route = resource(json, 'aws_route', `nat_route-${zone}`);
      expect(route.nat_gateway_id).toContain(`gateway-${zone}`);
      expect(route.route_table_id).toContain(`zone-${zone}_private-routes`);
    }
  });
});

describe('ManagedNetwork without interface endpoints', () => {
  test('makes no security group for them', () => {
    const { json } = synthesizedNetwork({ kind: 'managed', endpoints: ['s3'] });
    expect(nameTags(json, 'aws_vpc_endpoint')).toEqual(['test-s3']);
    expect(resources(json, 'aws_security_group')).toEqual([]);
  });
});

describe('ManagedNetwork with endpoints that its settings name', () => {
  test('has these and no others', () => {
    const { json } = synthesizedNetwork({ kind: 'managed', endpoints: ['s3', 'logs'] });
    expect(nameTags(json, 'aws_vpc_endpoint')).toEqual(['test-logs', 'test-s3']);
  });
});

describe('ManagedNetwork behind Network Firewall', () => {
  test('lets every bucket be read through its endpoint, and the own and adopted ones be written', () => {
    const stack = emptyStack();
    network(stack, 'network', NetworkSettings.parse({ kind: 'managed', egress: { kind: 'network-firewall' } }), {
      ...wiring,
      adoptedBuckets: ['files'],
      allowed: { domains: ['api.example.com'], ports: [443] },
    });
    const gateway = Object.values(synthesized(stack).resource?.aws_vpc_endpoint ?? {}).find(
      ({ vpc_endpoint_type: type }) => type === 'Gateway',
    );
    const statements = policy(gateway?.policy).Statement;
    const writing = statements.filter(({ Action }) => [Action].flat().includes('s3:PutObject'));
    expect(writing.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
      [
        'OwnIdentities',
        { StringEquals: { 'aws:PrincipalAccount': '123456789012', 'aws:ResourceAccount': '123456789012' } },
      ],
      ['AdoptedBuckets', { StringEquals: { 'aws:PrincipalAccount': '123456789012' } }],
    ]);
    expect(statements.find(({ Sid }) => Sid === 'ImageLayers')).toMatchObject({
      Action: ['s3:GetObject'],
      Resource: ['*'],
    });
  });
});

describe('ManagedNetwork without a way to the internet', () => {
  let json: TerraformJson;
  let connection: NetworkConnection;
  beforeAll(() => {
    const stack = emptyStack();
    const privateHosts = [{ host: 'llm.corp.example', ranges: ['10.200.0.0/16'] }];
    connection = network(
      stack,
      'network',
      NetworkSettings.parse({ kind: 'managed', egress: { kind: 'none', privateHosts } }),
      { ...wiring, services: ['s3', 's3-interface', 'ecr'], adoptedBuckets: ['files'] },
    );
    json = synthesized(stack);
  });
  const s3Policy = () => policy(resource(json, 'aws_vpc_endpoint', 's3-interface').policy).Statement;

  test('has no gateway, no public subnet, and no route at all', () => {
    for (const type of ['aws_internet_gateway', 'aws_nat_gateway', 'aws_eip', 'aws_route']) {
      expect({ type, found: resources(json, type) }).toEqual({ type, found: [] });
    }
    expect(nameTags(json, 'aws_subnet').filter((name) => name?.includes('public'))).toEqual([]);
    expect(connection.publicSubnetIds).toEqual([]);
    expect(JSON.stringify(json.resource)).not.toContain('0.0.0.0/0');
  });

  test('gives S3 private addresses that every name of a bucket resolves to', () => {
    expect(resource(json, 'aws_vpc_endpoint', 's3-interface')).toMatchObject({
      vpc_endpoint_type: 'Interface',
      service_name: 'com.amazonaws.eu-central-1.s3',
      private_dns_enabled: true,
      dns_options: { private_dns_only_for_inbound_resolver_endpoint: false },
    });
  });

  test('lets nobody carry data into a bucket of another account, or with an identity of another one', () => {
    const [own, layers, adopted, ...others] = s3Policy();
    expect(others).toEqual([]);
    expect(own?.Condition).toEqual({
      StringEquals: { 'aws:PrincipalAccount': '123456789012', 'aws:ResourceAccount': '123456789012' },
    });
    expect(layers).toMatchObject({
      Action: ['s3:GetObject'],
      Resource: ['arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*'],
    });
    expect(adopted?.Resource).toEqual(['arn:aws:s3:::files', 'arn:aws:s3:::files/*']);
    const gateway = Object.values(json.resource?.aws_vpc_endpoint ?? {}).find(
      ({ vpc_endpoint_type: type }) => type === 'Gateway',
    );
    expect(policy(gateway?.policy).Statement).toEqual(s3Policy());
  });

  test('hands on what can be reached all the same', () => {
    expect(connection.reachableRanges).toEqual(['10.200.0.0/16']);
    expect(connection.subnetRanges?.public).toEqual([]);
  });
});

describe('ManagedNetwork with a firewall', () => {
  let json: TerraformJson;
  const made = (protection: boolean, nat = 'per-az') => {
    const stack = emptyStack();
    const allowed = { domains: ['*.example.com', 'ghcr.io'], ports: [5432] };
    network(
      stack,
      'network',
      NetworkSettings.parse({ kind: 'managed', cidr: '10.1.0.0/16', nat, egress: { kind: 'network-firewall' } }),
      { ...wiring, protection, allowed },
    );
    return synthesized(stack);
  };
  beforeAll(() => {
    json = made(true);
  });
  const route = (part: string) => resource(json, 'aws_route', part);
  const endpointOf = (zone: string) =>
    expect.stringMatching(new RegExp(`^\\$\\{one\\(.*firewall_firewall-${zone}.*\\)\\}$`)) as string;

  test.each(['a', 'b', 'c'])('leads what leaves zone %s through its endpoint, and what comes back too', (zone) => {
    expect(route(`firewall_out-${zone}`)).toMatchObject({
      destination_cidr_block: '0.0.0.0/0',
      route_table_id: expect.stringContaining(`zone-${zone}_private-routes`) as string,
      vpc_endpoint_id: endpointOf(zone),
    });
    expect(route(`firewall_back-${zone}`)).toMatchObject({
      route_table_id: expect.stringContaining('firewall_nat-routes') as string,
      vpc_endpoint_id: endpointOf(zone),
    });
    expect(route(`nat_route-${zone}`)).toMatchObject({
      route_table_id: expect.stringContaining(`firewall_routes-${zone}`) as string,
      nat_gateway_id: expect.stringContaining(`gateway-${zone}`) as string,
    });
  });

  test('brings back to each private subnet what is for it', () => {
    const back = ['a', 'b', 'c'].map((zone) => route(`firewall_back-${zone}`).destination_cidr_block);
    const subnets = ['a', 'b', 'c'].map((zone) => resource(json, 'aws_subnet', `zone-${zone}_private`).cidr_block);
    expect(back).toEqual(subnets);
  });

  test('takes the private subnets’ old way out away before it gives them the new one', () => {
    expect(route('firewall_out-b').depends_on).toEqual(
      ['a', 'b', 'c'].map((zone) => expect.stringContaining(`nat_route-${zone}`) as string),
    );
  });

  test('has NAT gateways apart from load balancers', () => {
    for (const { subnet_id: id } of resources(json, 'aws_nat_gateway')) expect(id).toContain('firewall_nat-');
  });

  test('has subnets that overlap no others', () => {
    const ranges = resources(json, 'aws_subnet').map(({ cidr_block: text }) => parseCidr(text as string));
    expect(ranges).toHaveLength(15);
    for (const [index, one] of ranges.entries()) {
      for (const other of ranges.slice(index + 1)) {
        expect(one && other && cidrsOverlap(one, other)).toBe(false);
      }
    }
  });

  test('lets the named hosts and ports through, and drops everything else', () => {
    expect(resource(json, 'aws_networkfirewall_rule_group', 'domains')).toMatchObject({
      rule_group: {
        rules_source: {
          rules_source_list: {
            generated_rules_type: 'ALLOWLIST',
            target_types: ['HTTP_HOST', 'TLS_SNI'],
            targets: ['.example.com', 'ghcr.io'],
          },
        },
      },
    });
    const { rule_group: ports } = resource(json, 'aws_networkfirewall_rule_group', 'ports') as {
      rule_group: { rules_source: { stateful_rule: readonly { action: string; header: Block }[] } };
    };
    expect(
      ports.rules_source.stateful_rule.map(({ action, header }) => [
        action,
        header.protocol,
        header.source,
        header.destination_port,
      ]),
    ).toEqual([
      ['PASS', 'TCP', '10.1.0.0/16', '5432'],
      ['DROP', 'UDP', '10.1.0.0/16', 'ANY'],
      ['DROP', 'ICMP', '10.1.0.0/16', 'ANY'],
    ]);
    expect(resource(json, 'aws_networkfirewall_firewall_policy').firewall_policy).toMatchObject({
      stateless_default_actions: ['aws:forward_to_sfe'],
      stateful_default_actions: ['aws:drop_established', 'aws:alert_established'],
      stateful_engine_options: { rule_order: 'STRICT_ORDER' },
    });
  });

  test('keeps it from deletion where the environment is protected, and there alone', () => {
    expect(resource(json, 'aws_networkfirewall_firewall').delete_protection).toBe(true);
    expect(resource(made(false), 'aws_networkfirewall_firewall').delete_protection).toBe(false);
  });

  test('logs what it dropped, under a key of its own that encrypts its rules too', () => {
    const key = expect.stringMatching(/^\$\{aws_kms_key\.network_firewall_key/) as string;
    expect(resource(json, 'aws_cloudwatch_log_group', 'firewall')).toMatchObject({ kms_key_id: key });
    for (const type of ['firewall', 'firewall_policy', 'rule_group']) {
      for (const block of resources(json, `aws_networkfirewall_${type}`)) {
        expect(block.encryption_configuration).toEqual({ key_id: key, type: 'CUSTOMER_KMS' });
      }
    }
    expect(resources(json, 'aws_networkfirewall_logging_configuration')).toHaveLength(1);
  });

  test('leads all zones to a single NAT gateway, back through the zone’s own endpoint', () => {
    const single = made(true, 'single');
    expect(resources(single, 'aws_nat_gateway')).toHaveLength(1);
    expect(resource(single, 'aws_route', 'nat_route-c').nat_gateway_id).toContain('gateway-a');
    expect(resource(single, 'aws_route', 'firewall_back-c').vpc_endpoint_id).toEqual(endpointOf('c'));
  });
});

describe('ManagedNetwork of an environment that is thrown away', () => {
  test('keeps a deleted key restorable no longer than it must', () => {
    const stack = emptyStack();
    network(stack, 'network', NetworkSettings.parse({ kind: 'managed' }), { ...wiring, protection: false });
    expect(resource(synthesized(stack), 'aws_kms_key').deletion_window_in_days).toBe(7);
  });
});

describe('ExistingNetwork', () => {
  const settings = { kind: 'existing', vpcId: 'vpc-0a1', privateSubnetIds: ['subnet-0a1', 'subnet-0b2'] };

  test('makes nothing', () => {
    expect(synthesizedNetwork(settings).json.resource).toBeUndefined();
  });

  test('looks every subnet up in that VPC', () => {
    const { json } = synthesizedNetwork({ ...settings, publicSubnetIds: ['subnet-0c3'] });
    const [subnet] = Object.values(json.data?.aws_subnet ?? {});
    expect(subnet?.for_each).toBe('${toset(["subnet-0a1", "subnet-0b2", "subnet-0c3"])}');
    expect(subnet?.vpc_id).toMatch(/^\$\{data\.aws_vpc\./);
  });

  test('puts data stores into the private subnets where no others are named', () => {
    expect(synthesizedNetwork(settings).connection.databaseSubnetIds).toEqual(['subnet-0a1', 'subnet-0b2']);
  });
});
