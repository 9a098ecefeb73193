import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HcpApi } from '../../operations/upload/hcp-api';
import { uploadStacks } from '../../operations/upload/upload-stacks';
import { HcpTerraform } from '../support/hcp/hcp-terraform';
import { pathWith, RemoteRunner } from '../support/hcp/remote-runner';

/** `fetch` that trusts the server made up here; Node takes such a certificate from its environment only at its start. */
function fetchTrusting(): typeof fetch {
  return (input, init) =>
    new Promise((done, fail) => {
      const { method = 'GET', headers, body } = init ?? {};
      const options = { method, headers: headers as Record<string, string>, rejectUnauthorized: false };
      const sent = request(input as string, options, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          done(new Response(Buffer.concat(chunks), { status: answer.statusCode }));
        });
      });
      sent.once('error', fail);
      sent.end(body as string | Uint8Array | undefined);
    });
}

/** Stacks that need no provider, run by the real Terraform on an HCP Terraform that is made up here. */
describe('uploadStacks', () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'upload-')));
  const runner = new RemoteRunner({
    folder: join(folder, 'machines'),
    path: pathWith(folder, ['terraform']),
    environment: { CHECKPOINT_DISABLE: '1' },
  });
  const hcp = new HcpTerraform({ folder, organization: 'example', executionMode: 'remote', runner });
  const told: string[] = [];
  let api: HcpApi;

  beforeAll(async () => {
    await hcp.start();
    api = await HcpApi.of(hcp.hostname, hcp.token, fetchTrusting());
    for (const name of ['one-cluster', 'one-data', 'one-apps']) hcp.addWorkspace(name);
  });

  beforeEach(() => {
    told.length = 0;
    hcp.runs.length = 0;
  });

  afterAll(async () => {
    await hcp.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function stack(name: string, configuration: object, dependencies: readonly string[] = []) {
    const directory = join(folder, name);
    mkdirSync(join(directory, '.terraform'), { recursive: true });
    mkdirSync(join(directory, 'assets'), { recursive: true });
    writeFileSync(join(directory, 'cdk.tf.json'), JSON.stringify(configuration));
    writeFileSync(join(directory, 'assets', 'chart.txt'), 'from the folder');
    writeFileSync(join(directory, 'terraform.tfstate'), 'a state of this machine');
    writeFileSync(join(directory, '.terraform', 'provider'), 'large');
    return { name, directory, dependencies, stateFile: '', variables: [] };
  }

  const reading = { output: { chart: { value: '${file("${path.module}/assets/chart.txt")}' } } };
  const broken = { output: { chart: { value: '${file("${path.module}/none.txt")}' } } };

  function upload(stacks: ReturnType<typeof stack>[], more: { planOnly?: boolean; autoApprove?: boolean } = {}) {
    return uploadStacks({
      api,
      organization: 'example',
      host: hcp.hostname,
      stacks,
      message: 'release 7',
      planOnly: false,
      autoApprove: true,
      tell: (line) => told.push(line),
      ...more,
    });
  }

  test('runs each stack after those that it depends on, with all that is in its folder', async () => {
    expect(await upload([stack('one-data', reading), stack('one-apps', reading, ['one-data'])])).toBe(true);
    expect(hcp.runs.map(({ status, message }) => ({ status, message }))).toEqual([
      { status: 'applied', message: 'release 7' },
      { status: 'applied', message: 'release 7' },
    ]);
    expect(hcp.state('one-apps').outputs['chart']?.value).toBe('from the folder');
    expect(told).toContainEqual(
      expect.stringMatching(/^one-data: https:\/\/localhost:\d+\/app\/example\/workspaces\/one-data\/runs\/run-/),
    );
    expect(told.at(-1)).toBe('one-apps: applied');
  });

  test('goes on where nothing changes', async () => {
    expect(await upload([stack('one-data', reading), stack('one-apps', reading)])).toBe(true);
    expect(hcp.runs.map(({ status }) => status)).toEqual(['planned_and_finished', 'planned_and_finished']);
  });

  test('only plans where it is told so', async () => {
    const changed = { output: { other: { value: 'x' } } };
    expect(await upload([stack('one-data', changed)], { planOnly: true })).toBe(true);
    expect(hcp.runs.map(({ planOnly, status }) => ({ planOnly, status }))).toEqual([
      { planOnly: true, status: 'planned_and_finished' },
    ]);
    expect(hcp.state('one-data').outputs['other']).toBeUndefined();
  });

  test('waits until somebody approves, where it is not told to', async () => {
    const uploading = upload([stack('one-data', { output: { approved: { value: 'y' } } })], { autoApprove: false });
    while (!told.some((line) => line.endsWith('waits for somebody to approve its plan there'))) {
      await new Promise((over) => setTimeout(over, 100));
    }
    await api.approve(hcp.runs[0]?.id ?? '', 'looks right');
    expect(await uploading).toBe(true);
    expect(hcp.runs[0]?.status).toBe('applied');
  });

  test('runs stacks side by side that do not need each other, and what needs both after both', async () => {
    const waiting = () => told.filter((line) => line.endsWith('waits for somebody to approve its plan there'));
    const changed = (value: string) => ({ output: { side: { value } } });
    const uploading = upload(
      [
        stack('one-cluster', changed('cluster')),
        stack('one-data', changed('data')),
        stack('one-apps', reading, ['one-cluster', 'one-data']),
      ],
      { autoApprove: false },
    );
    while (waiting().length < 2) await new Promise((over) => setTimeout(over, 100));
    expect(hcp.runs).toHaveLength(2);
    for (const { id } of [...hcp.runs]) await api.approve(id, 'looks right');
    expect(await uploading).toBe(true);
    expect(hcp.runs).toHaveLength(3);
    expect(told.at(-1)).toMatch(/^one-apps: /);
  });

  test('runs nothing that needs a run that failed, and the rest', async () => {
    const stacks = [
      stack('one-data', broken),
      stack('one-cluster', reading),
      stack('one-apps', reading, ['one-data', 'one-cluster']),
    ];
    expect(await upload(stacks)).toBe(false);
    expect(hcp.runs.map(({ status }) => status).sort()).toEqual(['applied', 'errored']);
    expect(told).toContain('one-data: errored');
    expect(told.filter((line) => line.startsWith('one-apps'))).toEqual([]);
  });

  test('uploads no state, and nothing that Terraform fetched', async () => {
    await upload([stack('one-data', reading)]);
    const archive = hcp.configurations.at(-1)?.archive ?? Buffer.alloc(0);
    const files = execFileSync('tar', ['-tzf', '-'], { input: archive, encoding: 'utf8' }).trim().split('\n').sort();
    expect(files).toEqual(['./', './assets/', './assets/chart.txt', './cdk.tf.json']);
  });

  test('refuses a workspace that is not there, in words', async () => {
    await expect(upload([stack('one-network', reading)])).rejects.toThrow(
      'HCP Terraform does not know organizations/example/workspaces/one-network, or the token may not see it',
    );
  });

  test('refuses a host that is no HCP Terraform', async () => {
    const nothing: typeof fetch = () => Promise.resolve(new Response('', { status: 404 }));
    await expect(HcpApi.of('example.com', 'x', nothing)).rejects.toThrow(
      'example.com is no HCP Terraform and no Terraform Enterprise',
    );
  });
});
