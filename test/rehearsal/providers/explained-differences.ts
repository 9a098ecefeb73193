/** A group of differences between a real schema and the derived one, and why they are right. */
export interface Explanation {
  differences: RegExp;
  reason: string;
}

const STORED_WITHOUT_DESCRIPTIONS: Explanation = {
  differences: /\.description: only in the bindings$/,
  reason: 'The real schemas are stored without descriptions, and attributes of that name went with them.',
};

/** Every difference at these paths; `*` stands for any steps, and the rest is a regular expression. */
function at(paths: string[], reason: string): Explanation {
  const alternatives = paths.map((path) => path.replaceAll('.', '\\.').replaceAll('*', '[\\w.]*'));
  return { differences: new RegExp(`^(${alternatives.join('|')}): `), reason };
}

/** By provider. A difference that none of these covers, and an explanation that covers none, fails the test. */
export const EXPLAINED: Record<string, Explanation[]> = {
  // The same versions: nothing else may differ.
  helm: [STORED_WITHOUT_DESCRIPTIONS],
  random: [],
  tls: [],
  // Real 3.2.1, bindings 2.38.0.
  kubernetes: [
    at(['*.container.restart_policy', '*.init_container.restart_policy'], 'New in 3: restart policy per container.'),
    at(['*.status.load_balancer.ingress.ip_mode'], 'New in 3: how a load balancer address behaves.'),
  ],
  // Real 5.46, bindings 6.25.0.
  aws: [
    STORED_WITHOUT_DESCRIPTIONS,
    {
      differences: /^(?!aws_wafv2_(rule_group|web_acl)\.rule:).*: only in the bindings$/,
      reason: 'Added since 5.46, `region` on nearly every type among them.',
    },
    at(
      ['provider.endpoints.(iotanalytics|iotevents|lookoutmetrics|opsworks|sdb|simpledb|worklink)'],
      'Services that AWS ended, removed since 5.46.',
    ),
    at(
      [
        'aws_eip.vpc',
        'aws_eks_addon.resolve_conflicts',
        'aws_flow_log.log_group_name',
        '(data.)?aws_launch_template.elastic_(gpu_specifications|inference_accelerator)',
        'aws_wafv2_web_acl_association.timeouts',
        'data.aws_service_discovery_service.tags_all',
      ],
      'Deprecated in 5, removed by 6.25.',
    ),
    at(
      [
        'aws_db_proxy.auth',
        'aws_iam_openid_connect_provider.thumbprint_list',
        'aws_lb_listener_rule.condition.(host_header|http_header|path_pattern).values',
        'aws_nat_gateway.subnet_id',
        'aws_networkfirewall_firewall.(vpc_id|subnet_mapping)',
        'aws_rds_cluster.restore_to_point_in_time.source_cluster_identifier',
        'aws_rds_cluster_role_association.feature_name',
        'aws_route53_resolver_rule.target_ip.ip',
        'aws_vpc_endpoint.service_name',
        'aws_wafv2_(ip_set|regex_pattern_set|web_acl).name',
        'data.aws_acm_certificate.domain',
        'data.aws_wafv2_web_acl.name',
      ],
      'No longer required, because 6 has another argument that may stand in its place.',
    ),
    at(
      [
        'aws_backup_framework.control.scope.compliance_resource_(ids|types)',
        'aws_elasticache_replication_group.engine',
        'aws_elasticache_serverless_cache.cache_usage_limits.(data_storage|ecpu_per_second).(minimum|maximum)',
        'aws_nat_gateway.secondary_allocation_ids',
        'aws_vpc_endpoint.private_dns_enabled',
        'data.aws_(efs_access_point|networkfirewall_firewall).tags',
      ],
      'Read back since 6, where the argument is left out.',
    ),
    at(
      [
        'aws_elasticache_global_replication_group.engine',
        '(data.)?aws_s3_bucket.region',
        'data.aws_availability_zone.region',
        'data.aws_lb_hosted_zone_id.region',
      ],
      'Became an argument in 6, or one with a default; `region` is one of every type there.',
    ),
    at(
      ['aws_s3_bucket_lifecycle_configuration.*', 'data.aws_backup_framework.control'],
      'Rewritten since 5.46 with other types and required arguments.',
    ),
    at(
      ['aws_db_instance.domain_dns_ips', 'aws_elasticache_replication_group.at_rest_encryption_enabled'],
      'Another type since 5.46; the second is a string, so that "not set" can be told from false.',
    ),
    at(
      ['data.aws_route53_zone.(resource_record_set_count|vpc_id)'],
      'Declared in 6 as what they always were: a result and an argument.',
    ),
    at(
      ['aws_wafv2_(rule_group|web_acl).rule'],
      'The bindings cut the recursive statements short, so the stand-in takes any value for the rules.',
    ),
  ],
};
