import type { AttributeSchema, BlockSchema, ProviderSchema } from './terraform-schema';

/**
 * What providers have and the bindings do not: arguments newer than the bindings, which our constructs set by
 * override, and ephemeral resources, for which the bindings have no classes. Nothing else belongs here.
 */

const VERSION: AttributeSchema = { type: 'number', optional: true };

/** Arguments by resource type, with the AWS provider release that has them. */
const NEWER_ARGUMENTS: Record<string, Record<string, AttributeSchema>> = {
  // In 6.64, not yet in 6.45.
  aws_elasticache_replication_group: {
    auth_token_wo: { type: 'string', optional: true, write_only: true, sensitive: true },
    auth_token_wo_version: VERSION,
  },
  // In 6.45, not yet in 6.25.
  aws_elasticache_user: {
    passwords_wo: { type: 'string', optional: true, write_only: true, sensitive: true },
    passwords_wo_version: VERSION,
  },
};

/** An ephemeral resource as the resource or data source that it resembles, with what differs. */
interface EphemeralSupplement {
  like: { kind: 'resources' | 'dataSources'; type: string };
  without: string[];
  /** Attributes that replace or join those of the likeness. */
  attributes?: Record<string, AttributeSchema>;
}

const EPHEMERAL_RESOURCES: Record<string, EphemeralSupplement> = {
  random_password: { like: { kind: 'resources', type: 'random_password' }, without: ['id', 'keepers', 'number'] },
  tls_private_key: { like: { kind: 'resources', type: 'tls_private_key' }, without: ['id'] },
  aws_secretsmanager_secret_version: {
    like: { kind: 'dataSources', type: 'aws_secretsmanager_secret_version' },
    without: ['id'],
  },
  aws_secretsmanager_random_password: {
    like: { kind: 'dataSources', type: 'aws_secretsmanager_random_password' },
    without: ['id'],
  },
  aws_ssm_parameter: {
    like: { kind: 'dataSources', type: 'aws_ssm_parameter' },
    without: ['id', 'insecure_value'],
    attributes: { arn: { type: 'string', required: true }, name: { type: 'string', computed: true } },
  },
  aws_eks_cluster_auth: { like: { kind: 'dataSources', type: 'aws_eks_cluster_auth' }, without: ['id'] },
};

/** The types that an ephemeral resource is made from; they have to be derived before `supplemented`. */
export function likenessOf(ephemeralType: string): EphemeralSupplement['like'] | undefined {
  return EPHEMERAL_RESOURCES[ephemeralType]?.like;
}

/** Every ephemeral type of a provider that the supplement knows. */
export function ephemeralTypesOf(provider: string): string[] {
  return Object.keys(EPHEMERAL_RESOURCES).filter((type) => type.startsWith(`${provider}_`));
}

/** Adds the newer arguments, and the ephemeral types whose likeness the derived schema has. */
export function supplemented(derived: ProviderSchema, ephemeralTypes: readonly string[]): ProviderSchema {
  const resources = { ...derived.resources };
  for (const [type, attributes] of Object.entries(NEWER_ARGUMENTS)) {
    const block = resources[type];
    if (block !== undefined) resources[type] = { ...block, attributes: { ...block.attributes, ...attributes } };
  }
  const ephemeralResources: Record<string, BlockSchema> = {};
  for (const type of ephemeralTypes) {
    const supplement = EPHEMERAL_RESOURCES[type];
    if (supplement === undefined) continue;
    const likeness = derived[supplement.like.kind][supplement.like.type];
    if (likeness !== undefined) ephemeralResources[type] = ephemeral(likeness, supplement);
  }
  return { ...derived, resources, ephemeralResources };
}

function ephemeral({ attributes, block_types }: BlockSchema, supplement: EphemeralSupplement): BlockSchema {
  const kept = Object.entries(attributes).filter(([name]) => !supplement.without.includes(name));
  return { attributes: { ...Object.fromEntries(kept), ...supplement.attributes }, block_types };
}
