import { z } from 'zod';
import { accountOfRole } from '../constructs/account/role';
import { AccountSettings } from '../constructs/account/settings';
import { type Application, settingsOf } from '../constructs/application/application';
import { ClusterSettings } from '../constructs/cluster/settings';
import { GatewaySettings } from '../constructs/gateway/settings';
import { ImagesSettings } from '../constructs/images/settings';
import { LITELLM_APPLICATION } from '../constructs/litellm/application';
import { NetworkPolicySettings } from '../constructs/network-policies/settings';
import { NetworkSettings } from '../constructs/network/settings';
import { OPEN_WEBUI_APPLICATION } from '../constructs/open-webui/application';
import { PostgresSettings } from '../constructs/postgres/settings';
import { RedisServersSettings } from '../constructs/redis/settings';
import { SEARCH_APPLICATION } from '../constructs/search/application';
import { SecretsSettings } from '../constructs/secrets/settings';
import { StateSettings } from '../constructs/state/settings';
import { StorageSettings } from '../constructs/storage/settings';

/** A name that Kubernetes takes for a namespace or a Service. */
const label = z
  .string()
  .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, 'it takes lower case letters, digits and hyphens, and begins with a letter');

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_Tag.html */
const tagText = z
  .string()
  .regex(
    /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/iu,
    'it takes letters, digits, spaces and _ . : / = + - @, and does not begin with aws:',
  );

/**
 * The applications that an environment can have, by their settings. Everything that is collected from all of them
 * (policies, images, egress, wiring, the reference, …) goes by this list.
 */
export const APPLICATIONS = {
  search: SEARCH_APPLICATION,
  litellm: LITELLM_APPLICATION,
  openwebui: OPEN_WEBUI_APPLICATION,
} as const satisfies Readonly<Record<string, Application>>;

/** What an environment's file may say. */
export const EnvironmentSettings = z
  .strictObject({
    /** The AWS account and region; left out where nothing of the environment is on AWS. */
    account: AccountSettings.optional(),
    /** Where Terraform keeps its state. @defaultValue local files */
    state: StateSettings.prefault({ kind: 'local' }),
    /** Tags of everything that is made on AWS, IAM's roles among it, which take the fewest characters. */
    tags: z.record(tagText.min(1).max(128), tagText.max(256)).default({}),
    /**
     * First part of the names of what runs in the cluster: `infra` gives `infra-postgresql-rw`, `infra-valkey`, ….
     * It is at most 20 characters long, since names in Kubernetes end at 63.
     * @defaultValue infra
     */
    release: label.max(20).default('infra'),
    /** The namespace of the applications and of the data stores in the cluster. @defaultValue inferencehub */
    namespace: label.max(63).default('inferencehub'),
    /**
     * Whether what holds data is kept safe: Terraform refuses to destroy it or to make it anew, AWS refuses to delete it,
     * there are final snapshots, secrets can be restored, and nothing is opened to everyone by leaving a setting out. Off
     * for environments that are thrown away.
     * @defaultValue true
     */
    protection: z.boolean().default(true),
    /** The VPC; left out where the cluster is reached by kubeconfig. */
    network: NetworkSettings.optional(),
    cluster: ClusterSettings,
    /** @defaultValue upstream: from their publishers */
    images: ImagesSettings.prefault({ kind: 'upstream' }),
    /** Where secrets are kept. @defaultValue aws-secrets-manager with an `account`, in-cluster without one */
    secrets: SecretsSettings.optional(),
    postgres: PostgresSettings,
    redis: RedisServersSettings,
    storage: StorageSettings,
    /** @defaultValue none: nothing is reachable from outside the cluster */
    gateway: GatewaySettings.prefault({ kind: 'none' }),
    networkPolicies: NetworkPolicySettings.prefault({}),
    ...settingsOf(APPLICATIONS),
  })
  .transform(({ secrets, ...settings }) => ({
    ...settings,
    state: stateOf(settings),
    secrets: secrets ?? defaultSecrets(settings),
  }));

/** The role that works in the account works on a state in S3 too, where no other is named. */
function stateOf({ account, state }: { account?: AccountSettings; state: StateSettings }): StateSettings {
  if (state.kind !== 's3') return state;
  const assumeRoleArn = state.assumeRoleArn ?? account?.assumeRoleArn;
  const isAccounts = assumeRoleArn !== undefined && assumeRoleArn === account?.assumeRoleArn;
  const assumeRoleOptions = state.assumeRoleOptions ?? (isAccounts ? account.assumeRoleOptions : undefined);
  return {
    ...state,
    assumeRoleArn,
    assumeRoleOptions,
    accountId: state.accountId ?? accountOfRole(assumeRoleArn) ?? account?.id,
  };
}

/** Secrets are kept where the environment is; those of one that is thrown away go at once. */
function defaultSecrets({ account, protection }: { account?: AccountSettings; protection: boolean }): SecretsSettings {
  if (!account) return SecretsSettings.parse({ kind: 'in-cluster' });
  return SecretsSettings.parse({ kind: 'aws-secrets-manager', ...(protection ? {} : { recoveryWindowDays: 0 }) });
}

/** What an environment's file may say; what it leaves out takes its default. */
export type EnvironmentInput = z.input<typeof EnvironmentSettings>;

/** One environment: its settings with every default filled in, and the name of its file. */
export type Environment = z.output<typeof EnvironmentSettings> & { readonly name: string };

/** What an environment's file exports: it gives the settings their types, and editors their completions. */
export function defineEnvironment(settings: EnvironmentInput): EnvironmentInput {
  return settings;
}
