import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { processTree } from '../../../rehearsal/processes/process-tree';
import { installStandIns, needsOfStacks } from '../../../rehearsal/providers';
import { chooseVersion } from '../../../rehearsal/providers/install/version-choice';

describe('chooseVersion', () => {
  test.each([
    ['6.25.0', '6.25.0'],
    ['>= 6.64, < 7.0', '6.64.0'],
    ['~> 6.10', '6.25.0'],
    ['~> 6.10.0', '6.10.0'],
    ['> 7.0', '7.0.1'],
    ['', '6.25.0'],
  ])('takes for "%s" %s, the bindings being of 6.25.0', (constraint, version) => {
    expect(chooseVersion(constraint, '6.25.0')).toBe(version);
  });

  test('refuses what no version satisfies, and what it cannot read', () => {
    expect(() => chooseVersion('> 7.0, < 6.0', '6.25.0')).toThrow('No stand-in version satisfies');
    expect(() => chooseVersion('latest', '6.25.0')).toThrow('not one that the stand-ins understand');
  });
});

describe('needsOfStacks', () => {
  test('gathers versions and types of all stacks, and leaves out what is Terraform’s own', () => {
    const folders = [
      { terraform: { required_providers: { aws: { source: 'aws', version: '6.25.0' } } }, resource: { aws_vpc: {} } },
      {
        terraform: { required_providers: { aws: { source: 'hashicorp/aws', version: '>= 6.64, < 7.0' } } },
        resource: { aws_vpc: {}, terraform_data: {} },
        data: { terraform_remote_state: {}, aws_region: {} },
        ephemeral: { aws_ssm_parameter: {} },
      },
    ].map((stack) => {
      const folder = mkdtempSync(join(tmpdir(), 'stack-'));
      writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(stack));
      return folder;
    });
    expect(needsOfStacks(folders)).toEqual([
      {
        name: 'aws',
        source: 'hashicorp/aws',
        constraints: ['6.25.0', '>= 6.64, < 7.0'],
        types: { resources: ['aws_vpc'], dataSources: ['aws_region'], ephemeralResources: ['aws_ssm_parameter'] },
      },
    ]);
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
});

describe('installStandIns', () => {
  const home = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  afterAll(() => {
    rmSync(home, { recursive: true });
  });

  test('refuses a provider without bindings', () => {
    const unknown = { name: 'nowhere', source: 'x/nowhere', constraints: ['1.0.0'] };
    expect(() => installStandIns(home, { providers: [unknown] })).toThrow('@cdktf/provider-nowhere is not installed');
  });

  test('offers a provider under the registry of Terraform and that of OpenTofu', () => {
    const needs = [{ name: 'random', source: 'hashicorp/random', constraints: ['3.7.2'] }];
    installStandIns(home, { providers: needs });
    for (const registry of ['registry.terraform.io', 'registry.opentofu.org']) {
      expect(readdirSync(join(home, 'mirror', registry, 'hashicorp', 'random'))).toEqual(['3.7.2']);
    }
  });

  test('leaves no process of the bundler behind', async () => {
    const before = processTree(process.pid);
    installStandIns(home, { providers: [] });
    const left = () => processTree(process.pid).filter((id) => !before.includes(id));
    for (let waited = 0; waited < 5_000 && left().length > 0; waited += 100) await setTimeout(100);
    expect(left()).toEqual([]);
  });

  test('makes a process that ends with the one that started it, however that ends', async () => {
    const types = { resources: ['random_id'], dataSources: [], ephemeralResources: [] };
    const { env } = installStandIns(home, {
      providers: [{ name: 'random', source: 'hashicorp/random', constraints: ['3.7.2'], types }],
    });
    // A parent that starts the stand-in, tells its process number once it serves, and is then killed outright.
    const program = `
      const child = require('child_process').spawn(process.execPath, [process.argv[1], 'random'], { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.once('data', () => console.log(child.pid));`;
    const cookie = 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2';
    const parent = spawn(process.execPath, ['-e', program, join(home, 'stand-in.cjs')], {
      env: { ...process.env, ...env, TF_PLUGIN_MAGIC_COOKIE: cookie },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const standIn = Number(line.toString());
    expect(isAlive(standIn)).toBe(true);
    parent.kill('SIGKILL');
    await expect(endOf(standIn)).resolves.toBe('ended');
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits up to 5 seconds for a process to end. */
async function endOf(pid: number): Promise<'ended' | 'still there'> {
  for (let waited = 0; waited < 5_000; waited += 100) {
    if (!isAlive(pid)) return 'ended';
    await setTimeout(100);
  }
  return 'still there';
}
