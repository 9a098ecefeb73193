import { refuseUnknownStacks, rehearseVerb } from '../../../cli/verbs/rehearse';
import type { SelectedEnvironment } from '../../../cli/project';

describe('rehearse', () => {
  const dev = [{ selection: 'dev', environment: { name: 'dev' } }] as SelectedEnvironment[];

  test('refuses to guess an environment, and lists those that there are', async () => {
    await expect(rehearseVerb().parseAsync(['node', 'rehearse'])).rejects.toThrow(
      /name the environment to rehearse: .*dev.*prod/,
    );
  });

  test('refuses a stack that no environment has', () => {
    expect(() => {
      refuseUnknownStacks(dev, ['apps', 'foo']);
    }).toThrow('no stack is called foo; --stack takes network, cluster, platform, data, apps');
  });

  test('takes stacks by short and by full name', () => {
    expect(() => {
      refuseUnknownStacks(dev, ['apps', 'dev-data']);
    }).not.toThrow();
  });
});

describe('rehearse --app', () => {
  test('refuses environments: it is about all stacks of an app', async () => {
    const asked = rehearseVerb().parseAsync(['dev', '--app'], { from: 'user' });
    await expect(asked).rejects.toThrow('takes no environment (dev)');
  });
});
