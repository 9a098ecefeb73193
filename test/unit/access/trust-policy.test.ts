import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { githubIssuer, gitlabIssuer, hcpIssuer, type TokenIssuer } from '../../../access/trust-policy/token-issuer';
import { trustPolicies } from '../../../access/trust-policy/trust-policies';
import { trustPolicyVerb } from '../../../cli/verbs/trust-policy';
import { environment, written } from '../environments/support';

const ACCOUNT = { id: '444444444444', region: 'eu-central-1' };

interface Trust {
  readonly Statement: readonly {
    readonly Principal: { readonly Federated: string };
    readonly Action: string;
    readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  }[];
}

function statementsOf(issuer: TokenIssuer, name = 'external') {
  const { roles } = trustPolicies(name, ACCOUNT, issuer);
  const statement = (index: number) => (roles[index]?.trust as Trust).Statement[0];
  return { plan: statement(0), apply: statement(1) };
}

describe('trustPolicies', () => {
  test('make two roles, which trust the issuer that the account knows, for its audience', () => {
    const { provider, roles } = trustPolicies('external', ACCOUNT, hcpIssuer(environment('external')));
    expect(provider).toEqual({
      arn: 'arn:aws:iam::444444444444:oidc-provider/app.terraform.io',
      url: 'https://app.terraform.io',
      audience: 'aws.workload.identity',
    });
    expect(roles.map(({ arn }) => arn)).toEqual([
      'arn:aws:iam::444444444444:role/external-run-plan',
      'arn:aws:iam::444444444444:role/external-run-apply',
    ]);
    const { plan } = statementsOf(hcpIssuer(environment('external')));
    expect(plan).toMatchObject({
      Principal: { Federated: provider.arn },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { StringEquals: { 'app.terraform.io:aud': 'aws.workload.identity' } },
    });
  });

  test("let a workspace's plan and its apply take one role each, and no workspace of another environment", () => {
    const { plan, apply } = statementsOf(hcpIssuer(environment('external')));
    const ofRun = (phase: string) =>
      ['network', 'cluster', 'managed-data', 'platform', 'cluster-data', 'apps'].map(
        (layer) => `organization:example:project:inferencehub:workspace:external-${layer}:run_phase:${phase}`,
      );
    expect(plan?.Condition['StringEquals']?.['app.terraform.io:sub']).toEqual(ofRun('plan'));
    expect(apply?.Condition['StringEquals']?.['app.terraform.io:sub']).toEqual(ofRun('apply'));
    expect(plan?.Condition['StringLike']).toBeUndefined();
  });

  test("name HCP Terraform's default project where the environment names none", () => {
    const issuer = hcpIssuer(environment('external', { 'state.project': undefined }));
    expect(issuer.subjects.plan[0]).toContain(':project:Default Project:');
  });

  test('trust a Terraform Enterprise by its host, and refuse one with a port, which IAM does not take', () => {
    expect(hcpIssuer(environment('external', { 'state.hostname': 'tfe.example.com' })).host).toBe('tfe.example.com');
    expect(() => hcpIssuer(environment('external', { 'state.hostname': 'tfe.example.com:8443' }))).toThrow(
      'IAM takes no identity provider with a port (tfe.example.com:8443)',
    );
  });

  test('refuse workspaces of an environment whose state is elsewhere', () => {
    expect(() => hcpIssuer(environment('prod'))).toThrow(
      'state.kind of prod is s3: HCP Terraform has no workspaces of it',
    );
  });

  test("let GitHub's pull requests and the branch plan, and only the environment of the same name apply", () => {
    const issuer = githubIssuer(environment('prod'), { path: 'acme/platform', branch: 'main' });
    const { plan, apply } = statementsOf(issuer, 'prod');
    expect(plan?.Condition['StringEquals']).toEqual({
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': [
        'repo:acme/platform:pull_request',
        'repo:acme/platform:ref:refs/heads/main',
      ],
    });
    expect(apply?.Condition['StringEquals']?.['token.actions.githubusercontent.com:sub']).toEqual([
      'repo:acme/platform:environment:prod',
    ]);
  });

  test("let every branch of GitLab's project plan, and only the one named apply", () => {
    const { plan, apply } = statementsOf(gitlabIssuer({ path: 'acme/ai/platform', branch: 'main' }, 'gitlab.com'));
    expect(plan?.Condition['StringLike']).toEqual({
      'gitlab.com:sub': ['project_path:acme/ai/platform:ref_type:branch:ref:*'],
    });
    expect(apply?.Condition['StringEquals']).toEqual({
      'gitlab.com:aud': 'https://gitlab.com',
      'gitlab.com:sub': ['project_path:acme/ai/platform:ref_type:branch:ref:main'],
    });
  });
});

describe('inferencehub trust-policy', () => {
  const PLANNER = 'arn:aws:iam::111111111111:role/dev-run-plan';

  /** What it says beside the policies. */
  function said(access: object): string {
    const told: string[] = [];
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
    const file = join(mkdtempSync(join(tmpdir(), 'trust-policy-')), 'dev.yaml');
    writeFileSync(file, JSON.stringify(written('dev', { 'cluster.access': access })));
    trustPolicyVerb().parse([file, '--for', 'github', '--repository', 'acme/platform'], { from: 'user' });
    jest.restoreAllMocks();
    rmSync(dirname(file), { recursive: true });
    process.exitCode = undefined;
    return told.join('');
  }

  test('says where the cluster learns of the role that plans, until it does', () => {
    expect(said({})).toBe(
      `The cluster of dev has to know the role that plans: cluster.access.planners: ['${PLANNER}']\n`,
    );
    expect(said({ planners: [PLANNER] })).toBe('');
  });
});
