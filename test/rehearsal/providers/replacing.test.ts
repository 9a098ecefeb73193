import { planChange } from '../../../rehearsal/providers/behaviour/plan';
import { bindingPackage } from '../../../rehearsal/providers/bindings/binding-package';
import type { ValueRecord } from '../../../rehearsal/providers/protocol/value';
import { providerSchema } from '../../../rehearsal/providers/schema/provider-schema';
import { fromStoredState } from '../../../rehearsal/providers/behaviour/stored-state';
import { providerSettings } from '../../../rehearsal/providers/values/provider-settings';
import { replacingArguments } from '../../../rehearsal/providers/behaviour/changes';

const HOLDERS = [
  'aws_eks_cluster',
  'aws_elasticache_replication_group',
  'aws_kms_key',
  'aws_rds_cluster',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
];

describe('a change of what holds data', () => {
  const types = { resources: HOLDERS, dataSources: [], ephemeralResources: [] };
  const schema = providerSchema(bindingPackage('aws'), types);
  const settings = providerSettings('aws', { region: 'eu-central-1' });

  function blockOf(type: string) {
    const block = schema.resources[type];
    if (!block) throw new Error(`no ${type}`);
    return block;
  }

  /** The arguments because of which a resource would be replaced. */
  function replacing(type: string, before: ValueRecord, after: ValueRecord): string[] {
    const block = blockOf(type);
    const state = (value: ValueRecord) => fromStoredState(block, { region: 'eu-central-1', ...value });
    return planChange(type, block, state(before), state(after), settings).replace.map((path) => path.join('.'));
  }

  test.each([
    ['aws_rds_cluster', { engine: 'aurora-postgresql' }, { engine: 'aurora-mysql' }, 'engine'],
    ['aws_rds_cluster', { kms_key_id: 'one' }, { kms_key_id: 'other' }, 'kms_key_id'],
    ['aws_elasticache_replication_group', { port: 6379 }, { port: 6380 }, 'port'],
    ['aws_eks_cluster', { role_arn: 'one' }, { role_arn: 'other' }, 'role_arn'],
    [
      'aws_eks_cluster',
      { kubernetes_network_config: [{ ip_family: 'ipv4' }] },
      { kubernetes_network_config: [{ ip_family: 'ipv6' }] },
      'kubernetes_network_config.ip_family',
    ],
    ['aws_eks_cluster', { encryption_config: [{ resources: ['secrets'] }] }, {}, 'encryption_config'],
    ['aws_s3_bucket', { bucket: 'one' }, { bucket: 'other' }, 'bucket'],
    ['aws_kms_key', { multi_region: false }, { multi_region: true }, 'multi_region'],
    ['aws_secretsmanager_secret', { name: 'one' }, { name: 'other' }, 'name'],
  ])('replaces %s from %j to %j', (type, before, after, argument) => {
    expect(replacing(type, before as unknown as ValueRecord, after as unknown as ValueRecord)).toEqual([argument]);
  });

  test.each([
    ['aws_rds_cluster', { engine_version: '16.6' }, { engine_version: '17.4' }],
    ['aws_rds_cluster', { snapshot_identifier: 'restored-from' }, {}],
    ['aws_elasticache_replication_group', { node_type: 'cache.t4g.micro' }, { node_type: 'cache.m7g.large' }],
    ['aws_eks_cluster', { version: '1.33' }, { version: '1.34' }],
    ['aws_eks_cluster', {}, { encryption_config: [{ resources: ['secrets'] }] }],
    ['aws_eks_cluster', {}, { compute_config: [{ enabled: true, node_role_arn: 'one' }] }],
    ['aws_secretsmanager_secret', { kms_key_id: 'one' }, { kms_key_id: 'other' }],
  ])('changes %s in place from %j to %j', (type, before, after) => {
    expect(replacing(type, before as unknown as ValueRecord, after as unknown as ValueRecord)).toEqual([]);
  });

  test('names arguments that there are', () => {
    const unknown = HOLDERS.flatMap((type) =>
      replacingArguments('aws', type, [])
        .filter(({ path: [name = ''] }) => !(name in blockOf(type).attributes) && !(name in blockOf(type).block_types))
        .map(({ path }) => `${type}.${path.join('.')}`),
    );
    expect(unknown).toEqual([]);
  });
});
