import { Testing } from 'cdktf';
import { loadEnvironments, UserError } from '../../../environments';
import type { Environment } from '../../../environments/schema';
import { environmentStacks } from '../../../stacks';
import { type Block, synthesized, type TerraformJson } from '../../support/terraform-json';

/** An environment's stacks with these rotations. */
function stacksOf(name: string, rotation: Readonly<Record<string, number>>): TerraformJson[] {
  const [environment] = loadEnvironments(name);
  if (!environment) throw new Error(`no environment ${name}`);
  const rotated: Environment = { ...environment, secrets: { ...environment.secrets, rotation } };
  return environmentStacks(Testing.app(), rotated).map((stack) => synthesized(stack));
}

/** The objects of Kubernetes in all releases. */
function manifests(stacks: readonly TerraformJson[]): { kind: string; metadata: Record<string, unknown> }[] {
  return stacks.flatMap(({ resource }) =>
    Object.values(resource?.helm_release ?? {}).flatMap(({ values }: Block) => {
      const [first = '{}'] = (values ?? []) as readonly string[];
      return (
        (JSON.parse(first) as { resources?: { kind: string; metadata: Record<string, unknown> }[] }).resources ?? []
      );
    }),
  );
}

const externalSecret = (stacks: readonly TerraformJson[], name: string) =>
  manifests(stacks).find(({ kind, metadata }) => kind === 'ExternalSecret' && metadata.name === name);

function problem(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('secrets.rotation', () => {
  test('refuses a secret that there is not, and names those that there are', () => {
    const text = problem(() => stacksOf('prod', { 'litellm/databse': 2 }));
    expect(text).toContain('environment prod: 1 problem');
    expect(text).toContain('secrets.rotation["litellm/databse"] is no secret that this environment writes');
    for (const entry of ['litellm/database', 'openwebui/redis', 'litellm/master-key', 'litellm/cache-redis']) {
      expect(text).toContain(entry);
    }
    expect(text).not.toContain('salt-key');
  });

  test.each(['prod', 'local'])('refuses the salt key of %s, and says why', (name) => {
    const text = problem(() => stacksOf(name, { 'litellm/salt-key': 2 }));
    expect(text).toContain('secrets.rotation["litellm/salt-key"] would write a secret anew that must never change');
    expect(text).toContain('could not be read any more');
  });

  test('has External Secrets read a new value at once, in whichever stack it is used', () => {
    const stacks = stacksOf('prod', { 'litellm/database': 2 });
    const annotations = { 'inferencehub/rotation': 'prod/litellm/database 2' };
    expect(externalSecret(stacks, 'litellm-database-urls')?.metadata).toMatchObject({ annotations });
  });

  test('sets a new database password from a Secret that never had the old one', () => {
    const stacks = stacksOf('prod', { 'openwebui/database': 3 });
    expect(externalSecret(stacks, 'infra-database-bootstrap')).toBeUndefined();
    expect(externalSecret(stacks, 'infra-database-bootstrap-1-3')).toBeDefined();
  });

  test('makes a new key of Open WebUI known from a Secret that never had the old one', () => {
    for (const name of ['prod', 'local']) {
      const stacks = stacksOf(name, { 'openwebui/litellm-key': 2 });
      expect(externalSecret(stacks, 'open-webui-virtual-key-2')).toBeDefined();
      const [job] = stacks
        .flatMap(({ resource }) => Object.values(resource?.helm_release ?? {}))
        .filter((release) => release.name === 'open-webui-virtual-key');
      expect((job?.values as string[])[0]).toContain('"open-webui-virtual-key-2"');
    }
  });

  test('generates anew in the cluster too', () => {
    const stacks = stacksOf('local', { 'litellm/master-key': 2 });
    expect(externalSecret(stacks, 'litellm-master-key')).toBeUndefined();
    expect(externalSecret(stacks, 'litellm-master-key-2')).toBeDefined();
  });
});
