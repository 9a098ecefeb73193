import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { loadEnvironments } from '../../environments';
import type { Environment } from '../../environments/schema';
import { environmentStacks } from '../../stacks';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Synthesized {
  /** What Terraform gets, by stack. */
  readonly stacks: Readonly<Record<string, string>>;
  readonly manifest: { readonly stacks: Readonly<Record<string, { readonly dependencies: string[] }>> };
}

/** The files of the app that has these environments. */
function synthesizedApp(
  environments: readonly Environment[],
  state?: { kind: 'local'; directory: string },
): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), 'app-'));
  folders.push(outdir);
  const app = new App({ outdir });
  for (const environment of environments) environmentStacks(app, environment, { state });
  app.synth();
  const names = readdirSync(join(outdir, 'stacks'));
  return {
    stacks: Object.fromEntries(
      names.map((name) => [name, readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')]),
    ),
    manifest: JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as Synthesized['manifest'],
  };
}

describe('environmentStacks', () => {
  let environments: Environment[];
  let all: Synthesized;
  let rehearsed: Synthesized;
  beforeAll(() => {
    environments = loadEnvironments();
    all = synthesizedApp(environments);
    rehearsed = synthesizedApp(environments, { kind: 'local', directory: '/rehearsal' });
  });

  test('makes five stacks on AWS, each after the one before', () => {
    expect(
      Object.keys(all.stacks)
        .filter((name) => name.startsWith('prod-'))
        .sort(),
    ).toEqual(['apps', 'cluster', 'data', 'network', 'platform'].map((layer) => `prod-${layer}`));
    const before = (stack: string) => all.manifest.stacks[stack]?.dependencies;
    expect(before('prod-network')).toEqual([]);
    expect(before('prod-cluster')).toContain('prod-network');
    expect(before('prod-platform')).toContain('prod-cluster');
    expect(before('prod-data')).toContain('prod-platform');
    expect(before('prod-apps')).toContain('prod-data');
  });

  test('keeps the order where the network and the cluster are adopted, and no value flows', () => {
    expect(all.manifest.stacks['external-cluster']?.dependencies).toContain('external-network');
  });

  test('has no stack below the cluster, and nothing of AWS, for a cluster by kubeconfig', () => {
    const local = Object.entries(all.stacks).filter(([name]) => name.startsWith('local-'));
    expect(local.map(([name]) => name).sort()).toEqual(['local-apps', 'local-data', 'local-platform']);
    for (const [, json] of local) expect(json).not.toMatch(/"aws_|"aws": \[/);
  });

  test('reads no other environment: each looks the same alone as among all', () => {
    for (const environment of environments) {
      const alone = synthesizedApp([environment]).stacks;
      const amongAll = Object.entries(all.stacks).filter(([name]) => name in alone);
      expect(Object.fromEntries(amongAll)).toEqual(alone);
    }
  });

  test('writes no path of this machine', () => {
    for (const json of Object.values(rehearsed.stacks)) {
      expect(json).not.toContain(process.cwd());
      for (const folder of folders) expect(json).not.toContain(folder);
    }
  });

  test('waits with a route until there is something at its end', () => {
    const releases = JSON.parse(all.stacks['prod-apps'] ?? '{}') as {
      resource: { helm_release: Record<string, { name: string; depends_on?: string[] }> };
    };
    const named = Object.entries(releases.resource.helm_release).map(([address, release]) => ({ address, ...release }));
    for (const [route, application] of [
      ['litellm-route', 'litellm'],
      ['openwebui-route', 'open-webui'],
    ]) {
      const chart = named.find(({ name }) => name === application);
      const waits = named.find(({ name }) => name === route)?.depends_on;
      expect(waits).toContain(`helm_release.${chart?.address}`);
    }
  });

  test('works on a state in S3, and reads it, as the role that works in the account', () => {
    const json = JSON.parse(all.stacks['prod-cluster'] ?? '{}') as {
      terraform: { backend: unknown };
      data: { terraform_remote_state: Record<string, { config: unknown }> };
    };
    const assumed = { assume_role: { role_arn: 'arn:aws:iam::333333333333:role/inferencehub-deploy' } };
    expect(json.terraform.backend).toMatchObject({ s3: assumed });
    for (const { config } of Object.values(json.data.terraform_remote_state)) expect(config).toMatchObject(assumed);
    expect(Object.keys(json.data.terraform_remote_state)).not.toHaveLength(0);
  });

  test('keeps the state where a rehearsal says, and reads it there', () => {
    for (const [name, text] of Object.entries(rehearsed.stacks)) {
      const json = JSON.parse(text) as {
        terraform: { backend: object };
        data?: { terraform_remote_state?: Record<string, { backend: string; config: { path: string } }> };
      };
      expect(json.terraform.backend).toEqual({ local: { path: `/rehearsal/${name}.tfstate` } });
      for (const { backend, config } of Object.values(json.data?.terraform_remote_state ?? {})) {
        expect(backend).toBe('local');
        expect(config.path).toMatch(/^\/rehearsal\/[a-z-]+\.tfstate$/);
      }
    }
  });

  test('hands nothing on that was never made: every reference to another stack has its output', () => {
    for (const [name, text] of Object.entries(all.stacks)) {
      for (const [, producer = '', output = ''] of text.matchAll(
        /cross-stack-reference-input-([a-z-]+)\.outputs\.(cross-stack-output-[A-Za-z0-9_-]+)/g,
      )) {
        const { output: outputs = {} } = JSON.parse(all.stacks[producer] ?? '{}') as { output?: object };
        expect({ reader: name, producer, outputs: Object.keys(outputs) }).toMatchObject({
          outputs: expect.arrayContaining([output]) as string[],
        });
      }
    }
  });
});
