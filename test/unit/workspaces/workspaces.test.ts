import { Testing } from 'cdktf';
import { workspaceStacks } from '../../../operations/workspaces/workspace-stacks';
import type { HcpStateSettings } from '../../../constructs/state/settings';
import { WorkspacesStack } from '../../../stacks/workspaces';
import type { Block, TerraformJson } from '../../support/terraform-json';
import { type Changes, environment } from '../environments/support';

const LAYERS = ['network', 'cluster', 'managed-data', 'platform', 'cluster-data', 'apps'];

/** The workspaces of the shipped environment `external`, as Terraform gets them. */
function synthesized(changes: Changes = {}): TerraformJson {
  const { name, state, account, ...rest } = environment('external', changes);
  const stacks = workspaceStacks({ name, state, account, ...rest });
  const stack = new WorkspacesStack(Testing.app(), {
    environment: name,
    state: state as HcpStateSettings,
    account,
    stacks,
  });
  return JSON.parse(Testing.synth(stack)) as TerraformJson;
}

function all(json: TerraformJson, type: string): Block[] {
  return Object.values(json.resource?.[type] ?? {});
}

describe('WorkspacesStack', () => {
  let json: TerraformJson;
  let byId: Map<string, string>;

  beforeAll(() => {
    json = synthesized();
    byId = new Map(
      Object.entries(json.resource?.['tfe_workspace'] ?? {}).map(([id, { name }]) => [
        `\${tfe_workspace.${id}.id}`,
        name as string,
      ]),
    );
  });
  const nameOf = (reference: unknown) => byId.get(reference as string);

  test('makes a workspace for each stack, in the project, with a Terraform that is new enough', () => {
    const workspaces = all(json, 'tfe_workspace');
    expect(workspaces.map(({ name }) => name).sort()).toEqual(LAYERS.map((layer) => `external-${layer}`).sort());
    const [project] = Object.keys(json.resource?.['tfe_project'] ?? {});
    for (const workspace of workspaces) {
      expect(workspace).toMatchObject({
        project_id: `\${tfe_project.${project}.id}`,
        terraform_version: '~> 1.11',
        auto_apply: false,
        queue_all_runs: false,
        tags: { environment: 'external' },
      });
    }
  });

  test("lets exactly those read a workspace's state whose stacks read its outputs", () => {
    const readers: Record<string, (string | undefined)[]> = Object.fromEntries(
      all(json, 'tfe_workspace_settings').map((settings) => [
        nameOf(settings['workspace_id']) ?? '',
        (settings['remote_state_consumer_ids'] as unknown[]).map(nameOf),
      ]),
    );
    for (const { name, reads } of workspaceStacks(environment('external'))) {
      for (const layer of LAYERS.map((one) => `external-${one}`)) {
        expect(readers[layer]?.includes(name)).toBe(reads.includes(layer));
      }
    }
    expect(readers['external-cluster']).toContain('external-apps');
    expect(readers['external-apps']).toEqual([]);
    for (const settings of all(json, 'tfe_workspace_settings')) expect(settings['global_remote_state']).toBe(false);
  });

  test('runs where the environment says', () => {
    const modes = (one: TerraformJson) =>
      all(one, 'tfe_workspace_settings').map((settings) => settings['execution_mode']);
    expect(new Set(modes(json))).toEqual(new Set(['remote']));
    const onAgent = synthesized({ 'state.execution': { kind: 'agent', pool: 'in-the-vpc' } });
    expect(new Set(modes(onAgent))).toEqual(new Set(['agent']));
    expect(Object.values(onAgent.data?.['tfe_agent_pool'] ?? {})).toEqual([{ name: 'in-the-vpc' }]);
    expect(all(onAgent, 'tfe_workspace_settings')[0]?.['agent_pool_id']).toMatch(/^\$\{data\.tfe_agent_pool\./);
  });

  test("gives each workspace the variables that its stack declares, write-only, and no other's", () => {
    const variables = all(json, 'tfe_variable').filter(({ category }) => category === 'terraform');
    const given = variables.map((one) => [nameOf(one['workspace_id']), one['key']]);
    const declared = workspaceStacks(environment('external')).flatMap(({ name, variables: names }) =>
      names.map((key) => [name, key]),
    );
    expect(declared.length).toBeGreaterThan(3);
    expect(given.sort()).toEqual(declared.sort());
    for (const one of variables) {
      expect(one).toMatchObject({ sensitive: true, value_wo: `\${var.${one['key'] as string}}` });
      expect(one).not.toHaveProperty('value');
    }
    for (const variable of Object.values(json.variable ?? {})) {
      expect(variable).toMatchObject({ ephemeral: true, sensitive: true });
    }
  });

  test('has runs take the roles that trust-policy tells of, or those that are named', () => {
    const roles = (one: TerraformJson) =>
      all(one, 'tfe_variable')
        .filter(({ category }) => category === 'env')
        .map(({ key, value }) => [key, value]);
    const values = Object.fromEntries(roles(json)) as Record<string, string>;
    expect(values).toEqual({
      TFC_AWS_PROVIDER_AUTH: 'true',
      TFC_AWS_PLAN_ROLE_ARN: 'arn:aws:iam::444444444444:role/external-run-plan',
      TFC_AWS_APPLY_ROLE_ARN: 'arn:aws:iam::444444444444:role/external-run-apply',
    });
    expect(roles(json)).toHaveLength(3 * LAYERS.length);
    const own = { plan: 'arn:aws:iam::444444444444:role/look', apply: 'arn:aws:iam::444444444444:role/do' };
    expect(roles(synthesized({ 'state.workspaces': { roles: own } }))).toContainEqual([
      'TFC_AWS_APPLY_ROLE_ARN',
      own.apply,
    ]);
  });

  test('leaves variables and credentials out where Terraform runs where the command does', () => {
    expect(all(synthesized({ 'state.execution': { kind: 'local' } }), 'tfe_variable')).toEqual([]);
  });

  test('has a commit start runs, and each run the one of the stack after it', () => {
    expect(all(json, 'tfe_run_trigger')).toEqual([]);
    const runs = { kind: 'vcs', repository: 'example/stacks', branch: 'prod', oauthTokenId: 'ot-abc123' };
    const fromCommits = synthesized({ 'state.workspaces': { runs, autoApply: true } });
    const network = all(fromCommits, 'tfe_workspace').find(({ name }) => name === 'external-network');
    expect(network).toMatchObject({
      auto_apply: true,
      auto_apply_run_trigger: true,
      working_directory: 'cdktf.out/stacks/external-network',
      trigger_patterns: ['cdktf.out/stacks/external-network/**/*'],
      vcs_repo: { identifier: 'example/stacks', branch: 'prod', oauth_token_id: 'ot-abc123' },
    });
    const triggers = all(fromCommits, 'tfe_run_trigger').map((one) => [
      nameOf(one['sourceable_id']),
      nameOf(one['workspace_id']),
    ]);
    const chain = LAYERS.slice(1).map((layer, index) => [`external-${LAYERS[index]}`, `external-${layer}`]);
    expect(triggers.sort()).toEqual(chain.sort());
  });

  test('takes a project that is there, or the default one', () => {
    const existing = synthesized({ 'state.workspaces': { makeProject: false } });
    expect(existing.resource?.['tfe_project']).toBeUndefined();
    expect(Object.values(existing.data?.['tfe_project'] ?? {})).toEqual([{ name: 'inferencehub' }]);
    const byDefault = synthesized({ 'state.project': undefined });
    expect(all(byDefault, 'tfe_workspace')[0]).not.toHaveProperty('project_id');
  });
});
