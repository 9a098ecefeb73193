import { Names } from '../../../constructs/names/names';
import { AuroraCluster, CloudNativePostgres, type DatabaseOwner } from '../../../constructs/postgres';
import { ownerProblems } from '../../../constructs/postgres/database-owner';
import { inClusterPostgresSettings, managedPostgresSettings } from '../../../constructs/postgres/settings';
import { ManifestRelease } from '../../../constructs/helm/manifest-release';
import { problemsText, UserError } from '../../../constructs/telling/problems';
import { emptyStack } from '../../support/terraform-json';
import { TestVault } from '../../support/vaults';

describe('ownerProblems', () => {
  test.each([
    ['My-App', 'owners[0].name is "My-App"; it takes lower case letters and digits, a letter first, 40 at most'],
    ['re_ports', 'owners[0].name is "re_ports"; it takes'],
    ['postgres', 'owners[0].name is postgres, which PostgreSQL or RDS has for itself'],
  ])('refuses %s for a name', (name, problem) => {
    expect(problemsText('x', ownerProblems([{ name }]))).toContain(problem);
  });

  test('refuses two of one name, and takes several of different ones', () => {
    expect(problemsText('x', ownerProblems([{ name: 'reports' }, { name: 'reports' }]))).toContain(
      'owners[1].name is reports again',
    );
    expect(ownerProblems([{ name: 'reports' }, { name: 'jobs2' }])).toEqual([]);
  });
});

describe('CloudNativePostgres', () => {
  test.each<[string, readonly DatabaseOwner[], string]>([
    ['a name that is none', [{ name: 'my app' }], 'owners[0].name is "my app"'],
    ['RDS’ tokens', [{ name: 'reports', authentication: 'iam' }], "only Aurora takes RDS' tokens"],
  ])('refuses %s', (_, owners, problem) => {
    const stack = emptyStack();
    expect(
      () =>
        new CloudNativePostgres(stack, 'postgres', {
          settings: inClusterPostgresSettings({ kind: 'in-cluster' }),
          owners,
          release: 'infra',
          namespace: 'apps',
          vault: new TestVault(),
          manifests: new ManifestRelease(stack, 'manifests', { release: 'infra-data', namespace: 'apps' }),
        }),
    ).toThrow(problem);
  });
});

describe('AuroraCluster', () => {
  test('refuses capacities that contradict each other, in the words of an environment', () => {
    expect(
      () =>
        new AuroraCluster(emptyStack(), 'aurora', {
          settings: managedPostgresSettings({
            kind: 'managed',
            capacity: { kind: 'serverless', minAcu: 8, maxAcu: 4, pauseAfterSeconds: 600 },
          }),
          names: new Names('test'),
          account: { id: '111111111111', region: 'eu-central-1' },
          network: { vpcId: 'vpc-1', databaseSubnetIds: ['subnet-1', 'subnet-2'] },
          protection: true,
        }),
    ).toThrow(
      new UserError(`test/aurora: 2 problems
  settings.capacity.minAcu is 8; it takes at most settings.capacity.maxAcu (4)
  settings.capacity.pauseAfterSeconds is 600, but with settings.capacity.minAcu 8 the database never pauses
    write settings.capacity.minAcu: 0, or take settings.capacity.pauseAfterSeconds out`),
    );
  });
});
