import { isOn, type Resource } from '../synthesized';
import { resourceRule, type Rule, unless } from './rule';

/** What keeps the secret that it makes or reads in the state. */
const FORBIDDEN_TYPES = [
  'aws_iam_access_key',
  'random_bytes',
  'random_password',
  'random_string',
  'tls_private_key',
  'data.aws_eks_cluster_auth',
  'data.aws_kms_secrets',
  'data.aws_secretsmanager_random_password',
  'data.aws_secretsmanager_secret_version',
  'data.aws_ssm_parameter',
  'data.kubernetes_secret',
  'data.kubernetes_secret_v1',
];

/** Arguments whose value Terraform keeps in the state; each has a write-only one beside it, or another way. */
const FORBIDDEN_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: ['password'],
  aws_elasticache_replication_group: ['auth_token'],
  aws_elasticache_user: ['passwords', 'authentication_mode.passwords'],
  aws_rds_cluster: ['master_password'],
  aws_secretsmanager_secret_version: ['secret_string', 'secret_binary'],
  aws_ssm_parameter: ['value', 'insecure_value'],
  helm_release: ['set_sensitive'],
  kubernetes_secret: ['data', 'binary_data'],
  kubernetes_secret_v1: ['data', 'binary_data'],
};

/** Secrets never reach a plan, a state or an output. */
export const SECRET_RULES: readonly Rule[] = [
  resourceRule(
    'HUB-Secrets.1',
    'Nothing puts a secret into the state',
    [...FORBIDDEN_TYPES, ...Object.keys(FORBIDDEN_ARGUMENTS)],
    (resource) => {
      if (FORBIDDEN_TYPES.includes(resource.type)) return `${resource.type} keeps its value in the state`;
      const used = (FORBIDDEN_ARGUMENTS[resource.type] ?? []).filter((path) => isSet(resource, path));
      return unless(used.length === 0, `${used.join(', ')} is kept in the state`);
    },
  ),
  {
    id: 'HUB-Secrets.2',
    title: 'Values from outside are passed on and not kept',
    judge: (environment) =>
      environment.stacks.flatMap(({ name, json }) =>
        Object.entries(json.variable ?? {}).map(([variable, block]) => ({
          subject: `${name}/var.${variable}`,
          problem: unless(isOn(block.ephemeral) && isOn(block.sensitive), 'it is not both ephemeral and sensitive'),
        })),
      ),
  },
];

/** Whether an argument is there, or one inside a block: `authentication_mode.passwords`. */
function isSet(resource: Resource, path: string): boolean {
  const [name = '', member] = path.split('.');
  if (member === undefined) return resource.value(name) !== undefined;
  return resource.blocks(name).some((block) => block[member] !== undefined);
}
