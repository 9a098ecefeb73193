import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RehearsalReport } from '../../rehearsal';
import { documents, type Snippet } from '../docs/support/documents';
import { ForeignProject } from './support/foreign-project';

/** The one snippet of a page's that has all of these. */
function snippet(page: string, ...having: readonly string[]): string {
  const found = documents()
    .filter(({ path }) => path === page)
    .flatMap(({ snippets }) => snippets)
    .filter(({ code }: Snippet) => having.every((text) => code.includes(text)));
  expect(found).toHaveLength(1);
  return found[0]?.code ?? '';
}

const CDKTF = { language: 'typescript', app: 'node main.js', projectId: 'foreign', sendCrashReports: 'false' };

const COMPILER = {
  strict: true,
  target: 'ES2022',
  lib: ['ES2023'],
  types: ['node'],
};

describe('the package, installed in a project of its own', () => {
  let project: ForeignProject;
  beforeAll(() => {
    project = new ForeignProject();
  }, 600_000);
  afterAll(() => {
    project.remove();
  });

  test('has the compiled code, what it reads, and the command; no environment of ours and no test', () => {
    expect(project.packed).toEqual(
      expect.arrayContaining([
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'cli/bin.cjs',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/charts/database-bootstrap/Chart.yaml',
        'dist/policy/exceptions.yaml',
        'dist/policy/kubernetes/validate.py',
        'dist/policy/requirements.txt',
        'dist/rehearsal/providers/protocol/plugin.proto',
        'dist/rehearsal/report/html-report.css',
      ]),
    );
    const others = project.packed.filter((path) => !path.startsWith('dist/'));
    expect(others.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'cli/bin.cjs', 'package.json']);
    expect(project.packed.filter((path) => /test|environments\/(prod|dev|local)|(?<!\.d)\.ts$/.test(path))).toEqual([]);
  });

  describe('for the README’s app', () => {
    beforeAll(() => {
      project.write({
        'main.ts': snippet('README.md', "from 'inferencehub-cdktf'"),
        'constructs-only.ts':
          "import { Names } from 'inferencehub-cdktf/constructs';\nexport const name: string = new Names('a').of('b');\n",
        'cdktf.json': JSON.stringify(CDKTF),
      });
    });

    test.each([
      [
        'with modules as TypeScript found them before exports',
        { module: 'CommonJS', moduleResolution: 'node', skipLibCheck: true },
      ],
      [
        'with modules as Node finds them, and the declarations checked too',
        { module: 'Node16', moduleResolution: 'Node16' },
      ],
    ])(
      'compiles strictly %s',
      (_, modules) => {
        const { stdout } = project.compile({
          compilerOptions: { ...COMPILER, ...modules },
          files: ['main.ts', 'constructs-only.ts'],
        });
        expect(stdout).toBe('');
      },
      600_000,
    );

    test('synthesizes, in its own account, with the charts of ours that it carries', () => {
      const { status, stderr } = project.run('cdktf', ['synth']);
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      expect(project.stack('models')).toMatchObject({
        provider: {
          aws: [
            {
              allowed_account_ids: ['222222222222'],
              assume_role: [{ role_arn: 'arn:aws:iam::222222222222:role/deployer' }],
              region: 'eu-west-1',
            },
          ],
        },
        resource: { aws_rds_cluster: {}, aws_elasticache_replication_group: {}, helm_release: {} },
      });
      expect(existsSync(join(project.directory, 'cdktf.out', 'stacks', 'models', 'assets'))).toBe(true);
    }, 600_000);

    test('rehearses, although its state would be elsewhere', () => {
      const { status, stdout, stderr } = project.run('inferencehub', ['rehearse', '--app', '--json']);
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      const [report] = (JSON.parse(stdout) as { rehearsals: RehearsalReport[] }).rehearsals;
      expect(report).toMatchObject({
        passed: true,
        problems: [],
        stacks: [{ name: 'models', changesOnSecondPlan: [] }],
      });
      expect(report?.stacks[0]?.types).toMatchObject({ aws_rds_cluster: 1, aws_elasticache_replication_group: 2 });
      expect(report?.secrets.markers).toBeGreaterThan(10);
      expect(existsSync(join(project.directory, 'terraform.models.tfstate'))).toBe(false);
    }, 600_000);
  });

  describe('for environments of the project’s own', () => {
    const PAGE = 'docs/library.md';
    beforeAll(() => {
      project.write({
        'platform/cdktf.json': snippet(PAGE, 'node --import tsx main.ts'),
        'platform/main.ts': snippet(PAGE, 'environmentsApp(process.env)'),
        'platform/environments/team.ts': snippet(PAGE, 'defineEnvironment'),
      });
    });

    test('lists them, and none of ours', () => {
      const { status, stdout } = project.run('inferencehub', ['environments'], 'platform');
      expect(status).toBe(0);
      expect(stdout.split('\n').slice(1).join('\n')).toMatch(/^\s*team\s[^\n]*\n$/);
    }, 120_000);

    test('synthesizes them', () => {
      const { status, stderr } = project.run('inferencehub', ['synth', 'team'], 'platform');
      expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
      expect(project.stack('team-apps', 'platform')).toHaveProperty('resource.helm_release');
    }, 600_000);

    test('tells a mistake in the words of their files', () => {
      const { status, stderr } = project.run('inferencehub', ['synth', 'taem'], 'platform');
      expect(status).toBe(2);
      expect(stderr).toContain('did you mean team?');
    }, 120_000);
  });

  test('says where the command works when it is nowhere', () => {
    const { status, stderr } = project.run('inferencehub', ['environments'], '..');
    expect(status).toBe(2);
    expect(stderr).toContain('there is no cdktf.json in');
  }, 120_000);
});
