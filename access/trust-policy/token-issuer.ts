import { hcpHost } from '../../constructs/state/hcp-host';
import type { Phase } from '../../constructs/workspaces/run-roles';
import { UserError } from '../../constructs/telling/problems';
import type { Environment } from '../../environments/schema';
import { LAYERS } from '../../stacks/layers';

/** Who vouches for a run: its tokens take the place of keys. */
export interface TokenIssuer {
  /** Its host, which names its tokens' claims in IAM. */
  readonly host: string;
  /** Whom its tokens are for. */
  readonly audience: string;
  /** The subjects of the tokens of a phase's runs; `*` stands for any text. */
  readonly subjects: Readonly<Record<Phase, readonly string[]>>;
}

/** A pipeline's home. */
export interface Repository {
  /** `owner/name`, or `group/…/project`. */
  readonly path: string;
  /** Whose runs deploy. */
  readonly branch: string;
}

/**
 * HCP Terraform, for the workspaces of an environment.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
 */
export function hcpIssuer({ name, state }: Environment): TokenIssuer {
  if (state.kind !== 'hcp') {
    throw new UserError(`state.kind of ${name} is ${state.kind}: HCP Terraform has no workspaces of it`);
  }
  const host = hcpHost(state);
  if (host.includes(':')) throw new UserError(`IAM takes no identity provider with a port (${host})`);
  const ofProject = `organization:${state.organization}:project:${state.project ?? 'Default Project'}`;
  const subjects = (phase: Phase) =>
    LAYERS.map((layer) => `${ofProject}:workspace:${name}-${layer}:run_phase:${phase}`);
  return { host, audience: 'aws.workload.identity', subjects: { plan: subjects('plan'), apply: subjects('apply') } };
}

/**
 * GitHub Actions: pull requests and the branch may plan, and what runs in the GitHub environment of the same name may
 * deploy, which is where reviewers are asked.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubIssuer({ name }: Environment, { path, branch }: Repository): TokenIssuer {
  return {
    host: 'token.actions.githubusercontent.com',
    audience: 'sts.amazonaws.com',
    subjects: {
      plan: [`repo:${path}:pull_request`, `repo:${path}:ref:refs/heads/${branch}`],
      apply: [`repo:${path}:environment:${name}`],
    },
  };
}

/**
 * GitLab: every branch may plan, since a merge request's pipeline is one of its branch, and the one named may deploy.
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 */
export function gitlabIssuer({ path, branch }: Repository, host: string): TokenIssuer {
  const ofBranch = (ref: string) => `project_path:${path}:ref_type:branch:ref:${ref}`;
  return { host, audience: `https://${host}`, subjects: { plan: [ofBranch('*')], apply: [ofBranch(branch)] } };
}
