import { TerraformWorkspace } from './terraform-workspace';

const REGION = { aws: [{ region: 'eu-west-1', allowed_account_ids: ['123456789012'] }] };
const IN_USE = 'cannot re-use a name that is still in use';
const IN_PROGRESS = 'another operation (install/upgrade/rollback) is in progress';

let workspace: TerraformWorkspace | undefined;

function open(configuration: object): TerraformWorkspace {
  workspace = new TerraformWorkspace(configuration);
  return workspace;
}

/** Releases of a chart in a repository, by name, with what each has besides. */
function releases(all: Readonly<Record<string, object>>) {
  const common = { namespace: 'apps', repository: 'oci://charts', chart: 'c', version: '1.0.0' };
  const entries = Object.entries(all).map(([name, more]) => [name, { name, ...common, ...more }] as const);
  return { resource: { helm_release: Object.fromEntries(entries) } };
}

/** Terraform's text without the lines and frames that it is drawn in. */
function plain(output: string): string {
  return output.replaceAll(/[\s│]+/g, ' ');
}

afterEach(() => workspace?.remove());

test('a Helm release whose first install fails keeps its name, unless it is atomic, and is unknown to the state', () => {
  const opened = open(releases({ plain: {}, adopted: { upgrade_install: true }, atomic: { atomic: true } }));
  const fault = { REHEARSAL_FAIL: 'helm_release.plain:create,helm_release.adopted:create,helm_release.atomic:create' };
  const first = plain(opened.apply(fault).output);
  expect(first).toContain('Helm release error');
  expect(first).toContain('release atomic failed, and has been uninstalled due to atomic being set');
  expect(opened.releases()).toEqual(['adopted.v1: failed', 'plain.v1: failed']);
  expect(opened.state()).not.toContain('"helm_release"');

  const second = opened.apply(fault);
  expect(second.code).toBe(1);
  expect(second.output.split(IN_USE)).toHaveLength(2);
  expect(opened.releases()).toEqual([
    'adopted.v1: failed',
    'adopted.v2: deployed',
    'atomic.v1: deployed',
    'plain.v1: failed',
  ]);
  expect(opened.plannedActions()).toEqual({
    'helm_release.adopted': ['no-op'],
    'helm_release.atomic': ['no-op'],
    'helm_release.plain': ['create'],
  });
  expect(opened.destroy().code).toBe(0);
  expect(opened.releases()).toEqual(['plain.v1: failed']);
});

test('a Helm release whose provider is killed in its first install stays pending, and refuses every attempt', () => {
  const opened = open(releases({ plain: {}, adopted: { upgrade_install: true }, atomic: { atomic: true } }));
  const killed = ['plain', 'adopted', 'atomic'].map((name) => `helm_release.${name}:create:killed`);
  const fault = { REHEARSAL_FAIL: killed.join() };
  expect(opened.apply(fault).code).toBe(1);
  expect(opened.releases()).toEqual([
    'adopted.v1: pending-install',
    'atomic.v1: pending-install',
    'plain.v1: pending-install',
  ]);
  expect(opened.state()).not.toContain('"helm_release"');
  const again = opened.apply(fault);
  expect(again.code).toBe(1);
  expect(plain(again.output).split(IN_USE)).toHaveLength(3);
  expect(plain(again.output).split(IN_PROGRESS)).toHaveLength(2);
});

test('a Helm release whose upgrade fails is upgraded again, and one that is pending refuses it', () => {
  const names = ['plain', 'atomic', 'killed'];
  const all = (more: object) => releases({ plain: more, atomic: { atomic: true, ...more }, killed: more });
  const opened = open(all({}));
  opened.apply();
  opened.write(all({ values: ['{}'] }));
  const fault = {
    REHEARSAL_FAIL: 'helm_release.plain:update,helm_release.atomic:update,helm_release.killed:update:killed',
  };
  expect(opened.apply(fault).code).toBe(1);
  expect(opened.releases()).toEqual([
    'atomic.v1: superseded',
    'atomic.v2: failed',
    'atomic.v3: deployed',
    'killed.v1: deployed',
    'killed.v2: pending-upgrade',
    'plain.v1: deployed',
    'plain.v2: failed',
  ]);
  const updates = Object.fromEntries(names.map((name) => [`helm_release.${name}`, ['update']]));
  expect(opened.plannedActions()).toEqual(updates);
  const again = opened.apply(fault);
  expect(plain(again.output)).toContain(`Upgrade failed: ${IN_PROGRESS}`);
  expect(opened.releases()).toEqual(expect.arrayContaining(['atomic.v4: deployed', 'plain.v3: deployed']));
});

test('a Helm release that failed is upgraded although nothing else is to change, and made again where it is gone', () => {
  const opened = open(releases({ one: {} }));
  opened.apply();
  opened.write(releases({ one: { values: ['{}'] } }));
  opened.apply({ REHEARSAL_FAIL: 'helm_release:update' });
  opened.write(releases({ one: {} }));
  expect(opened.plannedActions()).toEqual({ 'helm_release.one': ['update'] });
  opened.forgetReleases();
  expect(opened.plannedActions()).toEqual({ 'helm_release.one': ['create'] });
});

test('a Helm release whose removal fails is still there, and removed by the next attempt', () => {
  const fault = { REHEARSAL_FAIL: 'helm_release:delete' };
  const opened = open(releases({ one: {} }));
  opened.apply();
  expect(opened.destroy(fault).code).toBe(1);
  expect(opened.releases()).toEqual(['one.v1: uninstalling']);
  expect(opened.destroy(fault).code).toBe(0);
  expect(opened.releases()).toEqual([]);
});

test('a creation that fails is in the state, tainted, where the provider had begun to wait, and else not there', () => {
  const opened = open({
    provider: REGION,
    resource: {
      aws_eks_addon: { one: { cluster_name: 'c', addon_name: 'vpc-cni' } },
      aws_rds_cluster: { one: { cluster_identifier: 'c', engine: 'aurora-postgresql' } },
      aws_elasticache_replication_group: { one: { replication_group_id: 'c', description: 'c' } },
      kubernetes_namespace_v1: { one: { metadata: { name: 'one' } } },
      aws_vpc: { one: { cidr_block: '10.0.0.0/16' } },
    },
  });
  const waiting = ['aws_eks_addon', 'aws_rds_cluster', 'aws_elasticache_replication_group'];
  const faults = [...waiting, 'kubernetes_namespace_v1', 'aws_vpc:create:killed'];
  const fault = { REHEARSAL_FAIL: faults.join() };
  expect(opened.apply(fault).code).toBe(1);
  // What a killed provider has made is in the cloud alone: nobody has told Terraform of it.
  expect(
    opened
      .inCloud()
      .map(({ type }) => type)
      .sort(),
  ).toEqual([...waiting, 'aws_vpc'].sort());
  expect(opened.plannedActions()).toEqual({
    ...Object.fromEntries(waiting.map((type) => [`${type}.one`, ['delete', 'create']])),
    'kubernetes_namespace_v1.one': ['create'],
    'aws_vpc.one': ['create'],
  });
  expect(opened.apply(fault).code).toBe(0);
  expect(opened.plan().code).toBe(0);
});
