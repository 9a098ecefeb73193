import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { stateBackend } from '../../../constructs/state/backend';
import { StateSettings } from '../../../constructs/state/settings';
import { fixtureResource } from '../../support/fixture-resource';
import type { Block, TerraformJson } from '../../support/terraform-json';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A stack whose output another one reads, as files: where the state is stands in both. */
function synthesizedPair(settings: object): { outdir: string; backend: Block; remoteState: Block } {
  const outdir = mkdtempSync(join(realpathSync(tmpdir()), 'state-'));
  folders.push(outdir);
  const app = new App({ outdir });
  const producer = new TerraformStack(app, 'prod-network');
  stateBackend(producer, StateSettings.parse(settings));
  const consumer = new TerraformStack(app, 'prod-cluster');
  stateBackend(consumer, StateSettings.parse(settings));
  new TerraformOutput(consumer, 'read', { value: fixtureResource(producer).id });
  app.synth();

  const json = (stack: string) =>
    JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')) as TerraformJson;
  const [remoteState] = Object.values(json('prod-cluster').data?.terraform_remote_state ?? {});
  return { outdir, backend: json('prod-network').terraform, remoteState: remoteState ?? {} };
}

describe('stateBackend', () => {
  test('keeps local state in the project, by a path relative to where Terraform runs', () => {
    const { outdir, backend, remoteState } = synthesizedPair({ kind: 'local' });
    const { path } = (backend.backend as { local: { path: string } }).local;
    expect(isAbsolute(path)).toBe(false);
    expect(resolve(outdir, 'stacks', 'prod-network', path)).toBe(resolve('.state/prod-network.tfstate'));
    expect(remoteState).toMatchObject({ backend: 'local', config: { path } });
  });

  test('takes an absolute folder as it is', () => {
    const { backend } = synthesizedPair({ kind: 'local', directory: '/somewhere/else' });
    expect(backend.backend).toEqual({ local: { path: '/somewhere/else/prod-network.tfstate' } });
  });

  test("locks with S3's own lock file, and encrypts", () => {
    const { backend, remoteState } = synthesizedPair({
      kind: 's3',
      bucket: 'states',
      region: 'eu-west-1',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1',
      assumeRoleArn: 'arn:aws:iam::123456789012:role/state',
      accountId: '123456789012',
    });
    const where = {
      bucket: 'states',
      key: 'inferencehub/prod-network.tfstate',
      region: 'eu-west-1',
      encrypt: true,
      kms_key_id: 'arn:aws:kms:eu-west-1:123456789012:key/1',
      assume_role: { role_arn: 'arn:aws:iam::123456789012:role/state' },
      allowed_account_ids: ['123456789012'],
    };
    expect(backend.backend).toEqual({ s3: { ...where, use_lockfile: true } });
    expect(remoteState).toMatchObject({ backend: 's3', config: where });
  });

  test("leaves the encryption to the bucket where no key is named: told to encrypt, Terraform would choose S3's own", () => {
    const { backend, remoteState } = synthesizedPair({ kind: 's3', bucket: 'states', region: 'eu-west-1' });
    const where = { bucket: 'states', key: 'inferencehub/prod-network.tfstate', region: 'eu-west-1' };
    expect(backend.backend).toEqual({ s3: { ...where, use_lockfile: true } });
    expect(remoteState.config).toEqual(where);
  });

  test('gives each stack a workspace of its own on HCP Terraform', () => {
    const { backend, remoteState } = synthesizedPair({ kind: 'hcp', organization: 'acme', project: 'ai' });
    expect(backend.cloud).toEqual({ organization: 'acme', workspaces: { name: 'prod-network', project: 'ai' } });
    expect(remoteState).toMatchObject({
      backend: 'remote',
      config: { organization: 'acme', workspaces: { name: 'prod-network' } },
    });
  });
});
