import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RehearsalReport } from '../../rehearsal';
import { htmlReport } from '../../rehearsal';
import { rehearseFixture } from './support/rehearse-fixture';

describe('a rehearsal of an app that is right', () => {
  let report: RehearsalReport;
  const temporary = mkdtempSync(join(tmpdir(), 'test-'));

  beforeAll(async () => {
    const machine = { ...process.env, AWS_ACCESS_KEY_ID: 'real', KUBECONFIG: '/real', TF_VAR_PROVIDER_KEY: 'real' };
    report = await rehearseFixture('well-behaved', { machine, temporary });
  });

  afterAll(() => {
    rmSync(temporary, { recursive: true });
  });

  test('passes', () => {
    expect(report.problems).toEqual([]);
    expect(report.passed).toBe(true);
  });

  test('deploys every stack, producers first, and counts what they make', () => {
    expect(report.stacks.map(({ name, resources }) => ({ name, resources }))).toEqual([
      { name: 'small-network', resources: 2 },
      { name: 'small-apps', resources: 5 },
    ]);
    expect(report.stacks[1]?.dependencies).toEqual(['small-network']);
    expect(report.stacks[1]?.types).toMatchObject({ aws_secretsmanager_secret: 2, helm_release: 1 });
  });

  test('times each step of each stack', () => {
    const seconds = report.stacks.flatMap((stack) => Object.values(stack.seconds));
    expect(seconds).toHaveLength(6);
    expect(Math.min(...seconds)).toBeGreaterThan(0);
  });

  test('finds the second plan empty', () => {
    expect(report.stacks.map(({ changesOnSecondPlan }) => changesOnSecondPlan)).toEqual([[], []]);
  });

  test('tells the wiring with references resolved', () => {
    expect(report.wiring?.['litellm']?.[0]?.endpoint).toMatch(/^vpc-[0-9a-f]+\.example:5432$/);
  });

  test('has searched for the made-up secrets, the values of variables among them', () => {
    // The ephemeral password, opened anew by each plan and apply, and the variable.
    expect(report.secrets.markers).toBeGreaterThanOrEqual(3);
    expect(report.secrets.files).toBeGreaterThan(10);
    expect(report.secrets.found).toEqual([]);
  });

  test('leaves the values of sensitive outputs out', () => {
    expect(report.stacks[0]?.outputs).toEqual({ 'cross-stack-output-aws_vpcvpcid': null });
  });

  test('says which variables a real deployment would miss', () => {
    expect(report.variables).toEqual([{ name: 'PROVIDER_KEY', isSet: false }]);
  });

  test('says what it does not prove', () => {
    expect(report.doesNotProve.join(' ')).toContain('AWS');
  });

  test('leaves no folder behind', () => {
    expect(readdirSync(temporary)).toEqual([]);
  });

  test('becomes a page that needs nothing besides itself', () => {
    const page = htmlReport(report);
    expect(page).toContain('<svg');
    expect(page).toContain('small-network');
    expect(page).not.toMatch(/\b(src|href)=|@import|url\(/);
  });
});

describe('a rehearsal of one stack', () => {
  test('deploys it with what it needs, and names what it leaves out', async () => {
    const report = await rehearseFixture('well-behaved', { stacks: ['network'] });
    expect(report.problems).toEqual([]);
    expect(report.stacks.map(({ name }) => name)).toEqual(['small-network']);
    expect(report.notDeployed).toEqual(['small-apps']);
    // The output for the stack that is left out is there all the same: everything is built.
    expect(Object.keys(report.stacks[0]?.outputs ?? {})).toEqual(['cross-stack-output-aws_vpcvpcid']);
  });

  test('refuses a name that no stack has, and lists those that there are', async () => {
    await expect(rehearseFixture('well-behaved', { stacks: ['dta'] })).rejects.toThrow(
      'no stack is called dta; there are small-network, small-apps',
    );
  });
});

describe('a rehearsal that fails', () => {
  test('finds a secret that leaks, and says where', async () => {
    const report = await rehearseFixture('leaking');
    expect(report.passed).toBe(false);
    const places = report.secrets.found.filter(({ origin }) => origin === 'random_password.result');
    expect(places.map(({ file }) => file)).toEqual(
      expect.arrayContaining([
        'deployed-state/small-apps.tfstate',
        // Inside a plan file, which is an archive.
        'cdktf.out/stacks/small-apps/second.tfplan:tfplan',
      ]),
    );
    const inState = places.find(({ file }) => file === 'deployed-state/small-apps.tfstate');
    expect(inState?.paths.join()).toContain('helm_release.leaking');
    expect(report.problems.map(({ phase }) => phase)).toContain('secrets');
  });

  test('finds a second plan that is not empty, and what it would change', async () => {
    const report = await rehearseFixture('never-the-same');
    expect(report.passed).toBe(false);
    expect(report.stacks[1]?.changesOnSecondPlan).toEqual(['update helm_release.restless']);
    expect(report.problems).toEqual([expect.objectContaining({ phase: 'plan again', stack: 'small-apps' })]);
  });

  test('finds what AWS keeps in another form than it was written in', async () => {
    const report = await rehearseFixture('kept-otherwise', { stacks: ['network'] });
    expect([...(report.stacks[0]?.changesOnSecondPlan ?? [])].sort()).toEqual([
      'update aws_elasticache_user.long',
      'update aws_elasticache_user.unfounded',
      'update aws_route53_resolver_firewall_domain_list.dotless',
    ]);
    expect(report.problems).toEqual([expect.objectContaining({ phase: 'plan again', stack: 'small-network' })]);
  });

  test("tells Terraform's own error and the stack, and destroys nothing that it could not deploy", async () => {
    const report = await rehearseFixture('refused', { keep: true });
    expect(report.problems).toEqual([expect.objectContaining({ phase: 'deploy', stack: 'small-network' })]);
    expect(report.problems[0]?.message).toContain('cidr_blokc');
    expect(report.problems[0]?.message).toContain('aws_subnet.mistaken');
    expect(report.problems[0]?.message).not.toContain('node_modules');
    const { directory = '' } = report;
    expect(existsSync(join(directory, 'logs', 'cdktf-deploy.log'))).toBe(true);
    rmSync(directory, { recursive: true });
  });
});

describe('a deployment that fails half-way', () => {
  test('is completed by a second one', async () => {
    const report = await rehearseFixture('well-behaved', { failOnce: 'helm_release' });
    expect(report.resumedAfter).toContain('helm_release');
    expect(report.problems).toEqual([]);
    expect(report.stacks.map(({ resources }) => resources)).toEqual([2, 5]);
  });

  test('is refused by Helm where its provider was killed, and says so', async () => {
    const report = await rehearseFixture('well-behaved', { failOnce: 'helm_release:killed' });
    expect(report.passed).toBe(false);
    expect(report.problems).toEqual([expect.objectContaining({ phase: 'deploy', stack: 'small-apps' })]);
    expect(report.problems[0]?.message).toContain('another operation (install/upgrade/rollback) is in progress');
  });

  test('is asked for in vain when nothing is of that type', async () => {
    const report = await rehearseFixture('well-behaved', { failOnce: 'aws_rds_cluster', stacks: ['network'] });
    expect(report.problems).toEqual([
      expect.objectContaining({ message: 'nothing met the failure asked for: aws_rds_cluster' }),
    ]);
  });
});

test('two rehearsals at once do not meet', async () => {
  const reports = await Promise.all([rehearseFixture('well-behaved'), rehearseFixture('well-behaved')]);
  expect(reports.map(({ problems }) => problems)).toEqual([[], []]);
});
