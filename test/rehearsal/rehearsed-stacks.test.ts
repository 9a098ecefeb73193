import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../constructs/telling/problems';
import type { SynthesizedStack } from '../../rehearsal/cdktf/manifest';
import { makeRehearsable } from '../../rehearsal/cdktf/rehearsed-stacks';
import { freshFolder } from '../support/fresh-folder';

describe('makeRehearsable', () => {
  const folder = freshFolder();

  function stack(name: string, json: object): SynthesizedStack {
    const directory = join(folder(), name);
    mkdirSync(directory);
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(json));
    return { name, directory, dependencies: [], stateFile: '/real/state', variables: [] };
  }

  function made(stacks: readonly SynthesizedStack[]) {
    return makeRehearsable(stacks, '/rehearsed').map(({ directory, stateFile }) => ({
      stateFile,
      json: JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')) as unknown,
    }));
  }

  test.each([
    ['S3', { backend: { s3: { bucket: 'real' } } }],
    ['HCP Terraform', { cloud: { organization: 'real' } }],
    ['local files', { backend: { local: { path: '/real/state' } } }],
    ['nothing said', {}],
  ])('keeps the state in the rehearsal’s folder instead of %s', (_, terraform) => {
    expect(made([stack('models', { terraform: { ...terraform, required_version: '>= 1.11' } })])).toEqual([
      {
        stateFile: '/rehearsed/models.tfstate',
        json: { terraform: { backend: { local: { path: '/rehearsed/models.tfstate' } }, required_version: '>= 1.11' } },
      },
    ]);
  });

  test('reads the outputs of other stacks from there', () => {
    const reads = { 'cross-stack-reference-input-network': { backend: 's3', config: { bucket: 'real' } } };
    const [, reader] = made([stack('network', {}), stack('models', { data: { terraform_remote_state: reads } })]);
    expect(reader?.json).toHaveProperty('data.terraform_remote_state', {
      'cross-stack-reference-input-network': { backend: 'local', config: { path: '/rehearsed/network.tfstate' } },
    });
  });

  test('refuses a state that the app does not make', () => {
    const reads = { landing_zone: { backend: 's3', config: { bucket: 'real' } } };
    expect(() => made([stack('models', { data: { terraform_remote_state: reads } })])).toThrow(UserError);
  });

  test('lets go what is kept from being destroyed', () => {
    const vpc = { cidr_block: '10.0.0.0/16', lifecycle: { prevent_destroy: true, ignore_changes: ['tags'] } };
    const [only] = made([stack('models', { resource: { aws_vpc: { vpc } } })]);
    expect(only?.json).toHaveProperty('resource.aws_vpc.vpc.lifecycle', { ignore_changes: ['tags'] });
  });
});
