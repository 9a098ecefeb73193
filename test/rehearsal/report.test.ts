import pc from 'picocolors';
import type { WiredConnection } from '../../constructs/wiring/wiring';
import { htmlReport, terminalOutcome, terminalReport, textTable, wiringSections } from '../../rehearsal';
import { cut } from '../../rehearsal/progress/live-progress';
import { PlainProgress } from '../../rehearsal/progress/plain-progress';
import { besides } from '../../rehearsal/report/side-by-side';
import { limitsOf } from '../../rehearsal/report/limits';
import { plainHopsOf, warningsOf } from '../../rehearsal/report/warnings';
import { withReaders } from '../../rehearsal/report/wiring';
import { diagram } from '../../rehearsal/report/diagram';
import { containerEnvironments, containerGroups } from '../../rehearsal/report/containers';
import type { RehearsalReport } from '../../rehearsal';
import type { State } from '../../rehearsal/terraform/state-file';

const DATABASE: WiredConnection = {
  use: 'database',
  variant: 'managed (Aurora PostgreSQL 17.5)',
  endpoint: 'db.example:5432',
  database: 'litellm',
  user: 'litellm',
  tls: 'verify-full',
  passwordFrom: 'aws-secrets-manager: prod/litellm/database#password',
};

const REPORT: RehearsalReport = {
  environment: 'prod',
  passed: true,
  problems: [],
  seconds: 30,
  terraform: 'Terraform 1.11.4',
  stacks: [
    {
      name: 'prod-apps',
      dependencies: [],
      resources: 3,
      types: { helm_release: 3 },
      outputs: { url: 'https://chat.example.com', secret: null },
      beside: [],
      seconds: { deploy: 1, planAgain: 1, destroy: 1 },
      changesOnSecondPlan: [],
    },
  ],
  notDeployed: [],
  wiring: { litellm: [DATABASE] },
  containers: { litellm: { proxy: [{ name: 'DATABASE_URL', value: 'postgresql://***@db', from: 'Secret a#url' }] } },
  surroundings: { cluster: { title: 'EKS prod', detail: '' } },
  variables: [{ name: 'OPENAI_API_KEY', isSet: false }],
  secrets: { markers: 5, files: 20, found: [], excepted: [] },
  doesNotProve: ['That AWS agrees.'],
};

describe('terminalReport', () => {
  const text = terminalReport(REPORT, 120, pc.createColors(false));

  test('has each connection with its TLS and where its password comes from', () => {
    expect(text).toMatch(/database +managed \(Aurora/);
    expect(text).toContain('verify-full');
    expect(text).toContain('litellm/database#password');
  });

  test('has the environment variables, masked, with where they come from', () => {
    const full = terminalReport(REPORT, 120, pc.createColors(false), { variables: true });
    expect(full).toMatch(/DATABASE_URL +postgresql:\/\/\*\*\*@db +Secret a#url/);
    expect(full).not.toContain('--variables');
  });

  test('folds the environment variables unless they are asked for, and says how many there are', () => {
    expect(text).not.toContain('DATABASE_URL');
    expect(text).toContain('Environment variables: 1 of LiteLLM (proxy); --variables tells them');
  });

  test('begins with what came of it, and with what is to be done', () => {
    expect(text).toMatch(/^✓ prod: 1 stacks[^\n]*\n[^\n]*\n\nSet before you deploy prod/);
  });

  test('looks at connections twice before it tells them', () => {
    const redis = { ...DATABASE, use: 'sessions', variant: 'external', endpoint: 'cache.corp:6379', tls: 'TLS' };
    const warned = terminalReport({ ...REPORT, wiring: { openwebui: [redis] } }, 120, pc.createColors(false));
    expect(warned).toMatch(/\n! redis\.openwebui\.evictionPolicy[^]*\nStacks\n[^]*Open WebUI connects to/);
  });

  test('names the variables that have to be set', () => {
    expect(text).toContain('Set before you deploy prod: OPENAI_API_KEY');
  });

  test('keeps to the width of the terminal', () => {
    const narrow = terminalReport({ ...REPORT, doesNotProve: [] }, 100, pc.createColors(false));
    // But for what came of it, in the first two lines.
    const tables = narrow
      .split('\n')
      .slice(2)
      .filter((line) => line.startsWith('  '));
    expect(Math.max(...tables.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('tells each connection in lines of its own where a table has no room', () => {
    const lines = wiringSections(REPORT.wiring, 70, pc.createColors(false)).flat();
    expect(lines).toContain('  database');
    expect(lines).toContainEqual(expect.stringMatching(/^ {4}endpoint +db\.example:5432$/));
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(70);
  });

  test('tells which stacks were deployed side by side, each pair once', () => {
    const [apps] = REPORT.stacks;
    if (!apps) throw new Error('no stack');
    const stacks = [
      { ...apps, name: 'prod-cluster', beside: ['prod-data'] },
      { ...apps, name: 'prod-data', beside: ['prod-cluster', 'prod-platform'] },
      { ...apps, name: 'prod-platform', beside: ['prod-data'] },
    ];
    expect(terminalReport({ ...REPORT, stacks }, 120, pc.createColors(false))).toContain(
      '  deployed side by side: prod-cluster with prod-data; prod-data with prod-platform\n',
    );
    expect(text).not.toContain('side by side');
  });

  test("tells a failure in Terraform's words, by phase and stack", () => {
    const problems = [{ phase: 'deploy', stack: 'prod-apps', message: 'Error: Chart not found' }] as const;
    const failed = terminalReport({ ...REPORT, passed: false, problems }, 120, pc.createColors(false));
    expect(failed).toMatch(/✗ prod[^]*deploy of prod-apps:\n +Error: Chart not found/);
  });
});

describe('besides', () => {
  const outcome = (stack: string, begun: number, seconds: number) => ({
    stack,
    begun,
    seconds,
    finished: true,
    errors: [],
  });
  const outcomes = [outcome('network', 0, 5), outcome('cluster', 5, 10), outcome('data', 6, 3), outcome('apps', 15, 2)];

  test('has the stacks whose time overlaps, and not one that begins when the other ends', () => {
    expect(besides(outcomes, 'cluster')).toEqual(['data']);
    expect(besides(outcomes, 'data')).toEqual(['cluster']);
    expect(besides(outcomes, 'network')).toEqual([]);
    expect(besides(outcomes, 'apps')).toEqual([]);
  });

  test('has nothing for a stack that was not reached', () => {
    expect(besides(outcomes, 'platform')).toEqual([]);
  });
});

describe('PlainProgress', () => {
  test('has a line when a stack begins and one when it is done, so that a log shows what ran side by side', () => {
    const lines: string[] = [];
    const progress = new PlainProgress('dev', (line) => lines.push(line));
    progress.begin('deploy');
    progress.update('dev-cluster', { state: 'running' });
    progress.update('dev-data', { state: 'running' });
    progress.update('dev-cluster', { state: 'running', done: 1, total: 2 });
    progress.update('dev-data', { state: 'done', done: 2, total: 2, seconds: 1 });
    expect(lines).toEqual([
      'dev: deploy: dev-cluster begins\n',
      'dev: deploy: dev-data begins\n',
      'dev: deploy: dev-data done 2/2 resources 1.0 s\n',
    ]);
  });
});

describe('terminalOutcome', () => {
  test('is a line for what passed', () => {
    expect(terminalOutcome(REPORT, pc.createColors(false))).toBe('✓ prod: 1 stacks, 3 resources, 30.0 s\n');
  });

  test('has every error of what failed', () => {
    const problems = [{ phase: 'deploy', stack: 'prod-apps', message: 'Error: Chart not found' }] as const;
    const failed = terminalOutcome({ ...REPORT, passed: false, problems }, pc.createColors(false));
    expect(failed).toBe('✗ prod: 1 stacks, 3 resources, 30.0 s\n  deploy of prod-apps:\n    Error: Chart not found\n');
  });
});

describe('htmlReport', () => {
  test('escapes what others wrote', () => {
    const problems = [{ phase: 'deploy', message: '<script>alert(1)</script>' }] as const;
    const page = htmlReport({ ...REPORT, passed: false, problems });
    expect(page).not.toContain('<script>');
    expect(page).toContain('&lt;script&gt;');
  });

  test('names a sensitive output without a value', () => {
    expect(htmlReport(REPORT)).toMatch(/secret<\/code><\/td><td><i>sensitive/);
  });

  test('says why there is no diagram when the applications were not deployed', () => {
    const page = htmlReport({ ...REPORT, wiring: undefined, notDeployed: ['prod-apps'] });
    expect(page).not.toContain('<svg');
    expect(page).toContain('Not deployed, by choice: prod-apps');
  });
});

describe('diagram', () => {
  const cluster = { title: 'EKS prod', detail: '' };
  const redis = { ...DATABASE, use: 'cache', variant: 'in-cluster (Valkey)', endpoint: 'valkey:6379' };
  const external = { ...DATABASE, use: 'files', variant: 'managed (S3)', endpoint: 's3://bucket' };

  test('draws one box for one server, however many connect to it', () => {
    const svg = diagram({ litellm: [DATABASE], openwebui: [DATABASE] }, { cluster });
    expect(svg.match(/class="box network"/g)).toHaveLength(1);
    expect(svg.match(/class="edge /g)).toHaveLength(2);
  });

  test('puts each thing where it is: in the cluster, in the network, or outside', () => {
    const svg = diagram({ litellm: [DATABASE, redis, external] }, { cluster, network: { title: 'VPC', detail: '' } });
    const places = [...svg.matchAll(/class="box (cluster|network|outside)"><title>(\S+)/g)].map(
      ([, ...found]) => found,
    );
    expect(places).toEqual([
      ['network', 'PostgreSQL'],
      ['cluster', 'Response'],
      ['outside', 'Files'],
    ]);
  });

  test('titles each server by what it is for and what it does when it is full', () => {
    const sessions = { ...redis, use: 'sessions', endpoint: 'sessions:6379', evictionPolicy: 'noeviction' };
    const svg = diagram({ litellm: [redis, { ...sessions, use: 'coordination' }], openwebui: [sessions] }, { cluster });
    expect(svg).toContain('>Sessions and coordination · noeviction<');
    expect(svg).toContain('>Response cache · eviction not stated<');
  });

  test('cuts nothing off, however long an address is', () => {
    const endpoint = 'master.prod-openwebui-redis.b7ce66.eucentral1.cache.amazonaws.com:6379/0';
    const svg = diagram({ litellm: [{ ...redis, endpoint }] }, { cluster });
    expect(svg).not.toContain('…');
    const lines = [...svg.matchAll(/class="detail" [^>]*>([^<]*)/g)].map(([, text]) => text);
    expect(lines.join('')).toContain(endpoint);
  });

  test('draws a read replica in the box of its database', () => {
    const reads = { ...DATABASE, use: 'database, reads', endpoint: 'db-ro.example:5432' };
    const svg = diagram({ litellm: [DATABASE, reads] }, { cluster });
    expect(svg.match(/class="box network"/g)).toHaveLength(1);
    expect(svg).toContain('>db-ro.example:5432<');
  });

  test('draws a call from one application to another between the two', () => {
    const call = { ...DATABASE, use: 'models', variant: 'LiteLLM', endpoint: 'http://litellm.inferencehub:4000/v1' };
    const svg = diagram({ litellm: [DATABASE], openwebui: [call] }, { cluster });
    expect(svg.match(/class="box application"/g)).toHaveLength(2);
    expect(svg.match(/class="box (cluster|network|outside)"/g)).toHaveLength(1);
    expect(svg).toContain('>models<');
  });
});

describe('withReaders', () => {
  const variable = (name: string, value: string) => ({ litellm: { proxy: [{ name, value, from: 'Secret a#url' }] } });

  test('shows the replica that a URL leads to', () => {
    const containers = variable('DATABASE_URL_READ_REPLICA', 'postgresql://litellm:***@db-ro:5432/litellm?a=b');
    const wiring = withReaders({ litellm: [DATABASE], openwebui: [DATABASE] }, containers);
    expect(wiring['litellm']?.map(({ use, endpoint }) => [use, endpoint])).toEqual([
      ['database', 'db.example:5432'],
      ['database, reads', 'db-ro:5432'],
    ]);
    expect(wiring['openwebui']).toEqual([DATABASE]);
  });

  test('shows the replica that the chart names by host', () => {
    const wiring = withReaders({ litellm: [DATABASE] }, variable('DATABASE_HOST_READ_REPLICA', 'db-ro'));
    expect(wiring['litellm']?.[1]?.endpoint).toBe('db-ro:5432');
  });

  test('says where a URL is kept that is a secret as a whole', () => {
    const wiring = withReaders({ litellm: [DATABASE] }, variable('DATABASE_URL_READ_REPLICA', '***'));
    expect(wiring['litellm']?.[1]?.endpoint).toBe('the URL in Secret a#url');
  });
});

describe('warningsOf', () => {
  const redis = { ...DATABASE, use: 'sessions', variant: 'external', endpoint: 'cache.corp:6379', tls: 'TLS' };

  test('names the setting that is missing, once for a shared server', () => {
    const wiring = { litellm: [{ ...redis, use: 'coordination' }], openwebui: [redis] };
    expect(warningsOf(wiring)).toEqual([expect.stringMatching(/^redis\.openwebui\.evictionPolicy is not stated/)]);
    expect(wiringSections(wiring, 160, pc.createColors(false)).flat().join('\n')).toMatch(/^! redis[^]*not stated/);
  });

  test('warns of what leaves the cluster without TLS, and of nothing inside', () => {
    const plain = { ...DATABASE, use: 'models', variant: 'Ollama', endpoint: 'http://host.corp:11434', tls: 'none' };
    const inside = { ...plain, variant: 'LiteLLM', endpoint: 'http://litellm.apps.svc.cluster.local:4000/v1' };
    expect(warningsOf({ litellm: [plain, inside] })).toEqual([expect.stringContaining('host.corp:11434 (models)')]);
  });
});

describe('plainHopsOf', () => {
  test('says once of what is not encrypted why, and what protects it', () => {
    const models = { ...DATABASE, use: 'models', tls: 'none', plainHop: 'litellm-api' } as const;
    const [only, ...others] = plainHopsOf({ openwebui: [DATABASE, models, models] });
    expect(only).toMatch(/^litellm-api \(.* → LiteLLM\): .*Instead: network policies/);
    expect(others).toEqual([]);
    expect(
      wiringSections({ openwebui: [models] }, 160, pc.createColors(false))
        .flat()
        .join('\n'),
    ).toContain('Without TLS, on purpose');
  });
});

describe('limitsOf', () => {
  const aws = { account: { id: '1' }, cluster: { kind: 'managed' }, postgres: { kind: 'managed' } };
  const local = { cluster: { kind: 'kubeconfig' }, postgres: { kind: 'in-cluster' } };

  test('speaks of AWS only where the environment is there', () => {
    expect(limitsOf(aws as Parameters<typeof limitsOf>[0]).join(' ')).toContain('AWS');
    expect(limitsOf(local as Parameters<typeof limitsOf>[0]).join(' ')).not.toMatch(/AWS|account|60 minutes/);
  });
});

describe('LiveProgress', () => {
  test('cuts a line to what the terminal shows, and keeps its colours', () => {
    expect(cut('\u001b[32mgreen\u001b[39m and more', 7)).toBe('\u001b[32mgreen\u001b[39m a');
  });
});

describe('containerEnvironments', () => {
  const state: State = {
    outputs: {},
    resources: [
      release('apps', './assets/x', {
        resources: [
          {
            kind: 'ExternalSecret',
            spec: {
              target: {
                name: 'searxng',
                template: { data: { 'secret-key': 'a-{{ .secret1 | urlquery | replace "+" "%20" }}-z' } },
              },
              data: [
                {
                  secretKey: 'secret1',
                  remoteRef: { key: 'prod/searxng', property: 'password' },
                  sourceRef: { storeRef: { name: 'aws-secrets-manager' } },
                },
              ],
            },
          },
        ],
      }),
      release('searxng', './assets/y', { secret: { name: 'searxng', key: 'secret-key' } }),
    ],
  };

  test('masks what a Secret is composed of, and says where that is kept', () => {
    const variables = Object.values(containerEnvironments([state])['searxng'] ?? {}).flat();
    expect(variables.find(({ name }) => name === 'SEARXNG_SECRET')).toEqual({
      name: 'SEARXNG_SECRET',
      value: 'a-***-z',
      from: 'Secret searxng#secret-key ← aws-secrets-manager: prod/searxng#password',
    });
  });

  test('puts containers together that get the same', () => {
    const variables = [{ name: 'A', value: '1' }];
    const groups = containerGroups({ litellm: { gateway: variables, backend: [...variables], ui: [] } });
    expect(groups.map(({ containers }) => containers)).toEqual([['gateway', 'backend'], ['ui']]);
  });
});

describe('textTable', () => {
  test('leaves out a column in which nothing stands', () => {
    expect(textTable(['a', 'b', 'c'], [['1', '', '3']], 80)).toEqual(['a  c', '1  3']);
  });

  test('wraps the widest cells after a separator, and loses no character', () => {
    const [, ...lines] = textTable(['name', 'place'], [['db', 'one.two.three.four.five']], 20);
    expect(lines.length).toBeGreaterThan(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(20);
    expect(lines.map((line) => line.slice(6)).join('')).toBe('one.two.three.four.five');
  });
});

function release(name: string, chart: string, values: object): State['resources'][number] {
  const attributes = { name, chart, namespace: 'inferencehub', values: [JSON.stringify(values)] };
  return { mode: 'managed', type: 'helm_release', name, instances: [{ attributes }] };
}
