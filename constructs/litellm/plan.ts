import type { ChartValue, ChartValues } from '../helm/chart-values';
import type { EnvironmentVariable } from '../kubernetes/environment-variables';
import type { LiteLlmSettings } from './settings';

/** Name of LiteLLM's release, of its main Service, and of its ServiceAccount. */
export const LITELLM = 'litellm';

/** The port of its API. */
export const LITELLM_PORT = 4000;

/** The port of the management API where it is apart. */
export const LITELLM_BACKEND_PORT = 4001;

/** The Secrets that LiteLLM's pods read, made of entries of the secret store. */
export const LITELLM_SECRETS = {
  /** The master key, which the chart asks for by itself. */
  masterKey: { name: 'litellm-admin', key: 'master-key' },
  /** The database's URLs and their parts. */
  database: {
    name: 'litellm-database-urls',
    username: 'username',
    password: 'password',
    url: 'url',
    readerUrl: 'reader-url',
    sessionUrl: 'session-url',
  },
  /** Everything else, each key an environment variable. */
  environment: { name: 'litellm-environment' },
} as const;

/** What the values of both charts are made of. */
export interface LiteLlmPlan {
  readonly settings: LiteLlmSettings;
  /** `config.yaml`. */
  readonly config: ChartValues;
  /** Variables of the pods that serve, besides those that the chart makes. */
  readonly variables: readonly EnvironmentVariable[];
  /** Variables of the job that migrates the database. */
  readonly migrationVariables: readonly EnvironmentVariable[];
  /** The database as the chart asks for it. LiteLLM itself reads the URL among the variables, where there is one. */
  readonly database: LiteLlmDatabase;
  readonly volumes: readonly ChartValue[];
  readonly volumeMounts: readonly ChartValue[];
}

/** What the chart 1.0.0 has to be told of the database. */
export interface LiteLlmDatabase {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly sslMode: string;
  readonly sslRootCert: string;
  /** Whether LiteLLM gets RDS' tokens for itself. */
  readonly usesTokens: boolean;
  /** A replica that the chart tells of; elsewhere a whole URL does. */
  readonly readerHost?: string;
}

/** A folder for what LiteLLM writes: everything else in its containers is read-only. */
export function scratchVariables(folder: string): Readonly<Record<string, string>> {
  return {
    HOME: folder,
    TMPDIR: folder,
    XDG_CACHE_HOME: `${folder}/cache`,
    LITELLM_MIGRATION_DIR: `${folder}/migrations`,
    LITELLM_UI_PATH: `${folder}/ui`,
    LITELLM_ASSETS_PATH: `${folder}/assets`,
  };
}
