import type { Release } from '@cdktf/provider-helm/lib/release';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import type { DeployedApplication, FlowContext } from '../application/deployed-application';
import type { ClusterConnection } from '../cluster/connection';
import { PodIdentityRole } from '../identity/pod-identity-role';
import type { ManifestRelease } from '../helm/manifest-release';
import type { Names } from '../names/names';
import type { Flow } from '../network-policies/flow';
import type { PostgresConnection } from '../postgres/connection';
import { describePostgres } from '../postgres/describe';
import { databaseTokenStatement } from '../postgres/token-statement';
import type { RedisConnection } from '../redis/connection';
import { describeRedis } from '../redis/describe';
import { redisTokenStatements } from '../redis/token-statements';
import type { SearchConnection } from '../search/connection';
import type { SecretVault } from '../secrets/secret-vault';
import { readWriteStatements } from '../storage/access';
import type { StorageConnection } from '../storage/connection';
import { describeStorage } from '../storage/describe';
import type { WiredConnection } from '../wiring/wiring';
import { AuthorityMounts } from '../kubernetes/authority-mounts';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import { plainVariables } from '../kubernetes/environment-variables';
import { LITELLM_LOGS } from './bucket-prefix';
import { CLASSIC_SCRATCH_FOLDER, litellmClassicValues } from './classic-values';
import { litellmConfig } from './config';
import { DatabaseAccess } from './database-access';
import { bedrockStatements } from './models';
import {
  LITELLM,
  LITELLM_BACKEND_PORT,
  LITELLM_PORT,
  LITELLM_SECRETS,
  type LiteLlmPlan,
  scratchVariables,
} from './plan';
import { guardrailStatements } from './extensions';
import { litellmFlows } from './flows';
import { litellmRedis, type LiteLlmRedis } from './redis';
import { litellmSecrets } from './secrets';
import type { LiteLlmSettings, OpenTelemetrySettings } from './settings';
import { litellmValues, SCRATCH_FOLDER } from './values';
import { describeModels } from './model-wiring';
import { withPassthrough } from '../helm/passthrough';
import { LITELLM_APPLICATION } from './application';
import { LITELLM_CLASSIC_CHART, litellmChart } from './charts';
import type { SecretKey } from './virtual-key';

export interface LiteLlmProps {
  readonly settings: LiteLlmSettings;
  readonly names: Names;
  /** Absent where the environment is not on AWS. */
  readonly account?: AccountSettings;
  readonly cluster: ClusterConnection;
  /** The applications' namespace. */
  readonly namespace: string;
  readonly vault: SecretVault;
  /** The release that carries the Secrets. */
  readonly manifests: ManifestRelease;
  readonly database: PostgresConnection;
  readonly cache: RedisConnection;
  readonly coordination: RedisConnection;
  /** Where it logs requests; nowhere where it is left out. */
  readonly storage?: StorageConnection;
  /** What LiteLLM can search the web with, too; nothing where it is left out. */
  readonly search?: SearchConnection;
  /** The header that names the user for whom Open WebUI calls; absent where it names none. */
  readonly userHeader?: string;
}

const NO_SEARCH: SearchConnection = { kind: 'none' };

/** As of the release. Otherwise every start of LiteLLM's program, also for a migration, asks GitHub, and may fail there. */
const PRICES = { LITELLM_LOCAL_MODEL_COST_MAP: 'True' };

/** First part of coordination's keys on a server that is LiteLLM's alone. */
const COORDINATION_NAMESPACE = 'litellm.coordination';

/**
 * LiteLLM, the one way to all models: with keys, limits, a cache and a log of who asked for what.
 * @example
 * ```ts
 * const litellm = new LiteLlm(this, 'litellm', {
 *   ...wiring,
 *   cluster,
 *   settings: litellmSettings({
 *     models: [{ name: 'gpt', provider: 'openai', model: 'gpt-5-mini', apiKey: '${OPENAI_API_KEY}' }],
 *   }),
 *   database: postgres.connection('litellm'),
 *   cache: cache.connection('litellm-cache'),
 *   coordination: coordination.connection('litellm-coordination'),
 * });
 * new TerraformOutput(this, 'endpoint', { value: litellm.endpoint });
 * ```
 */
export class LiteLlm extends Construct implements DeployedApplication {
  readonly name = LITELLM_APPLICATION.name;
  /** Where applications in the cluster call it, without `/v1`. */
  readonly endpoint: string;
  /** Where keys are made and settings are changed. */
  readonly managementEndpoint: string;
  /** The Service of its API. */
  readonly service: { readonly name: string; readonly port: number };
  /** The administrator's key, in the applications' namespace. */
  readonly masterKey: SecretKey = LITELLM_SECRETS.masterKey;
  /** Names of the Secrets that its pods read. */
  readonly secretNames: readonly string[];
  readonly wiring: readonly WiredConnection[];
  readonly release: Release;

  private readonly authorities = new AuthorityMounts();
  private readonly database: DatabaseAccess;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: LiteLlmProps,
  ) {
    super(scope, id);
    const { settings, namespace, manifests } = props;
    this.database = new DatabaseAccess(settings, props.database, this.authorities);
    const isSplit = settings.shape === 'split';
    this.service = { name: isSplit ? `${LITELLM}-gateway` : LITELLM, port: LITELLM_PORT };
    this.endpoint = serviceUrl(this.service.name, namespace, LITELLM_PORT);
    this.managementEndpoint = isSplit
      ? serviceUrl(`${LITELLM}-backend`, namespace, LITELLM_BACKEND_PORT)
      : this.endpoint;

    const cache = this.redis(props.cache, 'LITELLM_CACHE_REDIS', settings.cache.namespace, 'redis_startup_nodes');
    const coordination = this.redis(
      props.coordination,
      'LITELLM_COORDINATION_REDIS',
      COORDINATION_NAMESPACE,
      'startup_nodes',
    );
    this.secretNames = litellmSecrets({
      ...props,
      database: this.database.secrets(),
      redis: { ...cache.secrets, ...coordination.secrets },
    });

    const chart = litellmChart(settings.shape);
    const isClassic = chart === LITELLM_CLASSIC_CHART;
    const plan = this.plan(cache, coordination, isClassic);
    const values = isClassic ? litellmClassicValues(plan) : litellmValues(plan);
    this.release = new ChartRelease(this, 'chart', {
      chart: isClassic ? CHARTS.litellmClassic : CHARTS.litellm,
      release: LITELLM,
      namespace,
      values: withPassthrough(chart, values, settings.values),
      // The hook migrates the database before the first pod starts.
      timeoutSeconds: 1200,
      dependsOn: [manifests.release, ...this.identity()],
    }).release;

    this.wiring = [
      describePostgres('database', props.database),
      describeRedis('cache', props.cache),
      describeRedis('coordination', props.coordination),
      ...(this.bucket ? [describeStorage('request logs', this.bucket)] : []),
      ...describeModels(settings.models),
    ];
  }

  flows(context: FlowContext): readonly Flow[] {
    return litellmFlows(this.props, context);
  }

  private get bucket() {
    const { settings, storage } = this.props;
    return settings.requestLogs && storage?.kind === 'bucket' ? storage : undefined;
  }

  private redis(
    connection: RedisConnection,
    prefix: 'LITELLM_CACHE_REDIS' | 'LITELLM_COORDINATION_REDIS',
    namespace: string,
    seedsKey: 'redis_startup_nodes' | 'startup_nodes',
  ): LiteLlmRedis {
    return litellmRedis({
      connection,
      prefix,
      // On a shared server LiteLLM's user can touch no other keys than these.
      namespace: connection.keyPrefix ?? namespace,
      seedsKey,
      authorities: this.authorities,
    });
  }

  private plan(cache: LiteLlmRedis, coordination: LiteLlmRedis, isClassic: boolean): LiteLlmPlan {
    const { settings, account } = this.props;
    const scratch = scratchVariables(isClassic ? CLASSIC_SCRATCH_FOLDER : SCRATCH_FOLDER);
    return {
      settings,
      config: litellmConfig({
        settings,
        region: account?.region,
        cache,
        coordination,
        bucket: this.bucket,
        search: this.props.search ?? NO_SEARCH,
        userHeader: this.props.userHeader,
        masterKeyVariable: isClassic ? 'PROXY_MASTER_KEY' : 'LITELLM_MASTER_KEY',
      }),
      variables: [
        ...this.database.variables,
        ...plainVariables({
          ...cache.variables,
          ...coordination.variables,
          ...scratch,
          ...this.tokenRegion(),
          ...this.surface(),
          GRACEFUL_SHUTDOWN_TIMEOUT: String(settings.drainSeconds),
          // No .env file is read.
          LITELLM_MODE: 'PRODUCTION',
          ...PRICES,
        }),
      ],
      migrationVariables: [
        ...this.database.migrationVariables,
        ...plainVariables({ ...scratch, ...this.tokenRegion(), ...PRICES }),
      ],
      database: this.database.chartValues,
      volumes: this.authorities.volumes(),
      volumeMounts: this.authorities.volumeMounts(),
    };
  }

  /** Tokens are for one region. */
  private tokenRegion(): Readonly<Record<string, string>> {
    const { account } = this.props;
    return this.database.tokenUserArn && account ? { AWS_REGION: account.region } : {};
  }

  private surface(): Readonly<Record<string, string>> {
    const { adminUi, observability } = this.props.settings;
    return {
      ...(adminUi ? {} : { DISABLE_ADMIN_UI: 'True', NO_DOCS: 'True', NO_OPENAPI: 'True', NO_REDOC: 'True' }),
      ...(observability.langfuse ? { LANGFUSE_HOST: observability.langfuse.host } : {}),
      ...(observability.openTelemetry ? openTelemetryVariables(observability.openTelemetry) : {}),
    };
  }

  /** The ServiceAccount of all pods, and the role that they have through it, where there is one. */
  private identity(): ITerraformDependable[] {
    const { settings, names, account, cluster, namespace } = this.props;
    const { identity } = settings;
    const serviceAccount = new ServiceAccountV1(this, 'service-account', {
      metadata: {
        name: LITELLM,
        namespace,
        annotations: identity.kind === 'irsa' ? { 'eks.amazonaws.com/role-arn': identity.roleArn } : undefined,
      },
      automountServiceAccountToken: false,
    });
    if (identity.kind === 'irsa' || cluster.kind !== 'eks' || !account) return [serviceAccount];

    const statements = [
      ...bedrockStatements(settings.models, account),
      ...guardrailStatements(settings.guardrails, account),
      ...(this.bucket ? readWriteStatements(this.bucket, LITELLM_LOGS) : []),
      ...(this.database.tokenUserArn ? [databaseTokenStatement(this.database.tokenUserArn)] : []),
      ...redisTokenStatements([this.props.cache, this.props.coordination]),
    ];
    if (statements.length === 0) return [serviceAccount];
    const role = new PodIdentityRole(this, 'role', {
      names,
      thing: LITELLM,
      cluster,
      namespace,
      serviceAccount: LITELLM,
      statements,
    });
    return [serviceAccount, role.association];
  }
}

function openTelemetryVariables({ endpoint, protocol, serviceName }: OpenTelemetrySettings) {
  return { OTEL_EXPORTER: protocol, OTEL_ENDPOINT: endpoint, OTEL_SERVICE_NAME: serviceName };
}

/** Where a Service is reached inside the cluster. */
function serviceUrl(service: string, namespace: string, port: number): string {
  return `http://${service}.${namespace}.svc.cluster.local:${port}`;
}
