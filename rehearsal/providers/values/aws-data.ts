import type { Value } from '../protocol/value';
import { AWS_RECIPES, certificateData } from './aws-recipes';
import { policyDocument } from './iam-policy-document';
import type { Recipes } from './recipe';

/** Data sources that say something about the account or the region, or that compose something from their arguments. */
export const AWS_DATA_RECIPES: Readonly<Record<string, Recipes>> = {
  aws_availability_zones: {
    id: '{:region}',
    names: (instance) => zones((letter) => `${instance.region}${letter}`),
    zone_ids: (instance) => zones((_, index) => `${instance.region}-az${index + 1}`),
    group_names: (instance) => [instance.region],
  },
  aws_caller_identity: {
    id: '{:account}',
    account_id: '{:account}',
    user_id: 'AROAREHEARSAL:stand-in',
    arn: 'arn:{:partition}:sts::{:account}:assumed-role/rehearsal/stand-in',
  },
  aws_region: {
    id: '{:region}',
    name: '{:region}',
    region: '{:region}',
    endpoint: 'ec2.{:region}.amazonaws.com',
    description: '{:region}',
  },
  aws_partition: {
    id: '{:partition}',
    partition: '{:partition}',
    dns_suffix: (instance) => (instance.settings.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'),
    reverse_dns_prefix: (instance) => (instance.settings.partition === 'aws-cn' ? 'cn.com.amazonaws' : 'com.amazonaws'),
  },
  aws_iam_policy_document: {
    id: '{:hex10}',
    json: (instance) => JSON.stringify(policyDocument(instance.root), null, 2),
    minified_json: (instance) => JSON.stringify(policyDocument(instance.root)),
  },
  aws_subnets: {
    id: '{:region}',
    ids: (instance) => ['a', 'b', 'c'].map((zone) => `subnet-0${instance.hex(16, zone)}`),
  },
  aws_vpc: { cidr_block: '10.0.0.0/16', enable_dns_support: true, enable_dns_hostnames: true, state: 'available' },
  aws_eks_cluster: {
    ...AWS_RECIPES['aws_eks_cluster'],
    status: 'ACTIVE',
    'certificate_authority.data': certificateData,
  },
  aws_eks_addon_version: { id: '{addon_name}', version: 'v1.0.0-eksbuild.1' },
  aws_eks_cluster_auth: { id: '{name}' },
  aws_rds_engine_version: { id: '{version}', version: '16.6', version_actual: '{version}', status: 'available' },
  aws_secretsmanager_secret: {
    id: '{arn}',
    arn: 'arn:{:partition}:secretsmanager:{:region}:{:account}:secret:{name}-{:hex6}',
  },
  aws_kms_key: { id: '{:uuid}', arn: 'arn:{:partition}:kms:{:region}:{:account}:key/{id}', key_state: 'Enabled' },
  aws_kms_alias: {
    id: '{arn}',
    arn: 'arn:{:partition}:kms:{:region}:{:account}:{name}',
    target_key_id: '{:uuid}',
    target_key_arn: 'arn:{:partition}:kms:{:region}:{:account}:key/{target_key_id}',
  },
  aws_route53_zone: { id: '{zone_id}', name: 'example.com' },
  aws_prefix_list: { id: 'pl-{:hex8}', name: 'com.amazonaws.{:region}.s3' },
  aws_ec2_managed_prefix_list: { id: 'pl-{:hex8}', name: 'com.amazonaws.{:region}.s3' },
};

function zones(make: (letter: string, index: number) => string): Value {
  return ['a', 'b', 'c'].map(make);
}
