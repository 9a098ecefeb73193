import type { SecretRef } from './secret-ref';
import type { SecretSource } from './settings';

/** What a generated secret looks like. */
export interface GeneratedSecretProps {
  /** The entry's name within the environment, `litellm/master-key` for example; stable, because users meet it. */
  readonly entry: string;
  /** Length in characters, without the prefix. @defaultValue 40 */
  readonly length?: number;
  /** Fixed text before the random part, `sk-` for example. @defaultValue none */
  readonly prefix?: string;
  /** Plain values kept beside the secret under these properties, a user name for example. */
  readonly beside?: Readonly<Record<string, string>>;
  /**
   * A value that must never change once it exists (LiteLLM's salt key decrypts what it encrypted): it is not
   * touched by rotation and outlives the release that made it.
   * @defaultValue false
   */
  readonly permanent?: boolean;
}

/** A generated secret that an AWS service has to be told too. */
export interface SharedSecret {
  readonly ref: SecretRef;
  /** The value as an ephemeral reference, which only write-only arguments of the same stack take. */
  readonly value: string;
  /** What those arguments' version has to be, so that they are written when the entry is. */
  readonly version: number;
}

/** Where an environment's secrets are born and kept; one per stack that makes secrets. */
export interface SecretVault {
  /**
   * Makes a random value where it is kept and says where that is. Letters and digits only.
   * The property of the value is `password`.
   */
  generate(id: string, props: GeneratedSecretProps): SecretRef;
  /** The same for a value that a managed server checks: an AUTH token, an ACL user's password. */
  generateShared(id: string, props: GeneratedSecretProps): SharedSecret;
  /**
   * A secret that the user owns. `${NAME}` is written into the store at apply time through a write-only argument;
   * an existing one is only pointed at.
   * @param entry the entry's name within the environment, for a value that has to be written
   */
  adopt(id: string, entry: string, source: SecretSource, how?: Pick<GeneratedSecretProps, 'permanent'>): SecretRef;
  /**
   * A property of a Secrets Manager entry that AWS itself made in this stack: Aurora's master secret. It becomes
   * readable in the cluster.
   * @param arn a reference to the entry
   * @param kmsKeyArn the key that it is encrypted with
   */
  pointAt(arn: string, property: string, kmsKeyArn: string): SecretRef;
}

/** The property of an entry that holds the value. */
export const SECRET_PROPERTY = 'password';

/** Length of a generated value where its user does not say: 40 letters and digits are 238 bits. */
export const DEFAULT_SECRET_LENGTH = 40;
