import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { App, CloudBackend, LocalBackend, NamedCloudWorkspace, S3Backend, type TerraformStack } from 'cdktf';
import { assumedRole } from '../account/role';
import type { HcpStateSettings, LocalStateSettings, S3StateSettings, StateSettings } from './settings';

/** Says where Terraform keeps a stack's state; stacks that read its outputs find it there too. */
export function stateBackend(stack: TerraformStack, settings: StateSettings): void {
  switch (settings.kind) {
    case 'local':
      localBackend(stack, settings);
      return;
    case 's3':
      s3Backend(stack, settings);
      return;
    case 'hcp':
      hcpBackend(stack, settings);
  }
}

/**
 * Terraform runs in the stack's own folder of the output, and reads a path as relative to that. A relative path
 * keeps what is synthesized the same on every machine; cdktf would write an absolute one.
 */
function localBackend(stack: TerraformStack, settings: LocalStateSettings): void {
  const file = join(settings.directory, `${stack.node.id}.tfstate`);
  const workingDirectory = join(realpathSync(App.of(stack).outdir), 'stacks', stack.node.id);
  new LocalBackend(stack, { path: isAbsolute(file) ? file : relative(workingDirectory, resolve(file)) });
}

function s3Backend(stack: TerraformStack, settings: S3StateSettings): void {
  const backend = new S3Backend(stack, {
    bucket: settings.bucket,
    key: `${settings.keyPrefix}/${stack.node.id}.tfstate`,
    region: settings.region,
    // Without a key the bucket's default counts, which is a key too; told to encrypt, Terraform would choose S3's own.
    encrypt: settings.kmsKeyArn === undefined ? undefined : true,
    kmsKeyId: settings.kmsKeyArn,
    allowedAccountIds: settings.accountId === undefined ? undefined : [settings.accountId],
    assumeRole:
      settings.assumeRoleArn === undefined
        ? undefined
        : assumedRole(settings.assumeRoleArn, settings.assumeRoleOptions),
  });
  // Terraform's lock beside the object; cdktf has no property for it.
  backend.addOverride('use_lockfile', true);
}

function hcpBackend(stack: TerraformStack, settings: HcpStateSettings): void {
  new CloudBackend(stack, {
    organization: settings.organization,
    hostname: settings.hostname,
    workspaces: new NamedCloudWorkspace(stack.node.id, settings.project),
  });
}
