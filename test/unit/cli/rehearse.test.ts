import { acceptedLosses } from '../../../cli/accepted-losses';
import { refuseUnknownStacks } from '../../../cli/actions/rehearse';
import { rehearseVerb } from '../../../cli/verbs/rehearse';
import type { SelectedEnvironment } from '../../../project';

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
    }).toThrow('no stack is called foo; --stack takes network, cluster, managed-data, platform, cluster-data, apps');
  });

  test('takes stacks by short and by full name', () => {
    expect(() => {
      refuseUnknownStacks(dev, ['apps', 'dev-cluster-data']);
    }).not.toThrow();
  });
});

describe('rehearse --app', () => {
  test('refuses environments: it is about all stacks of an app', async () => {
    const asked = rehearseVerb().parseAsync(['dev', '--app'], { from: 'user' });
    await expect(asked).rejects.toThrow('takes no environment (dev)');
  });
});

describe('rehearse --accept-loss', () => {
  test.each(['xx', 'dev-data', 'aws_s3_bucket.old', 'dev-data/bucket', 'dev-data/aws_s3_bucket', 'prod'])(
    'refuses %s at once, with the form that it takes',
    async (written) => {
      const asked = rehearseVerb().parseAsync(['dev', '--from', 'HEAD', '--accept-loss', written], { from: 'user' });
      await expect(asked).rejects.toThrow(
        `--accept-loss is ${written}; it takes <stack>/<type>.<id>, dev-managed-data/aws_s3_bucket.storage_bucket for example\n` +
          '  without it the rehearsal names what would be lost',
      );
    },
  );

  test('refuses all that belongs to no stack of what is rehearsed, and lists those', () => {
    expect(() => acceptedLosses(['prod-data/aws_s3_bucket.old', 'x'], ['dev'])).toThrow(
      /no stack .* is called prod-data; there are dev-network, .*dev-managed-data, .*dev-cluster-data, dev-apps\n--accept-loss is x; /,
    );
  });

  test('gives each environment what is its own, by the longest name that fits', () => {
    const indexed = 'dev-eu-data/module.queues.aws_sqs_queue.tasks["a"]';
    const accepted = acceptedLosses(['dev-data/aws_s3_bucket.old', indexed], ['dev', 'dev-eu', 'prod']);
    expect(Object.fromEntries(accepted)).toEqual({
      dev: ['dev-data/aws_s3_bucket.old'],
      'dev-eu': [indexed],
      prod: [],
    });
  });
});
