import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { loadEnvironments } from '../../environments';
import type { Environment } from '../../environments/schema';
import { environmentStacks } from '../../stacks';
import { LAYERS } from '../../stacks/layers';

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

  /** Which stacks each stack of an environment waits for, directly. */
  function graph(environment: string): Record<string, string[]> {
    const prefix = `${environment}-`;
    const own = Object.entries(all.manifest.stacks).filter(([name]) => name.startsWith(prefix));
    return Object.fromEntries(
      own.map(([name, { dependencies }]) => [
        name.slice(prefix.length),
        dependencies.map((one) => one.slice(prefix.length)).sort(),
      ]),
    );
  }

  /** All that a stack waits for, directly or not. */
  function upstream(of: Readonly<Record<string, readonly string[]>>, stack: string): Set<string> {
    return new Set((of[stack] ?? []).flatMap((one) => [one, ...upstream(of, one)]));
  }

  test.each(['dev', 'staging', 'prod'])('has AWS make what it keeps of %s beside the cluster', (name) => {
    const stacks = graph(name);
    expect(Object.keys(stacks).sort()).toEqual([...LAYERS].sort());
    expect(stacks.network).toEqual([]);
    expect(stacks.cluster).toEqual(['network']);
    expect(stacks['managed-data']).toEqual(['network']);
    expect(upstream(stacks, 'platform')).toEqual(new Set(['cluster', 'network']));
    expect(stacks['cluster-data']).toEqual(expect.arrayContaining(['managed-data', 'platform']));
    expect(stacks.apps).toContain('cluster-data');
  });

  test('has nothing wait where the network and the stores are adopted, but for the order that no value gives', () => {
    expect(graph('external')).toEqual({
      network: [],
      cluster: ['network'],
      'managed-data': [],
      platform: ['cluster'],
      'cluster-data': ['cluster', 'managed-data', 'platform'],
      apps: ['cluster', 'cluster-data', 'managed-data'],
    });
  });

  test('has no stack that could do without the cluster wait for it', () => {
    for (const { name } of environments.filter(({ account }) => account)) {
      const stacks = graph(name);
      const waiting = Object.keys(stacks).filter((stack) => upstream(stacks, stack).has('cluster'));
      const inside = Object.keys(stacks).filter((stack) => {
        const { provider } = JSON.parse(all.stacks[`${name}-${stack}`] ?? '{}') as { provider?: object };
        return Object.keys(provider ?? {}).some((one) => ['helm', 'kubernetes'].includes(one));
      });
      expect({ name, waiting: waiting.sort() }).toEqual({ name, waiting: inside.sort() });
      expect(inside.sort()).toEqual(['apps', 'cluster-data', 'platform']);
    }
  });

  test('has what AWS keeps in a stack that knows neither Kubernetes nor Helm', () => {
    const text = all.stacks['prod-managed-data'] ?? '';
    const { terraform, resource } = JSON.parse(text) as { terraform: { required_providers: object }; resource: object };
    expect(Object.keys(terraform.required_providers).sort()).toEqual(['aws', 'random']);
    expect(Object.keys(resource)).toEqual(
      expect.arrayContaining(['aws_rds_cluster', 'aws_elasticache_replication_group', 'aws_s3_bucket']),
    );
    expect(text).not.toMatch(/cross-stack-reference-input-prod-(cluster|platform)/);
  });

  test('has only what runs in the cluster, and nothing of AWS, for a cluster by kubeconfig', () => {
    expect(graph('local')).toEqual({ platform: [], 'cluster-data': ['platform'], apps: ['cluster-data'] });
    const local = Object.entries(all.stacks).filter(([name]) => name.startsWith('local-'));
    for (const [, json] of local) expect(json).not.toMatch(/"aws_|"aws": \[/);
  });

  test('has no stack for what AWS keeps where it keeps nothing', () => {
    const external = environments.find(({ name }) => name === 'external');
    if (!external) throw new Error('no environment external');
    const stacks = synthesizedApp([{ ...external, secrets: { kind: 'in-cluster', rotation: {} } }]).manifest.stacks;
    expect(
      Object.keys(stacks)
        .map((name) => name.slice('external-'.length))
        .sort(),
    ).toEqual(['apps', 'cluster', 'cluster-data', 'network', 'platform']);
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
