import { z } from 'zod';
import { PERMISSIONS_BOUNDARY, ROLE_ARN, RoleOptions } from './role';
import { settings, type TypedSettings } from '../telling/settings';

/** The AWS account that an environment lives in. */
export const AccountSettings = z.strictObject({
  /** Twelve digits, as a string. Terraform refuses to work in any other account. */
  id: z.string().regex(/^\d{12}$/, 'it takes an account id, twelve digits in quotes'),
  /** China's regions have addresses of their own, which nothing here knows. */
  region: z
    .string()
    .regex(/^(?!cn-)[a-z]{2}(-[a-z]+)+-\d$/, 'it takes an AWS region outside China, eu-central-1 for example'),
  /** The role that Terraform works as; the deployer's own identity where it is left out. */
  assumeRoleArn: z.string().regex(ROLE_ARN, 'it takes the ARN of an IAM role').optional(),
  /** What whoever takes that role says: its external id, the session's name and tags. */
  assumeRoleOptions: RoleOptions.optional(),
  /**
   * The policy that every role of the environment has as its permissions boundary: whatever a role's own policies say, it
   * can do no more than that. `inferencehub iam-policy` prints one that is enough. Without it, whoever deploys can give
   * roles any right in the account.
   * @defaultValue none
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  permissionsBoundaryArn: PERMISSIONS_BOUNDARY.optional(),
});
export type AccountSettings = z.output<typeof AccountSettings>;
/** `AccountSettings`, typed where they are written. @throws UserError with every mistake in them */
export const accountSettings: TypedSettings<typeof AccountSettings> = settings('accountSettings', AccountSettings);
