import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { stateBackend } from '../../constructs/state/backend';
import { fixtureResource } from '../support/fixture-resource';

/** Real Terraform on two stacks, one of which reads the other's output; `terraform_data` needs no provider. */
describe('local state', () => {
  let project: string;
  const stackFolder = (stack: string) => join(project, 'cdktf.out', 'stacks', stack);
  const terraform = (stack: string, ...args: string[]) =>
    execFileSync('terraform', args, {
      cwd: stackFolder(stack),
      encoding: 'utf8',
      env: { ...process.env, CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  beforeAll(() => {
    project = mkdtempSync(join(realpathSync(tmpdir()), 'project-'));
    mkdirSync(join(project, 'cdktf.out'));
    const app = new App({ outdir: join(project, 'cdktf.out') });
    // As a user would write it: relative to the folder where cdktf runs the app.
    const state = { kind: 'local', directory: relative(process.cwd(), join(project, '.state')) } as const;
    const producer = new TerraformStack(app, 'test-network');
    stateBackend(producer, state);
    const consumer = new TerraformStack(app, 'test-cluster');
    stateBackend(consumer, state);
    new TerraformOutput(consumer, 'read', { value: fixtureResource(producer).id });
    app.synth();
  });
  afterAll(() => {
    rmSync(project, { recursive: true });
  });

  test('is where the settings say, and found from there by the stack that reads it', () => {
    for (const stack of ['test-network', 'test-cluster']) {
      terraform(stack, 'init', '-no-color');
      terraform(stack, 'apply', '-auto-approve', '-no-color');
      expect(existsSync(join(project, '.state', `${stack}.tfstate`))).toBe(true);
      expect(existsSync(join(stackFolder(stack), 'terraform.tfstate'))).toBe(false);
    }
    expect(terraform('test-cluster', 'output', '-raw', 'read')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
