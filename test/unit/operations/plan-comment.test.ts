import { planComment, planOutcome } from '../../../operations/plan/plan-comment';
import type { PlanJson, StackPlan } from '../../../operations/plan/stack-plan';

type Block = Readonly<Record<string, unknown>>;

const SECRET = 'value-of-an-argument';

function change(address: string, actions: readonly string[], more: Block = {}) {
  const [type = ''] = address.split('.');
  const change = { actions, before: { name: SECRET }, after: { name: SECRET }, ...more };
  return { address, type, mode: 'managed', change };
}

function planned(stack: string, plan: PlanJson): StackPlan {
  return { stack, kind: 'planned', plan };
}

describe('planComment', () => {
  const data: PlanJson = {
    resource_changes: [
      change('aws_db_subnet_group.main', ['delete', 'create'], { replace_paths: [['name']] }),
      change('aws_rds_cluster.postgres', ['delete', 'create'], { replace_paths: [['engine_mode'], ['kms_key_id']] }),
      change('aws_s3_bucket.files', ['delete'], { after: null }),
      change('aws_iam_role.old', ['delete'], { after: null }),
      change('aws_rds_cluster_instance.writer', ['update'], {
        before: { instance_class: 'db.r7g.large', tags: { a: '1' }, arn: 'x', timeouts: [] },
        after: { instance_class: 'db.r7g.xlarge', tags: { a: '1' }, timeouts: [] },
        after_unknown: { arn: true, timeouts: [{}], tags: {} },
      }),
      change('aws_secretsmanager_secret.one', ['create'], { before: null }),
      change('aws_secretsmanager_secret.two', ['create'], { before: null }),
      change('aws_vpc.main', ['no-op']),
      { ...change('data.aws_region.here', ['read']), mode: 'data' },
    ],
  };
  const comment = planComment('prod', [
    planned('prod-network', { resource_changes: [change('aws_vpc.main', ['no-op'])] }),
    planned('prod-data', data),
    { stack: 'prod-apps', kind: 'waits', for: 'prod-data' },
  ]);
  const section = (title: string) => comment.slice(comment.indexOf(title)).split(/\n\n(?:###|<details|Each)/)[0] ?? '';

  test('begins with what it is about, and that data may be lost', () => {
    expect(comment.split('\n').slice(0, 2)).toEqual([
      '<!-- inferencehub plan -->',
      '## Plan of `prod`: **data may be lost**',
    ]);
  });

  test('puts what holds data before everything else, with the arguments that force it', () => {
    expect(section('### Data may be lost (2)')).toBe(
      [
        '### Data may be lost (2)',
        '',
        '- replace `aws_rds_cluster.postgres`: `engine_mode`, `kms_key_id`',
        '- destroy `aws_s3_bucket.files`',
      ].join('\n'),
    );
    const places = ['Data may be lost', 'Replaced or destroyed', 'Changed in place', 'Created (2)'];
    const order = places.map((title) => comment.indexOf(title));
    expect(order).toEqual([...order].sort((one, other) => one - other));
    expect(order).not.toContain(-1);
  });

  test('names the arguments that change in place, and no other', () => {
    expect(section('Changed in place (1)')).toContain(
      '- update `aws_rds_cluster_instance.writer`: `arn`, `instance_class`\n',
    );
  });

  test('counts what is created by type', () => {
    expect(section('Created (2)')).toContain('- 2 × `aws_secretsmanager_secret`');
  });

  test('has a row for each stack, also for one that cannot be planned yet', () => {
    expect(comment).toContain('| `prod-network` |  |  |  |  |');
    expect(comment).toContain('| `prod-data` | 2 | 1 | 2 | 2 |');
    expect(comment).toContain('| `prod-apps` | planned once `prod-data` is deployed | | | |');
  });

  test('has no value of any argument', () => {
    expect(comment).not.toContain(SECRET);
    expect(comment).not.toContain('db.r7g');
  });

  test('says so when nothing changes, when outputs alone do, and when a plan fails', () => {
    const headline = (...stacks: StackPlan[]) => planComment('dev', stacks).split('\n')[1];
    expect(headline(planned('dev-data', {}))).toBe('## Plan of `dev`: no changes');
    const output: PlanJson = { output_changes: { urls: { actions: ['update'] }, same: { actions: ['no-op'] } } };
    expect(headline(planned('dev-apps', output))).toBe('## Plan of `dev`: outputs only');
    expect(headline({ stack: 'dev-apps', kind: 'failed' })).toBe('## Plan of `dev`: it fails');
    const created = { resource_changes: [change('aws_vpc.main', ['create'], { before: null })] };
    expect(headline(planned('dev-network', created))).toBe('## Plan of `dev`: 1 to create');
  });

  test('stays below what GitHub takes for a comment', () => {
    const many = Array.from({ length: 2000 }, (_, index) => change(`aws_iam_role.role-${index}`, ['delete']));
    const long = planComment('dev', [planned('dev-data', { resource_changes: many })]);
    expect(long.length).toBeLessThan(65_536);
    expect(long).toContain('the rest is in the job');
  });
});

describe('planOutcome', () => {
  const outcome = (...stacks: readonly StackPlan[]) => planOutcome('prod', stacks);

  test('is one line: what would change, that data may be lost, or that it fails', () => {
    const created = planned('prod-network', { resource_changes: [change('aws_vpc.main', ['create'])] });
    const lost = planned('prod-data', { resource_changes: [change('aws_s3_bucket.files', ['delete'])] });
    expect(outcome(planned('prod-network', {}))).toBe('prod: no changes');
    expect(outcome(created)).toBe('prod: 1 to create');
    expect(outcome(created, lost)).toBe('prod: data may be lost');
    expect(outcome(created, { stack: 'prod-data', kind: 'failed' })).toBe('prod: it fails');
  });
});
