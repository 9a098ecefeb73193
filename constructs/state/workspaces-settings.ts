import { z } from 'zod';

const roleArn = z.string().regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'it takes the ARN of an IAM role');

/** What starts the runs of the workspaces. */
export const RunSourceSettings = z.discriminatedUnion('kind', [
  /** `deploy` or `upload`: they run one stack after the other. */
  z.strictObject({ kind: z.literal('command') }),
  /** Commits to a repository that has the synthesized stacks. What is applied starts a run of the stack after it. */
  z.strictObject({
    kind: z.literal('vcs'),
    /** `owner/name`. */
    repository: z.string().regex(/^[\w.-]+(\/[\w.-]+)+$/, 'it takes owner/name'),
    /** @defaultValue the repository's default branch */
    branch: z.string().min(1).optional(),
    /** The folder in the repository that has a folder for each stack. @defaultValue cdktf.out/stacks */
    directory: z
      .string()
      .regex(/^[^/].*[^/]$/, 'it takes a path without slashes at its ends')
      .default('cdktf.out/stacks'),
    /** Id of the OAuth token by which HCP Terraform knows the repository: `ot-…`. It is no secret. */
    oauthTokenId: z.string().regex(/^ot-\w+$/, 'it takes the id of an OAuth token, ot-…'),
  }),
]);
export type RunSourceSettings = z.output<typeof RunSourceSettings>;

/** The workspaces as `inferencehub workspaces` makes them. */
export const WorkspacesSettings = z.strictObject({
  /** Whether the project of `state.project` is made too; off for one that is there, or that another environment makes. */
  makeProject: z.boolean().default(true),
  /**
   * The Terraform that runs there: a version, or a constraint.
   * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/settings#terraform-version
   */
  terraformVersion: z
    .string()
    .regex(/^(~> ?)?1\.(1[1-9]|[2-9]\d)(\.\d+)?$/, 'it takes a version from 1.11 on, ~> 1.11 for example')
    .default('~> 1.11'),
  runs: RunSourceSettings.prefault({ kind: 'command' }),
  /** Whether what was planned is applied without asking. */
  autoApply: z.boolean().default(false),
  /** The roles that runs take, by their phase. @defaultValue those of `inferencehub trust-policy` */
  roles: z.strictObject({ plan: roleArn, apply: roleArn }).optional(),
});
export type WorkspacesSettings = z.output<typeof WorkspacesSettings>;
