import { z } from 'zod';

/** An IAM role's ARN, in any partition. */
export const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/;

/** A policy that can bound a role: one of the role's own account, or of AWS'. */
export const PERMISSIONS_BOUNDARY = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/.+$/, 'it takes the ARN of an IAM policy');

/** The account that a role is in, by its ARN. */
export function accountOfRole(roleArn: string | undefined): string | undefined {
  return roleArn?.split(':')[4];
}

/** What whoever takes a role has to say, or wants to be seen saying, in its account's logs. */
export const RoleOptions = z.strictObject({
  /** What the role's trust policy asks for as `sts:ExternalId`. */
  externalId: z
    .string()
    .regex(/^[\w+=,.@:/-]{2,1224}$/, 'it takes 2 to 1224 letters, digits and + = , . @ : / -')
    .optional(),
  /** The session's name in CloudTrail. @defaultValue one that Terraform makes up */
  sessionName: z
    .string()
    .regex(/^[\w+=,.@-]{2,64}$/, 'it takes 2 to 64 letters, digits and + = , . @ -')
    .optional(),
  /** Tags of the session, which the role's trust policy has to allow (`sts:TagSession`). */
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
});
export type RoleOptions = z.output<typeof RoleOptions>;

/** A role as the AWS provider and the S3 backend take it. */
export function assumedRole(roleArn: string, options: RoleOptions | undefined) {
  const tags = Object.entries(options?.tags ?? {});
  return {
    roleArn,
    externalId: options?.externalId,
    sessionName: options?.sessionName,
    tags: tags.length > 0 ? Object.fromEntries(tags) : undefined,
  };
}
