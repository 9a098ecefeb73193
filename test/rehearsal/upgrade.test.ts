import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RehearsalReport } from '../../rehearsal';
import { cdktfProgram, terminalReport } from '../../rehearsal';
import pc from 'picocolors';
import { fixtureApp, rehearseFixture } from './support/rehearse-fixture';
import { smallProject } from './support/small-project';

const LONG = 240_000;

describe('the rehearsal of an upgrade', () => {
  const project = smallProject(fixtureApp('upgraded'));
  const synthesized = join(project, 'cdktf.out');

  beforeAll(() => {
    write('first');
    execFileSync(process.execPath, [...cdktfProgram(), 'synth', '--output', synthesized], {
      cwd: project,
      stdio: 'pipe',
    });
    // What an apply leaves there is of real providers.
    mkdirSync(join(synthesized, 'stacks', 'small-data', '.terraform'));
    writeFileSync(join(synthesized, 'stacks', 'small-data', '.terraform.lock.hcl'), 'provider "other" {}');
    git('init', '--quiet');
    git('add', 'cdktf.json', 'version', 'environments');
    git('-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--message', 'first');
  }, LONG);

  afterAll(() => {
    rmSync(project, { recursive: true });
  });

  function write(version: string): void {
    writeFileSync(join(project, 'version'), version);
  }

  function git(...args: string[]): string {
    return execFileSync('git', args, { cwd: project, encoding: 'utf8' });
  }

  function upgrade(from: string, acceptLoss: readonly string[] = []): Promise<RehearsalReport> {
    return rehearseFixture('upgraded', { project, app: undefined, from, acceptLoss });
  }

  /** What happens to the resources of a stack, by type. */
  function kinds(report: RehearsalReport, stack: string): Record<string, string> {
    const changes = report.upgrade?.stacks.find(({ name }) => name === stack)?.changes ?? [];
    return Object.fromEntries(changes.map(({ address, kind }) => [address.replace(/_[0-9A-F]{8}$/, ''), kind]));
  }

  describe('from a commit, by a program that was changed with care', () => {
    let report: RehearsalReport;

    beforeAll(async () => {
      write('careful');
      report = await upgrade('HEAD');
    }, LONG);

    test('passes: what holds data is moved or stays, and all of it is idempotent and destroyed', () => {
      expect(report.problems).toEqual([]);
      expect(report.upgrade?.stacks.flatMap(({ losses }) => losses)).toEqual([]);
    });

    test('moves what `renamed` is said of, with everything in it', () => {
      expect(kinds(report, 'small-data')).toEqual({
        'aws_kms_key.archive': 'move',
        'aws_kms_key.storage_key': 'update',
        'aws_s3_bucket.storage_bucket': 'move',
        'aws_secretsmanager_secret.storage_secret': 'move',
      });
    });

    test('shows what else changes', () => {
      expect(kinds(report, 'small-queues')).toEqual({ 'aws_sqs_queue.queue': 'replace' });
      const text = terminalReport(report, 120, pc.createColors(false));
      expect(text).toMatch(/Changes since HEAD\n.*\n {2}small-data +0 +1 +0 +0 +3\n/);
      expect(text).toContain('small-queues: aws_sqs_queue.queue is replaced because of name');
    });

    test('tells a stack that the program has no more', () => {
      expect(report.upgrade?.abandoned).toEqual(['small-old']);
    });

    test('leaves the repository as it is', () => {
      expect(git('status', '--porcelain')).toBe(' M version\n?? cdktf.out/\n');
      expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    });
  });

  describe('from a folder that cdktf synth wrote, by a program that was changed without care', () => {
    let report: RehearsalReport;

    beforeAll(async () => {
      write('careless');
      report = await upgrade(synthesized, ['small-data/aws_kms_key.archive-key', 'small-data/aws_s3_bucket.none']);
    }, LONG);

    const messages = (): string[] =>
      report.problems.map(({ phase, stack, message }) => `${phase} ${stack ?? ''}: ${message}`);

    test('fails, and destroys nothing', () => {
      expect(report.passed).toBe(false);
      expect(new Set(report.problems.map(({ phase }) => phase))).toEqual(new Set(['upgrade']));
      expect(report.stacks.map(({ seconds }) => seconds.destroy)).toEqual([undefined, undefined]);
    });

    test('names what would be replaced, the argument that cannot change in place, and the way out', () => {
      expect(messages()).toContainEqual(
        [
          'upgrade small-data: aws_rds_cluster.database would be replaced by an empty one: engine cannot change in place ("aurora-postgresql" → "aurora-mysql")',
          '  keep it: write engine as it was; or make the new one beside it, move the data, and remove this one last',
          '  accept it, once what it holds is saved: --accept-loss small-data/aws_rds_cluster.database',
        ].join('\n'),
      );
    });

    test('tells a construct that has another id from one that is gone', () => {
      const bucket = messages().find((message) => message.includes('aws_s3_bucket.store_bucket'));
      expect(bucket).toContain('and aws_s3_bucket.storage_bucket');
      expect(bucket).toContain("keep it: tell its former path where storage is made: renamed(…, 'store')");
    });

    test('takes no secret for new under its old name, which AWS gives away only after days', () => {
      expect(messages().join('\n')).toContain('aws_secretsmanager_secret.store_secret');
    });

    test('knows from the earlier program what holds data', () => {
      expect(messages().join('\n')).toContain('aws_kms_key.store_key');
    });

    test('lets go what may go, and refuses to accept what is not lost', () => {
      expect(messages().join('\n')).not.toContain('archive-key');
      const idle = messages().find((message) => message.includes('aws_s3_bucket.none'));
      expect(idle).toMatch(
        /^upgrade : no data of \S+ is lost; take --accept-loss for it out \(what would be lost: .*aws_rds_cluster\.database/,
      );
    });
  });

  test.each([
    ['a commit that is not there', 'v99', /--from v99 is no folder .* git knows no commit of that name/],
    ['a folder without stacks', './environments', /has no manifest.json; it takes the folder that cdktf synth wrote/],
  ])('refuses %s', async (_, from, message) => {
    const path = from.startsWith('.') ? join(project, from) : from;
    await expect(upgrade(path)).rejects.toThrow(message);
  });

  test('refuses stacks of another environment', async () => {
    await expect(
      rehearseFixture('upgraded', { project, app: undefined, environment: 'large', from: synthesized }),
    ).rejects.toThrow(/has no stack of large; it has small-data, small-old, small-queues/);
  });
});
