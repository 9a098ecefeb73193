import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { loadEnvironments } from '../../environments';
import { environmentStacks } from '../../stacks';
import { expectSnapshotFile, readSnapshotFile, snapshotUpdate } from '../support/snapshot-file';
import type { Block, TerraformJson } from '../support/terraform-json';

/** What Terraform gets, by stack. */
type Stacks = Readonly<Record<string, TerraformJson>>;

/** Where data is, or what opens it. Another address means another resource, and the data stays behind in the old one. */
const STATEFUL = [
  'aws_eks_cluster',
  'aws_elasticache_replication_group',
  'aws_kms_key',
  'aws_rds_cluster',
  'aws_rds_cluster_instance',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'helm_release',
  'kubernetes_namespace_v1',
  'kubernetes_secret_v1',
];

/** What looks like a secret: keys of well-known services, private keys, passwords in addresses. */
const SECRETS =
  /\bsk-[\w-]{16,}|\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_\w{30,}|PRIVATE KEY-----|:\/\/[^/?#\s"$]*:[^@/?#\s"${]+@/;

/** Arguments that the AWS, Helm and Kubernetes providers take as JSON in a text. */
const JSON_ARGUMENTS = ['assume_role_policy', 'configuration_values', 'policy', 'values'];

function synthesizedStacks(destroyable: boolean): Stacks {
  return Object.fromEntries(
    loadEnvironments().flatMap((environment) =>
      environmentStacks(Testing.app(), environment, { destroyable }).map((stack) => [
        stack.node.id,
        JSON.parse(Testing.synth(stack)) as TerraformJson,
      ]),
    ),
  );
}

/** Addresses of a stack's resources, with what they say of their `lifecycle`. */
function resourcesOf(json: TerraformJson, types: readonly string[]): (readonly [string, Block])[] {
  return Object.entries(json.resource ?? {})
    .filter(([type]) => types.includes(type))
    .flatMap(([type, resources]) =>
      Object.entries(resources).map(([id, resource]) => [`${type}.${id}`, resource] as const),
    );
}

/** Addresses that were known and are neither there nor moved, each with what to do. */
function lostAddresses(present: Readonly<Record<string, readonly string[]>>, stacks: Stacks): string[] {
  const known = JSON.parse(readSnapshotFile('stateful-resources.json') || '{}') as typeof present;
  return Object.entries(known).flatMap(([stack, addresses]) => {
    const moved = (stacks[stack]?.moved ?? []).map(({ from }) => from);
    return addresses
      .filter((address) => !present[stack]?.includes(address) && !moved.includes(address))
      .map(
        (address) =>
          `${stack}/${address} is gone, and an upgrade would destroy it. Renamed: say renamed(construct, 'its former path') ` +
          'where the construct is made. Meant to go: npx jest test/synth/snapshots -u, and a line in CHANGELOG.md.',
      );
  });
}

function keptOf(stacks: Stacks): string[] {
  return Object.entries(stacks)
    .flatMap(([name, json]) =>
      resourcesOf(json, Object.keys(json.resource ?? {}))
        .filter(([, { lifecycle }]) => (lifecycle as Block | undefined)?.prevent_destroy === true)
        .map(([address]) => `${name}/${address.replace(/_[0-9A-F]{8}$/, '')}`),
    )
    .sort();
}

/** The stack as its snapshot has it: sorted, JSON inside texts laid out, no version of a tool, no hash of a chart, no path. */
function snapshotText(json: TerraformJson): string {
  const { required_providers: providers, ...terraform } = json.terraform;
  const known = { ...json, terraform: { ...terraform, required_providers: Object.keys(providers as object).sort() } };
  return `${JSON.stringify(sorted(known), undefined, 2)}\n`;
}

function sorted(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((element) => sorted(element, key));
  if (typeof value === 'string') {
    return JSON_ARGUMENTS.includes(key) && /^[[{]/.test(value)
      ? sorted(JSON.parse(value))
      : value
          .replace(/^(\.\/assets\/[^/]+)\/[0-9A-F]{32}$/, '$1/<content>')
          .replace(/^(\.\.\/)+.*(\.state\/[^/]+\.tfstate)$/, '<project>/$2');
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([name]) => name !== '//')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member, name)]));
}

describe('the shipped environments', () => {
  let stacks: Stacks;
  beforeAll(() => {
    stacks = synthesizedStacks(false);
  });

  test('show a plan what their snapshots say', () => {
    for (const [name, json] of Object.entries(stacks)) expectSnapshotFile(`${name}.json`, snapshotText(json));
  });

  test('keep the addresses of what is stateful, or move them', () => {
    const addresses = Object.entries(stacks).map(([name, json]) => [
      name,
      resourcesOf(json, STATEFUL)
        .map(([address]) => address)
        .sort(),
    ]);
    const present = Object.fromEntries(addresses) as Readonly<Record<string, readonly string[]>>;
    if (snapshotUpdate() !== 'all') expect(lostAddresses(present, stacks)).toEqual([]);
    expectSnapshotFile('stateful-resources.json', `${JSON.stringify(present, undefined, 2)}\n`);
  });

  test('have a snapshot of every stack, and none of another', () => {
    const files = readdirSync(join(__dirname, '__snapshots__')).sort();
    expect(files).toEqual(['stateful-resources.json', ...Object.keys(stacks).map((name) => `${name}.json`)].sort());
  });

  test('leave nothing unresolved, and hold nothing that looks like a secret', () => {
    for (const [stack, json] of Object.entries(stacks)) {
      const text = snapshotText(json);
      expect({ stack, unresolved: /<unresolved-token>|TfToken\[/.exec(text)?.[0] }).toEqual({ stack });
      expect({ stack, secret: SECRETS.exec(text)?.[0] }).toEqual({ stack });
    }
  });

  test('have Terraform refuse to destroy what holds data where they are protected, and only there', () => {
    const kept = keptOf(stacks);
    expect(kept.filter((address) => address.startsWith('prod-'))).toEqual([
      'prod-apps/aws_secretsmanager_secret.secrets_litellm-salt-key_secret',
      'prod-cluster/aws_eks_cluster.cluster',
      'prod-cluster/aws_kms_key.cluster_disks_key',
      'prod-cluster/aws_kms_key.cluster_key',
      'prod-managed-data/aws_elasticache_replication_group.redis_openwebui_group',
      'prod-managed-data/aws_kms_key.postgres_key',
      'prod-managed-data/aws_kms_key.redis_openwebui_key',
      'prod-managed-data/aws_kms_key.secrets-key',
      'prod-managed-data/aws_kms_key.storage_key',
      'prod-managed-data/aws_rds_cluster.postgres_cluster',
      'prod-managed-data/aws_s3_bucket.storage_bucket',
      'prod-platform/kubernetes_namespace_v1.namespace',
    ]);
    // Sessions on a Valkey in the cluster.
    expect(kept).toContain('staging-cluster-data/helm_release.redis_openwebui_chart_release');
    expect(kept.filter((address) => /^(dev|local)-/.test(address))).toEqual([]);
  });

  test('let a rehearsal destroy everything, and are the same otherwise', () => {
    const rehearsed = synthesizedStacks(true);
    expect(keptOf(rehearsed)).toEqual([]);
    const without = (text: string) =>
      text
        .replace(/,\n *"prevent_destroy": true/g, '')
        .replace(/,\n *"lifecycle": \{\n *"prevent_destroy": true\n *\}/g, '');
    for (const [name, json] of Object.entries(rehearsed)) {
      expect(snapshotText(json)).toBe(without(snapshotText(stacks[name] ?? json)));
    }
  });
});
