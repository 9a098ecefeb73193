import { Kubectl, type Run } from '../../../operations/recovery/kubectl';
import { StuckReleases } from '../../../operations/recovery/stuck-releases';
import { environment } from '../../support/applications';

type History = Readonly<Record<string, readonly string[]>>;

/** kubectl on a cluster with these releases, each with the status of its revisions from the first on. */
async function kubectlOn(histories: History, calls: string[] = []): Promise<Kubectl> {
  const lines = Object.entries(histories).flatMap(([name, history]) =>
    history.map((status, index) => [name, index + 1, status, '2026-11-30T12:05:44Z'].join('\t')),
  );
  const run: Run = (command, args) => {
    calls.push([command, ...args].join(' '));
    return Promise.resolve(lines.join('\n'));
  };
  return Kubectl.to(environment(), '/nowhere', run);
}

async function stuck(history: readonly string[], goesOn = false): Promise<string[]> {
  const releases = [{ name: 'one', namespace: 'apps', goesOn }];
  const found = await new StuckReleases(await kubectlOn({ one: history, other: ['pending-install'] }), releases).find();
  return found.map(({ name, revision, status }) => `${name}.v${revision} ${status}`);
}

describe('StuckReleases', () => {
  test.each([
    ['an install that was interrupted', ['pending-install'], ['one.v1 pending-install']],
    ['an upgrade that was interrupted', ['superseded', 'deployed', 'pending-upgrade'], ['one.v3 pending-upgrade']],
    ['a rollback that was interrupted', ['deployed', 'failed', 'pending-rollback'], ['one.v3 pending-rollback']],
    ['a removal that was interrupted', ['superseded', 'uninstalling'], ['one.v2 uninstalling', 'one.v1 superseded']],
    ['a first install that failed', ['failed'], ['one.v1 failed']],
  ])('finds %s, and what of it has to go', async (_, history, expected) => {
    expect(await stuck(history)).toEqual(expected);
  });

  test.each([
    ['one that is deployed', ['superseded', 'deployed']],
    ['an upgrade that failed, which Terraform knows', ['deployed', 'failed']],
    ['one that is not there', []],
  ])('leaves %s alone', async (_, history) => {
    expect(await stuck(history)).toEqual([]);
  });

  test('leaves a first install that failed to the next deployment where that goes on with it', async () => {
    expect(await stuck(['failed'], true)).toEqual([]);
    expect(await stuck(['pending-install'], true)).toEqual(['one.v1 pending-install']);
  });

  test('deletes one record, by its name and only while it is as it was found', async () => {
    const calls: string[] = [];
    const kubectl = await kubectlOn({ one: ['pending-install'] }, calls);
    const releases = new StuckReleases(kubectl, [{ name: 'one', namespace: 'apps', goesOn: true }]);
    for (const revision of await releases.find()) await releases.letGo(revision);
    expect(calls.at(-1)).toContain(
      'delete secrets --namespace apps --selector owner=helm,name=one,version=1,status=pending-install',
    );
  });
});

describe('Kubectl', () => {
  const login = async (different: object): Promise<string[]> => {
    const calls: string[] = [];
    const run: Run = (command, args) => {
      calls.push([command, ...args].join(' '));
      return Promise.resolve('');
    };
    await (await Kubectl.to({ ...environment(), ...different }, '/scratch', run)).do('get', 'pods');
    return calls;
  };

  test('works in the context of the environment’s kubeconfig', async () => {
    const cluster = { kind: 'kubeconfig', path: '/some/config', context: 'kind-x' };
    expect(await login({ cluster })).toEqual([
      'kubectl --kubeconfig /some/config --context kind-x --request-timeout=30s get pods',
    ]);
  });

  test('logs in to EKS as the role that deploys, with a kubeconfig of its own', async () => {
    const account = { id: '1', region: 'eu-west-1', assumeRoleArn: 'arn:aws:iam::1:role/deploy' };
    expect(await login({ name: 'prod', account, cluster: { kind: 'managed' } })).toEqual([
      'aws eks update-kubeconfig --name prod-cluster --region eu-west-1 --kubeconfig /scratch/kubeconfig ' +
        '--role-arn arn:aws:iam::1:role/deploy --assume-role-arn arn:aws:iam::1:role/deploy',
      'kubectl --kubeconfig /scratch/kubeconfig --request-timeout=30s get pods',
    ]);
  });
});
