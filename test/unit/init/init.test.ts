import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import ts from 'typescript';
import type { Answers } from '../../../init/question';
import { loadEnvironments, UserError } from '../../../environments';
import { environmentStacks } from '../../../stacks';
import { PROJECT } from '../../docs/support/documents';
import { pairwise } from '../../support/pairwise';
import { inFolder, init, linkLibrary, makeProject } from './support';

const COMMAND = join(PROJECT, 'cli', 'bin.cjs');

const AWS: Answers = { account: '111111111111', region: 'eu-central-1' };
/** What questions ask that come with some answers only; each is used where it applies. */
const DETAILS: Answers = {
  ...AWS,
  'cluster-name': 'shared',
  vpc: 'vpc-0123456789abcdef0',
  subnets: 'subnet-0123456789abcdef0,subnet-0123456789abcdef1',
  'api-from': '203.0.113.0/24',
  context: 'kind-platform',
  'postgres-host': 'postgres.example.com:5432',
  'openwebui-redis-host': 'sessions.example.com:6379',
  'litellm-redis-host': 'cache.example.com',
  bucket: 'example-files',
  'ollama-url': 'http://ollama.example.com:11434',
  host: 'chat.example.com',
  certificate: 'arn:aws:acm:eu-central-1:111111111111:certificate/11111111-1111-1111-1111-111111111111',
  'tls-secret': 'chat-tls',
  'admin-email': 'admin@example.com',
  'state-bucket': 'example-state',
  'state-region': 'eu-central-1',
  organization: 'example',
};

/** Which answers the details belong to. */
const BELONGS: Readonly<Record<string, (answers: Answers) => boolean>> = {
  account: ({ cluster }) => cluster !== 'kubeconfig',
  region: ({ cluster }) => cluster !== 'kubeconfig',
  'cluster-name': ({ cluster }) => cluster === 'existing',
  vpc: ({ cluster }) => cluster === 'existing',
  subnets: ({ cluster }) => cluster === 'existing',
  'api-from': ({ cluster }) => cluster === 'managed',
  context: ({ cluster }) => cluster === 'kubeconfig',
  'postgres-host': ({ postgres }) => postgres === 'external',
  'openwebui-redis-host': (answers) => answers['openwebui-redis'] === 'external',
  'litellm-redis-host': (answers) => answers['litellm-redis'] === 'external',
  bucket: ({ storage }) => storage === 'existing',
  'ollama-url': ({ models }) => models?.includes('ollama') === true,
  host: ({ gateway }) => gateway !== 'none',
  certificate: ({ gateway }) => gateway === 'alb',
  'tls-secret': ({ gateway }) => gateway === 'envoy',
  'admin-email': ({ gateway }) => gateway !== 'none',
  'state-bucket': ({ state }) => state === 's3',
  'state-region': ({ state }) => state === 's3',
  organization: ({ state }) => state === 'hcp',
};

/** Every two choices that can go together, once at least. Behind a kubeconfig nothing is on AWS. */
const COMBINATIONS = pairwise(
  {
    cluster: ['managed', 'existing', 'kubeconfig'],
    purpose: ['production', 'trial'],
    postgres: ['managed', 'in-cluster', 'external'],
    'openwebui-redis': ['managed', 'in-cluster', 'external'],
    'litellm-redis': ['managed', 'in-cluster', 'external'],
    storage: ['managed', 'existing', 'volume'],
    models: ['bedrock', 'openai', 'anthropic,ollama'],
    gateway: ['none', 'alb', 'envoy'],
    state: ['local', 's3', 'hcp'],
  },
  ({ cluster, postgres, storage, models, gateway, ...redis }) =>
    cluster !== 'kubeconfig' ||
    (postgres !== 'managed' &&
      redis['openwebui-redis'] !== 'managed' &&
      redis['litellm-redis'] !== 'managed' &&
      (storage === undefined || storage === 'volume') &&
      models !== 'bedrock' &&
      gateway !== 'alb'),
);

/** A combination with the details that it asks for. */
function complete(answers: Answers): Answers {
  const details = Object.entries(DETAILS).filter(([topic]) => BELONGS[topic]?.(answers));
  return { ...answers, ...(Object.fromEntries(details) as Answers) };
}

describe('the environments that init writes', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'init-'));
    makeProject(folder);
    for (const [index, answers] of COMBINATIONS.entries()) {
      await init({ folder, name: `team-${index}`, flags: complete(answers) });
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('are right, all of them beside each other, and can be synthesized', () => {
    const environments = loadEnvironments(undefined, { directory: join(folder, 'environments') });
    expect(environments).toHaveLength(COMBINATIONS.length);
    for (const environment of environments) {
      const stacks = environmentStacks(Testing.app(), environment).map((stack) => Testing.synth(stack));
      expect(stacks).toHaveLength(environment.account ? 6 : 3);
      expect(stacks.join()).not.toContain('<unresolved-token>');
    }
  });

  test('choose what was answered', () => {
    const environments = loadEnvironments(undefined, { directory: join(folder, 'environments') });
    for (const [index, answers] of COMBINATIONS.entries()) {
      const environment = environments.find(({ name }) => name === `team-${index}`);
      expect(environment).toMatchObject({
        cluster: { kind: answers.cluster },
        protection: answers.purpose === 'production',
        postgres: { kind: answers.postgres },
        redis: { openwebui: { kind: answers['openwebui-redis'] }, litellm: { kind: answers['litellm-redis'] } },
        storage: { kind: answers.storage },
        gateway: { kind: answers.gateway },
        state: { kind: answers.state },
      });
      const providers = new Set(environment?.litellm.models.map(({ provider }) => provider));
      expect([...providers].join()).toBe(answers.models);
    }
  });

  test('are formatted as the project is', () => {
    const configuration = join(PROJECT, '.prettierrc.json');
    const prettier = join(PROJECT, 'node_modules', 'prettier', 'bin', 'prettier.cjs');
    const files = readdirSync(join(folder, 'environments')).filter((file) => file.startsWith('team-'));
    const args = [prettier, '--config', configuration, '--list-different', ...files];
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: join(folder, 'environments'),
      encoding: 'utf8',
    });
    expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
  });

  test('hold no password, but the names of the variables that do', () => {
    const index = COMBINATIONS.findIndex(({ postgres }) => postgres === 'external');
    const text = readFileSync(join(folder, 'environments', `team-${index}.ts`), 'utf8');
    expect(text).toContain('postgresql://litellm:${LITELLM_DATABASE_PASSWORD}@postgres.example.com:5432/litellm');
  });
});

describe('init', () => {
  const refusal = (folder: string, flags: Answers, name: string | undefined = 'team') =>
    init({ folder, name, flags }).then(
      () => 'it was written',
      (error: unknown) => (error instanceof UserError ? error.message : String(error)),
    );

  test('names every flag that is missing when nobody can be asked, and writes nothing', async () => {
    await inFolder((folder) => {
      const { status, stderr, stdout } = spawnSync(process.execPath, [COMMAND, 'init', '--storage', 'existing'], {
        cwd: folder,
        env: { ...process.env, AWS_REGION: '', AWS_DEFAULT_REGION: '' },
        encoding: 'utf8',
        input: '',
      });
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      for (const flag of ['--account <id>', '--region <region>', '--bucket <name>']) {
        expect(stderr).toContain(`${flag} is missing`);
      }
      expect(stderr).toContain("the environment's name is missing");
      expect(stderr).not.toMatch(/^\s+at /m);
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  test('tells everything that is wrong with flags at once, in their own names', async () => {
    await inFolder(async (folder) => {
      const told = await refusal(folder, { ...AWS, account: '12', postgres: 'mysql', models: 'bedrock,groq' }, 'Team');
      expect(told).toContain('--account is "12"; it takes an account id');
      expect(told).toContain('--postgres is "mysql"; it takes managed, in-cluster or external');
      expect(told).toContain('--models is "bedrock,groq"; it takes bedrock, openai, anthropic, ollama');
      expect(told).toContain('the environment\'s name is "Team"');
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  test('tells what the schema and its rules say of the answers together', async () => {
    await inFolder(async (folder) => {
      const told = await refusal(folder, {
        cluster: 'kubeconfig',
        postgres: 'managed',
        gateway: 'envoy',
        host: 'chat.x.org',
        'admin-email': 'admin@x.org',
      });
      expect(told).toContain('--postgres (postgres) is managed, but --cluster (cluster.kind) is kubeconfig');
      expect(told).toContain('--tls-secret (gateway.tlsSecret) is missing');
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  test('refuses a flag that says nothing beside the others', async () => {
    await inFolder(async (folder) => {
      const told = await refusal(folder, { cluster: 'kubeconfig', account: '111111111111' });
      expect(told).toContain('--account says nothing here; it is for --cluster managed or existing');
    });
  });

  test('overwrites no environment', async () => {
    await inFolder(async (folder) => {
      makeProject(folder);
      const file = join(folder, 'environments', 'team.yaml');
      writeFileSync(file, 'mine');
      expect(await refusal(folder, AWS)).toContain('there is an environment team already');
      expect(readFileSync(file, 'utf8')).toBe('mine');
      expect(existsSync(join(folder, 'environments', 'team.ts'))).toBe(false);
    });
  });

  test('gives each environment a range that no other has', async () => {
    await inFolder(async (folder) => {
      makeProject(folder);
      for (const name of ['one', 'two']) await init({ folder, name, flags: AWS });
      const environments = loadEnvironments(undefined, { directory: join(folder, 'environments') });
      const ranges = environments.map(({ network }) => network?.kind === 'managed' && network.cidr);
      expect(ranges).toEqual(['10.10.0.0/16', '10.20.0.0/16']);
    });
  });

  test.each([
    ['us-west-2', 'us'],
    ['ap-northeast-1', 'jp'],
    ['sa-east-1', 'global'],
  ])('takes the inference profile that has %s: %s', async (region, profile) => {
    await inFolder(async (folder) => {
      makeProject(folder);
      await init({ folder, flags: { ...AWS, region } });
      const [environment] = loadEnvironments('team', { directory: join(folder, 'environments') });
      expect(environment?.litellm.models[0]).toMatchObject({
        model: `${profile}.anthropic.claude-sonnet-4-5-20250929-v1:0`,
      });
    });
  });

  test('opens the Kubernetes API to the internet for public ranges alone', async () => {
    await inFolder(async (folder) => {
      makeProject(folder);
      await init({ folder, name: 'desk', flags: { ...AWS, 'api-from': '203.0.113.0/24' } });
      await init({ folder, name: 'vpn', flags: { ...AWS, 'api-from': '10.200.0.0/16, 192.168.3.0/24' } });
      const access = loadEnvironments(undefined, { directory: join(folder, 'environments') }).map(
        ({ cluster }) => cluster.kind === 'managed' && cluster.endpointAccess,
      );
      expect(access).toEqual([
        { kind: 'public', allowedCidrs: ['203.0.113.0/24'] },
        { kind: 'private', allowedCidrs: ['10.200.0.0/16', '192.168.3.0/24'] },
      ]);
    });
  });
});

describe('init in an empty folder', () => {
  test('makes a project that compiles, and says what comes next', async () => {
    await inFolder(async (folder) => {
      const told = await init({ folder, flags: { ...AWS, models: 'openai' } });
      expect(readdirSync(folder).sort()).toEqual([
        '.gitignore',
        'README.md',
        'cdktf.json',
        'environments',
        'main.ts',
        'package.json',
        'tsconfig.json',
      ]);
      expect(told).toContain('npm install ');
      expect(told).toContain('npx inferencehub rehearse team');
      expect(told).toContain('export OPENAI_API_KEY=…');
      linkLibrary(folder);
      expect(compileErrors(folder)).toEqual([]);
    });
  });

  test('depends on this program’s own version, and on what runs it', async () => {
    await inFolder(async (folder) => {
      await init({ folder, flags: AWS });
      const own = packageOf(PROJECT);
      const made = packageOf(folder);
      expect(made.dependencies).toEqual({ 'inferencehub-cdktf': `^${own.version}`, tsx: own.dependencies.tsx });
      expect(made.devDependencies).toEqual({
        '@types/node': own.devDependencies['@types/node'],
        typescript: own.devDependencies.typescript,
      });
    });
  });

  test('keeps the package.json of an npm project', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'package.json'), '{ "name": "mine" }');
      expect(await init({ folder, flags: AWS })).toContain('npm install inferencehub-cdktf tsx');
      expect(readFileSync(join(folder, 'package.json'), 'utf8')).toBe('{ "name": "mine" }');
    });
  });

  test('refuses a folder with something else in it', async () => {
    await inFolder(async (folder) => {
      writeFileSync(join(folder, 'main.tf'), '');
      await expect(init({ folder, flags: AWS })).rejects.toThrow(
        /no project here, and \S+ is no empty folder \(main\.tf\)/,
      );
      expect(readdirSync(folder)).toEqual(['main.tf']);
    });
  });

  interface Package {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  }

  function packageOf(folder: string): Package {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
  }

  /** What TypeScript says with the project's own configuration. */
  function compileErrors(folder: string): string[] {
    const file = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path));
    const { options, fileNames } = ts.parseJsonConfigFileContent(file.config, ts.sys, folder);
    const typeRoots = [join(PROJECT, 'node_modules', '@types')];
    const program = ts.createProgram(fileNames, { ...options, typeRoots });
    const own = fileNames.flatMap((file) => [...program.getSemanticDiagnostics(program.getSourceFile(file))]);
    return own.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  }
});
