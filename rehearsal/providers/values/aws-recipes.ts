import { isRecord, type Value } from '../protocol/value';
import type { Instance } from './instance';
import type { Recipes } from './recipe';
import { fillTemplate } from './template';

const RDS_HOST = '{:place12}.{:region}.rds.amazonaws.com';

/** Everything else that a plain rule over names would get wrong. */
export const AWS_RECIPES: Readonly<Record<string, Recipes>> = {
  aws_vpc: {
    default_security_group_id: 'sg-{:ec2}',
    default_route_table_id: 'rtb-{:ec2}',
    main_route_table_id: '{default_route_table_id}',
    ipv6_cidr_block: '',
    instance_tenancy: 'default',
    enable_dns_support: true,
  },
  aws_eip: { allocation_id: '{id}', domain: 'vpc', public_dns: 'ec2-{public_ip}.{:region}.compute.amazonaws.com' },
  aws_security_group: { name: 'terraform-{:hex16}', ingress: () => [], egress: () => [] },
  aws_vpc_security_group_ingress_rule: { security_group_rule_id: '{id}' },
  aws_vpc_security_group_egress_rule: { security_group_rule_id: '{id}' },
  aws_launch_template: { latest_version: 1, default_version: 1 },
  aws_kms_key: { id: '{:uuid}', key_id: '{id}', policy: '{}', rotation_period_in_days: 365 },
  aws_kms_alias: { target_key_arn: 'arn:{:partition}:kms:{:region}:{:account}:key/{target_key_id}' },
  aws_iam_openid_connect_provider: {
    arn: (instance) => {
      const host = instance.text('url').replace(/^https:\/\//, '');
      return `arn:${instance.settings.partition}:iam::${instance.settings.account}:oidc-provider/${host}`;
    },
  },
  aws_s3_bucket: {
    id: '{bucket}',
    bucket: '{bucket_prefix}{:hex16}',
    bucket_domain_name: '{bucket}.s3.amazonaws.com',
    bucket_regional_domain_name: '{bucket}.s3.{:region}.amazonaws.com',
    bucket_region: '{:region}',
  },
  aws_secretsmanager_secret_version: {
    id: '{secret_id}|{version_id}',
    arn: '{secret_id}',
    has_secret_string_wo: false,
    version_stages: ['AWSCURRENT'],
  },
  aws_eks_cluster: {
    id: '{:name}',
    endpoint: 'https://{:HEX32}.gr7.{:region}.eks.amazonaws.com',
    version: '1.35',
    platform_version: 'eks.9',
    'kubernetes_network_config.service_ipv4_cidr': '172.20.0.0/16',
    'identity.oidc.issuer': 'https://oidc.eks.{:region}.amazonaws.com/id/{:HEX32}',
    'certificate_authority.data': (instance) => certificateData(instance),
    cluster_id: '',
  },
  aws_eks_addon: { id: '{cluster_name}:{addon_name}', addon_version: 'v1.0.0-eksbuild.1' },
  aws_eks_node_group: {
    id: '{cluster_name}:{node_group_name}',
    ami_type: 'AL2023_x86_64_STANDARD',
    release_version: '',
  },
  aws_eks_access_entry: { id: '{cluster_name}:{principal_arn}', type: 'STANDARD' },
  aws_eks_access_policy_association: { id: '{cluster_name}#{principal_arn}#{policy_arn}' },
  aws_eks_pod_identity_association: { id: '{association_id}', association_id: 'a-{:hex16}' },
  aws_rds_cluster: {
    id: '{cluster_identifier}',
    cluster_identifier: 'tf-{:hex16}',
    cluster_resource_id: 'cluster-{:HEX32}',
    endpoint: `{cluster_identifier}.cluster-${RDS_HOST}`,
    reader_endpoint: `{cluster_identifier}.cluster-ro-${RDS_HOST}`,
    engine_version: '16.6',
    engine_version_actual: '{engine_version}',
    port: (instance) => (instance.text('engine').includes('mysql') ? 3306 : 5432),
    storage_type: '',
    master_user_secret: (instance) => masterUserSecret(instance, 'rds!cluster-{:uuid}'),
  },
  aws_rds_cluster_instance: {
    id: '{identifier}',
    identifier: 'tf-{:hex16}',
    endpoint: `{identifier}.${RDS_HOST}`,
    engine_version_actual: '{engine_version}',
    engine_version: '16.6',
    dbi_resource_id: 'db-{:HEX32}',
    port: 5432,
  },
  aws_db_instance: {
    id: 'db-{:HEX32}',
    identifier: 'tf-{:hex16}',
    resource_id: '{id}',
    address: `{identifier}.${RDS_HOST}`,
    endpoint: '{address}:{port}',
    port: 5432,
    engine_version: '16.6',
    engine_version_actual: '{engine_version}',
    master_user_secret: (instance) => masterUserSecret(instance, 'rds!db-{:uuid}'),
  },
  aws_db_proxy: { id: '{:name}', endpoint: `{:name}.proxy-${RDS_HOST}` },
  aws_elasticache_replication_group: {
    id: '{replication_group_id}',
    primary_endpoint_address: (instance) => cacheHost(instance, 'master'),
    reader_endpoint_address: (instance) => cacheHost(instance, 'replica'),
    configuration_endpoint_address: (instance) => (isClustered(instance) ? `clustercfg.${cacheName(instance)}` : null),
    member_clusters: (instance) => memberClusters(instance),
    num_cache_clusters: 1,
    num_node_groups: 1,
    replicas_per_node_group: 0,
    cluster_enabled: (instance) => isClustered(instance),
    cluster_mode: 'disabled',
    engine: 'redis',
    engine_version_actual: '{engine_version}',
    at_rest_encryption_enabled: 'false',
    auto_minor_version_upgrade: 'true',
    port: 6379,
  },
  aws_elasticache_serverless_cache: {
    id: '{:name}',
    'endpoint.address': '{:name}-{:hex6}.serverless.{:shortRegion}.cache.amazonaws.com',
    'endpoint.port': 6379,
    'reader_endpoint.address': '{:name}-{:hex6}.serverless.{:shortRegion}.cache.amazonaws.com',
    'reader_endpoint.port': 6380,
  },
  aws_acm_certificate: { status: 'ISSUED', domain_validation_options: (instance) => validationOptions(instance) },
  aws_route53_zone: { id: '{zone_id}', name_servers: (instance) => nameServers(instance) },
  aws_lb: { dns_name: '{:name}-{:hex10}.{:region}.elb.amazonaws.com', arn_suffix: 'app/{:name}/{:hex16}' },
  aws_sqs_queue: { id: '{url}', url: 'https://sqs.{:region}.amazonaws.com/{:account}/{:name}' },
  aws_ecr_repository: { repository_url: '{:account}.dkr.ecr.{:region}.amazonaws.com/{:name}' },
  aws_networkfirewall_firewall: {
    update_token: '{:uuid}',
    firewall_status: (instance) => firewallStatus(instance),
  },
  aws_prometheus_workspace: {
    id: 'ws-{:uuid}',
    prometheus_endpoint: 'https://aps-workspaces.{:region}.amazonaws.com/workspaces/{id}/',
  },
  aws_msk_cluster: { bootstrap_brokers_sasl_iam: 'b-1.{cluster_name}.{:hex6}.c2.kafka.{:region}.amazonaws.com:9098' },
};

/** A firewall with an endpoint in each of its subnets. */
function firewallStatus(instance: Instance): Value {
  const mappings = instance.at('subnet_mapping');
  const subnets = (Array.isArray(mappings) ? mappings : []).flatMap((mapping) =>
    isRecord(mapping) && typeof mapping['subnet_id'] === 'string' ? [mapping['subnet_id']] : [],
  );
  const states = subnets.map((subnet, index) => ({
    attachment: [{ endpoint_id: `vpce-0${instance.hex(16, subnet)}`, subnet_id: subnet }],
    availability_zone: `${instance.region}${'abc'.charAt(index)}`,
  }));
  return [{ sync_states: states, transit_gateway_attachment_sync_states: [] }];
}

/** A certificate as EKS gives it: PEM, in base64. It is not one that a TLS client could use. */
export function certificateData(instance: Instance): string {
  const body = Buffer.from(`stand-in certificate ${instance.hex(64)}`).toString('base64');
  return Buffer.from(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`).toString('base64');
}

/** RDS keeps the master password in a secret of its own when it is told to; otherwise there is none. */
function masterUserSecret(instance: Instance, name: string): Value {
  if (instance.at('manage_master_user_password') !== true) return [];
  const key = instance.text('master_user_secret_kms_key_id');
  const place = 'arn:{:partition}:secretsmanager:{:region}:{:account}';
  return [
    {
      kms_key_id: key === '' ? fillTemplate('arn:{:partition}:kms:{:region}:{:account}:key/{:uuid}', instance) : key,
      secret_arn: fillTemplate(`${place}:secret:${name}-{:hex6}`, instance),
      secret_status: 'active',
    },
  ];
}

function isClustered(instance: Instance): boolean {
  return instance.at('cluster_mode') === 'enabled' || Number(instance.at('num_node_groups') ?? 1) > 1;
}

function cacheName(instance: Instance): string {
  return fillTemplate('{replication_group_id}.{:place6}.{:shortRegion}.cache.amazonaws.com', instance);
}

/** With TLS the role comes first, without it after the name; a sharded group has neither. */
function cacheHost(instance: Instance, role: 'master' | 'replica'): Value {
  if (isClustered(instance)) return null;
  if (instance.at('transit_encryption_enabled') === true) return `${role}.${cacheName(instance)}`;
  return cacheName(instance).replace(/^([^.]+)\.([^.]+)/, `$1${role === 'replica' ? '-ro' : ''}.$2.ng.0001`);
}

function memberClusters(instance: Instance): Value {
  const count = Number(instance.at('num_cache_clusters') ?? 1);
  const name = instance.text('replication_group_id');
  return Array.from({ length: count }, (_, index) => `${name}-${String(index + 1).padStart(3, '0')}`);
}

/** One DNS record to prove each name on the certificate. */
function validationOptions(instance: Instance): Value {
  const others = instance.at('subject_alternative_names');
  const all = [instance.at('domain_name'), ...(Array.isArray(others) ? others : [])];
  const names = new Set(all.filter((name) => typeof name === 'string'));
  return [...names].map((name) => ({
    domain_name: name,
    resource_record_name: `_${instance.hex(32, name)}.${name.replace(/^\*\./, '')}.`,
    resource_record_type: 'CNAME',
    resource_record_value: `_${instance.hex(32, `value ${name}`)}.acm-validations.aws.`,
  }));
}

function nameServers(instance: Instance): Value {
  return ['com', 'net', 'org', 'co.uk'].map((end, index) => `ns-${instance.hex(3, end)}.awsdns-0${index}.${end}`);
}
