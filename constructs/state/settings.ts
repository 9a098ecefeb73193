import { z } from 'zod';
import { WorkspacesSettings } from './workspaces-settings';
import { ROLE_ARN, RoleOptions } from '../account/role';
import { settings, type TypedSettings } from '../telling/settings';

/** A file for each stack, on the machine that deploys: for trying things out, and for one person alone. */
export const LocalStateSettings = z.strictObject({
  kind: z.literal('local'),
  /** The folder, relative to the project's own. @defaultValue .state */
  directory: z.string().min(1).default('.state'),
});
export type LocalStateSettings = z.output<typeof LocalStateSettings>;
/** `LocalStateSettings`, typed where they are written. @throws UserError with every mistake in them */
export const localStateSettings: TypedSettings<typeof LocalStateSettings> = settings(
  'localStateSettings',
  LocalStateSettings,
);

/** A bucket on S3 with versioning, an object for each stack, and S3's own lock file beside it. */
export const S3StateSettings = z.strictObject({
  kind: z.literal('s3'),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'it takes the name of an S3 bucket'),
  /** The bucket's region, which need not be the environment's. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'it takes an AWS region, eu-central-1 for example'),
  /** What stands before `<stack>.tfstate` in the object's key. @defaultValue inferencehub */
  keyPrefix: z
    .string()
    .regex(/^[A-Za-z0-9!_.*'()-]+(\/[A-Za-z0-9!_.*'()-]+)*$/, 'it takes a key prefix without slashes at its ends')
    .default('inferencehub'),
  /** ARN of the KMS key for the objects; the bucket's default where it is left out. */
  kmsKeyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/.+$/, 'it takes the ARN of a KMS key')
    .optional(),
  /** What whoever takes that role says. @defaultValue `account.assumeRoleOptions`, where the role is the account's */
  assumeRoleOptions: RoleOptions.optional(),
  /**
   * The account of whoever works on the state; the bucket is in it, and Terraform refuses to work on it as anyone else.
   * @defaultValue the account of `assumeRoleArn`, else the environment's
   */
  accountId: z
    .string()
    .regex(/^\d{12}$/, 'it takes an account id, twelve digits in quotes')
    .optional(),
  /** ARN of the role that may use the bucket. @defaultValue `account.assumeRoleArn` */
  assumeRoleArn: z.string().regex(ROLE_ARN, 'it takes the ARN of an IAM role').optional(),
});
export type S3StateSettings = z.output<typeof S3StateSettings>;
/** `S3StateSettings`, typed where they are written. @throws UserError with every mistake in them */
export const s3StateSettings: TypedSettings<typeof S3StateSettings> = settings('s3StateSettings', S3StateSettings);

/** Where Terraform runs for workspaces of HCP Terraform. */
export const HcpExecutionSettings = z.discriminatedUnion('kind', [
  /** On HCP Terraform's machines: no aws CLI, nothing of the deployer's environment, and only what the internet reaches. */
  z.strictObject({ kind: z.literal('remote') }),
  /** On an agent of your own, in the VPC of a private cluster for example; otherwise as on HCP Terraform's machines. */
  z.strictObject({
    kind: z.literal('agent'),
    /** The agent pool's name. */
    pool: z.string().min(1),
  }),
  /** Where the command runs; HCP Terraform keeps the state only. */
  z.strictObject({ kind: z.literal('local') }),
]);
export type HcpExecutionSettings = z.output<typeof HcpExecutionSettings>;

/** HCP Terraform or Terraform Enterprise: a workspace for each stack, named after it. */
export const HcpStateSettings = z.strictObject({
  kind: z.literal('hcp'),
  organization: z.string().min(1),
  /** The project that new workspaces are made in; the organization's default one where it is left out. */
  project: z.string().min(1).optional(),
  /** A Terraform Enterprise host, with its port where that is not 443. @defaultValue app.terraform.io */
  hostname: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/, 'it takes a host name, without https://')
    .optional(),
  /** Where plans and applies run. The workspaces have to be set to the same. @defaultValue remote */
  execution: HcpExecutionSettings.prefault({ kind: 'remote' }),
  /** The workspaces themselves, where `inferencehub workspaces` makes them. */
  workspaces: WorkspacesSettings.prefault({}),
});
export type HcpStateSettings = z.output<typeof HcpStateSettings>;
/** `HcpStateSettings`, typed where they are written. @throws UserError with every mistake in them */
export const hcpStateSettings: TypedSettings<typeof HcpStateSettings> = settings('hcpStateSettings', HcpStateSettings);

/** Where Terraform keeps what it knows of each stack. */
export const StateSettings = z.discriminatedUnion('kind', [LocalStateSettings, S3StateSettings, HcpStateSettings]);
export type StateSettings = z.output<typeof StateSettings>;
/** `StateSettings`, typed where they are written. @throws UserError with every mistake in them */
export const stateSettings: TypedSettings<typeof StateSettings> = settings('stateSettings', StateSettings);
