import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { installStandIns, type InstalledStandIns, leftInCloud, needsOfStacks } from '../../rehearsal/providers';
import { StateBucketStack } from '../../stacks/state-bucket';
import { S3Server } from './support/s3-server';

const COMMAND = join(__dirname, '..', '..', 'cli', 'bin.cjs');
const BUCKET = 'team.states';
const STATE = `${BUCKET}/bootstrap/state-bucket.tfstate`;

/** In milliseconds: each run of the command starts Node, cdktf and Terraform several times. */
const LONGEST = 600_000;

const ENVIRONMENT = `
account: { id: '111111111111', region: eu-central-1 }
state: { kind: s3, bucket: ${BUCKET}, region: eu-west-1 }
cluster: { kind: existing, name: shared }
network: { kind: existing, vpcId: vpc-0a, privateSubnetIds: [subnet-0a, subnet-0b] }
postgres: { kind: in-cluster }
redis: { openwebui: { kind: in-cluster }, litellm: { kind: in-cluster } }
storage: { kind: volume }
`;

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** The real command, cdktf, Terraform and its S3 backend; what is not real is the provider, and S3 behind the backend. */
describe('inferencehub bootstrap-state', () => {
  let project: string;
  let standIns: InstalledStandIns;
  let s3: S3Server;

  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'bootstrap-'));
    writeFileSync(
      join(project, 'cdktf.json'),
      JSON.stringify({ language: 'typescript', app: 'false', sendCrashReports: 'false' }),
    );
    mkdirSync(join(project, 'environments'));
    for (const name of ['one', 'other']) writeFileSync(join(project, 'environments', `${name}.yaml`), ENVIRONMENT);
    const outdir = join(project, 'written');
    const app = new App({ outdir });
    new StateBucketStack(app, { settings: { bucket: BUCKET, region: 'eu-west-1', accountId: '111111111111' } });
    app.synth();
    standIns = installStandIns(join(project, 'stand-ins'), {
      providers: needsOfStacks([join(outdir, 'stacks', StateBucketStack.NAME)]),
    });
    s3 = new S3Server((bucket) => bucket === BUCKET && inCloud().includes('aws_s3_bucket'));
    await s3.start();
  }, LONGEST);

  afterAll(() => {
    s3.stop();
    rmSync(project, { recursive: true });
  });

  function run(...args: string[]): Promise<Ended> {
    return runWith({}, ...args);
  }

  function runWith(more: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
    const child = spawn(process.execPath, [COMMAND, 'bootstrap-state', ...args], {
      cwd: project,
      env: { ...process.env, ...standIns.env, ...s3.environment, ...more, CI: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (text: string): void => void (output += text);
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    return new Promise((done) => {
      child.once('close', (code) => {
        done({ code, output });
      });
    });
  }

  /** The types of what exists in the made-up cloud, each once for every resource. */
  function inCloud(): string[] {
    return leftInCloud(standIns.ledgerFile).map(({ type }) => type);
  }

  const workingFolder = () => join(project, '.state', 'bootstrap', BUCKET);

  test(
    'refuses to work as an identity of another account, before anything is made',
    async () => {
      s3.account = '999999999999';
      const { code, output } = await run('one', '--auto-approve');
      s3.account = '111111111111';
      expect(code).toBe(2);
      expect(output).toContain('AWS account ID not allowed: 999999999999');
      expect(inCloud()).toEqual([]);
    },
    LONGEST,
  );

  test(
    'goes on where it was interrupted, and moves its own state into the bucket',
    async () => {
      const first = await runWith({ REHEARSAL_FAIL: 'aws_s3_bucket_policy' }, 'one', 'other', '--auto-approve');
      expect(first.code).not.toBe(0);
      expect(first.output).toContain('Creation complete');
      expect(existsSync(join(workingFolder(), 'state', 'state-bucket.tfstate'))).toBe(true);
      expect(s3.objects.has(STATE)).toBe(false);

      const second = await run('one', 'other', '--auto-approve');
      expect(second.output).toContain(`${BUCKET} is there`);
      expect(second.code).toBe(0);
      const state = JSON.parse(s3.objects.get(STATE)?.toString() ?? '{}') as { resources?: { type: string }[] };
      expect(state.resources?.map(({ type }) => type)).toEqual(
        expect.arrayContaining(['aws_s3_bucket', 'aws_s3_bucket_policy', 'aws_kms_key']),
      );
      expect(inCloud().filter((type) => type === 'aws_s3_bucket')).toHaveLength(1);
      expect([...s3.objects.keys()]).toEqual([STATE]);
      expect(existsSync(workingFolder())).toBe(false);
    },
    LONGEST,
  );

  test(
    'changes nothing when it is run again',
    async () => {
      const before = inCloud();
      const { code, output } = await run('other', '--auto-approve');
      expect(code).toBe(0);
      expect(output).toContain('No changes.');
      expect(inCloud()).toEqual(before);
    },
    LONGEST,
  );

  test(
    'leaves a bucket alone that somebody else made',
    async () => {
      const kept = s3.objects.get(STATE) ?? Buffer.alloc(0);
      s3.objects.delete(STATE);
      const { code, output } = await run('one', '--auto-approve');
      s3.objects.set(STATE, kept);
      expect(code).toBe(2);
      expect(output).toContain(`the bucket ${BUCKET} is there, and this command did not make it; nothing was done`);
    },
    LONGEST,
  );
});
