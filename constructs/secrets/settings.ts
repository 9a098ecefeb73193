import { z } from 'zod';
import { NO_SECRET_SOURCE, VARIABLE_REFERENCE } from '../telling/secret-reference';
import { settings, type TypedSettings } from '../telling/settings';

/** A secret that AWS Secrets Manager already holds. */
export const SecretsManagerSource = z.strictObject({
  /** Name or ARN of the secret. */
  secretsManager: z.string().min(1),
  /** The JSON key that holds the value. */
  property: z.string().min(1),
  /** ARN of the KMS key that it is encrypted with; left out where it is AWS' own `aws/secretsmanager`. */
  kmsKeyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:/, 'it takes the ARN of a KMS key')
    .optional(),
});
export type SecretsManagerSource = z.output<typeof SecretsManagerSource>;

/** A secret that a Kubernetes Secret in the applications' namespace already holds. */
export const KubernetesSecretSource = z.strictObject({
  /** Name of the Secret, in the environment's namespace. */
  kubernetesSecret: z.string().min(1),
  /** The key in it. */
  key: z.string().min(1),
});
export type KubernetesSecretSource = z.output<typeof KubernetesSecretSource>;

/**
 * Where a secret that the user owns comes from: `${NAME}` from the deployer's environment, or a secret that
 * exists already. A plain text is refused: it would stay in version control.
 */
export const SecretSource = z.union(
  [z.string().regex(VARIABLE_REFERENCE, NO_SECRET_SOURCE), SecretsManagerSource, KubernetesSecretSource],
  { error: NO_SECRET_SOURCE },
);
export type SecretSource = z.output<typeof SecretSource>;

/**
 * Environment variables that are secrets, by name: `{ SMTP_PASSWORD: '${SMTP_PASSWORD}' }`.
 */
export const SecretEnv = z
  .record(
    z.string().regex(/^[A-Z_][A-Z0-9_]*$/, 'it takes the name of a variable, SMTP_PASSWORD for example'),
    SecretSource,
  )
  .default({});
export type SecretEnv = z.output<typeof SecretEnv>;

/**
 * How often each secret was written anew, by its entry's name: `{ 'litellm/database': 2 }`. Raising a number and
 * deploying writes a new value, or what `${NAME}` is by then. It is never lowered: a version that was is not kept.
 */
export const SecretRotation = z.record(z.string().min(1), z.int().min(1).max(9999)).default({});
export type SecretRotation = z.output<typeof SecretRotation>;

/** AWS Secrets Manager, read by External Secrets through Pod Identity. */
export const AwsSecretsSettings = z.strictObject({
  kind: z.literal('aws-secrets-manager'),
  /**
   * Days for which a deleted secret can be restored, 7 to 30; 0 deletes at once and is for environments that are
   * thrown away.
   * @defaultValue 7
   * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html
   */
  recoveryWindowDays: z.union([z.literal(0), z.int().min(7).max(30)]).default(7),
  /** Versions of the secrets, by their entry's name; 1 for those that are not named. */
  rotation: SecretRotation,
});
export type AwsSecretsSettings = z.output<typeof AwsSecretsSettings>;
/** `AwsSecretsSettings`, typed where they are written. @throws UserError with every mistake in them */
export const awsSecretsSettings: TypedSettings<typeof AwsSecretsSettings> = settings(
  'awsSecretsSettings',
  AwsSecretsSettings,
);

/** Secrets are generated and kept in the cluster; nothing leaves it. */
export const InClusterSecretsSettings = z.strictObject({
  kind: z.literal('in-cluster'),
  /** Versions of the secrets, by their entry's name; 1 for those that are not named. */
  rotation: SecretRotation,
});
export type InClusterSecretsSettings = z.output<typeof InClusterSecretsSettings>;
/** `InClusterSecretsSettings`, typed where they are written. @throws UserError with every mistake in them */
export const inClusterSecretsSettings: TypedSettings<typeof InClusterSecretsSettings> = settings(
  'inClusterSecretsSettings',
  InClusterSecretsSettings,
);

/** Where the environment's secrets are born and kept. */
export const SecretsSettings = z.discriminatedUnion('kind', [AwsSecretsSettings, InClusterSecretsSettings]);
export type SecretsSettings = z.output<typeof SecretsSettings>;
/** `SecretsSettings`, typed where they are written. @throws UserError with every mistake in them */
export const secretsSettings: TypedSettings<typeof SecretsSettings> = settings('secretsSettings', SecretsSettings);
