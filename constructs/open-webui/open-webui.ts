import type { Release } from '@cdktf/provider-helm/lib/release';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import type { DeployedApplication, FlowContext } from '../application/deployed-application';
import type { ClusterConnection } from '../cluster/connection';
import { PodIdentityRole } from '../identity/pod-identity-role';
import { ImageSource } from '../images/image-source';
import type { ManifestRelease } from '../helm/manifest-release';
import type { Names } from '../names/names';
import type { Flow } from '../network-policies/flow';
import { authorityFile } from '../postgres/authority-file';
import type { PostgresConnection } from '../postgres/connection';
import { describePostgres } from '../postgres/describe';
import { holdsData } from '../protection/held-data';
import type { RedisConnection } from '../redis/connection';
import { describeRedis } from '../redis/describe';
import { redisUrl } from '../redis/url';
import type { SearchConnection } from '../search/connection';
import { describeSearch } from '../search/describe';
import { composedSecret } from '../secrets/composed-secret';
import type { SecretRef } from '../secrets/secret-ref';
import type { SecretTemplate } from '../secrets/secret-template';
import type { SecretVault } from '../secrets/secret-vault';
import { readWriteStatements } from '../storage/access';
import type { StorageConnection } from '../storage/connection';
import { describeStorage } from '../storage/describe';
import type { WiredConnection } from '../wiring/wiring';
import { AuthorityMounts } from '../kubernetes/authority-mounts';
import { CHARTS } from '../helm/catalog';
import { ChartRelease } from '../helm/chart-release';
import { type EnvironmentVariable, plainVariables, secretVariable } from '../kubernetes/environment-variables';
import type { LiteLlm } from '../litellm/litellm';
import type { LiteLlmShape } from '../litellm/pods';
import type { LiteLlmModel, LiteLlmSettings } from '../litellm/settings';
import { OPEN_WEBUI_FILES } from './bucket-prefix';
import {
  addressVariables,
  adminVariables,
  chatModelVariables,
  documentVariables,
  FIXED_VARIABLES,
  internetVariables,
  modelUseVariables,
  modelVariables,
  ownershipVariables,
  poolVariables,
  PROVIDER_KEYS,
  providerVariables,
  redisVariables,
  searchVariables,
  signUpVariables,
  spendVariables,
  storageVariables,
} from './environment';
import { openWebUiFlows } from './flows';
import { OPEN_WEBUI, OPEN_WEBUI_PORT, OPEN_WEBUI_SECRET } from './plan';
import type { OpenWebUiSettings } from './settings';
import { OPEN_WEBUI_APPLICATION } from './application';
import { availability } from './availability';
import { OPEN_WEBUI_CHART } from './chart';
import { openWebUiSecrets } from './secrets';
import { singleSignOnSecrets, singleSignOnVariables } from './sso';
import { openWebUiValues } from './values';
import { withPassthrough } from '../helm/passthrough';
import { Pipelines } from './pipelines';
import { describeTika, Tika } from './tika';
import { type SecretKey, VirtualKey } from '../litellm/virtual-key';

export interface OpenWebUiProps {
  readonly settings: OpenWebUiSettings;
  readonly names: Names;
  readonly cluster: ClusterConnection;
  /** The applications' namespace. */
  readonly namespace: string;
  readonly vault: SecretVault;
  /** The release that carries the Secrets. */
  readonly manifests: ManifestRelease;
  readonly database: PostgresConnection;
  readonly redis: RedisConnection;
  readonly storage: StorageConnection;
  readonly search: SearchConnection;
  /** Whether it can read the pages that a search finds; what the search itself says of them it always can. */
  readonly loadsPages: boolean;
  /** The way to the models, and which there are. */
  readonly litellm: LiteLlm;
  /** LiteLLM's image, which the job that makes its key known runs in. */
  readonly litellmImage: LiteLlmSettings['image'];
  /** The shape of LiteLLM, which says how its pods are labelled. */
  readonly litellmShape: LiteLlmShape;
  readonly models: readonly LiteLlmModel[];
  /** Other names of models. */
  readonly modelAliases: LiteLlmSettings['aliases'];
  /** Where users find it; absent where it stays inside the cluster. */
  readonly url?: string;
}

/**
 * Open WebUI, the chat that users see. It reaches models through LiteLLM, with a key of its own.
 * @example
 * ```ts
 * const openwebui = new OpenWebUi(this, 'openwebui', {
 *   ...wiring,
 *   cluster,
 *   settings: openWebUiSettings({}),
 *   database: postgres.connection('openwebui'),
 *   redis: sessions.connection('openwebui'),
 *   storage: { kind: 'volume', storageGib: 20 },
 *   search: { kind: 'none' },
 *   loadsPages: false,
 *   litellm,
 *   litellmImage: litellmSettings({}).image,
 *   litellmShape: 'monolith',
 *   models: [],
 *   modelAliases: {},
 * });
 * new TerraformOutput(this, 'chat', { value: openwebui.endpoint });
 * ```
 */
export class OpenWebUi extends Construct implements DeployedApplication {
  /** The Service that routes lead to. */
  static readonly SERVICE = { name: OPEN_WEBUI, port: OPEN_WEBUI_PORT } as const;

  readonly name = OPEN_WEBUI_APPLICATION.name;
  /** Where it is inside the cluster. */
  readonly endpoint: string;
  /** Names of the Secrets that its pods read. */
  readonly secretNames = [OPEN_WEBUI_SECRET.name];
  /** What the route to it waits for. */
  readonly release: Release;
  readonly wiring: readonly WiredConnection[];

  private readonly authorities = new AuthorityMounts();
  private readonly tikaUrl: string | undefined;
  private readonly pipelines: Pipelines | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: OpenWebUiProps,
  ) {
    super(scope, id);
    const { settings, namespace, manifests, litellm } = props;
    this.endpoint = `http://${OPEN_WEBUI}.${namespace}.svc.cluster.local:${OPEN_WEBUI_PORT}`;

    this.pipelines = settings.pipelines
      ? new Pipelines(this, 'pipelines', { settings: settings.pipelines, namespace, vault: props.vault, manifests })
      : undefined;
    const secrets = openWebUiSecrets({
      settings,
      vault: props.vault,
      database: props.database,
      databaseAuthority: authorityFile(props.database, this.authorities),
      redis: redisUrl(props.redis, { query: this.redisQuery }),
      search: props.search,
      pipelinesKey: this.pipelines?.key,
    });
    manifests.add(composedSecret({ name: OPEN_WEBUI_SECRET.name, namespace, data: secrets }));
    manifests.add(...availability(settings, namespace));
    this.tikaUrl = this.tika();

    const virtualKey = new VirtualKey(this, 'virtual-key', {
      owner: OPEN_WEBUI,
      namespace,
      image: props.litellmImage,
      managementUrl: litellm.managementEndpoint,
      apiUrl: litellm.endpoint,
      masterKey: litellm.masterKey,
      virtualKey: this.virtualKeySecret(secrets),
      dependsOn: [manifests.release, litellm.release],
    });

    const [image] = CHARTS.openWebUi.images;
    const values = openWebUiValues({
      settings,
      repository: ImageSource.of(this).repository(image.image),
      modelsUrl: this.modelsUrl,
      pipelinesUrl: this.pipelines?.url,
      storage: props.storage,
      variables: this.variables(),
      volumes: this.authorities.volumes(),
      volumeMounts: this.authorities.volumeMounts(),
    });
    this.release = new ChartRelease(this, 'chart', {
      chart: CHARTS.openWebUi,
      release: OPEN_WEBUI,
      namespace,
      values: withPassthrough(OPEN_WEBUI_CHART, values, settings.values),
      timeoutSeconds: 1200,
      dependsOn: [manifests.release, virtualKey.release, ...this.identity()],
    }).release;
    if (props.storage.kind === 'volume') holdsData(this.release);

    this.wiring = [
      describePostgres('database', props.database),
      describePostgres('vectors', props.database),
      describeRedis('sessions', props.redis),
      describeStorage('files', props.storage),
      {
        use: 'models',
        variant: 'LiteLLM',
        endpoint: this.modelsUrl,
        tls: 'none',
        plainHop: 'litellm-api',
        passwordFrom: `a virtual key of its own, in the Secret ${OPEN_WEBUI_SECRET.name}`,
      },
      ...describeSearch(props.search),
      ...describeTika(settings.tika, this.tikaUrl),
      ...(this.pipelines ? [this.pipelines.wiring] : []),
    ];
  }

  /** Where documents are taken apart, if not in its own process. */
  private tika(): string | undefined {
    const { settings, namespace, manifests } = this.props;
    switch (settings.tika?.kind) {
      case undefined:
        return undefined;
      case 'in-cluster':
        return new Tika(this, 'tika', { settings: settings.tika, namespace, manifests }).url;
      case 'external':
        return settings.tika.url;
    }
  }

  /**
   * Where the Job finds the key. A new one is in a Secret of its own: Open WebUI's has the one before it until External
   * Secrets comes by, and the Job would make that known.
   */
  private virtualKeySecret(secrets: Readonly<Record<string, SecretRef | SecretTemplate>>): SecretKey {
    const key = OPEN_WEBUI_SECRET.litellmKey;
    const value = secrets[key];
    if (!value || !('version' in value)) return { name: OPEN_WEBUI_SECRET.name, key };
    const name = `${OPEN_WEBUI}-virtual-key-${value.version}`;
    this.props.manifests.add(composedSecret({ name, namespace: this.props.namespace, data: { [key]: value } }));
    return { name, key };
  }

  flows(context: FlowContext): readonly Flow[] {
    return openWebUiFlows(this.props, context);
  }

  /** LiteLLM, as a provider of OpenAI's API. */
  private get modelsUrl(): string {
    return `${this.props.litellm.endpoint}/v1`;
  }

  private get redisQuery(): Readonly<Record<string, string>> | undefined {
    const { tls, certificateAuthority } = this.props.redis;
    return tls && certificateAuthority ? { ssl_ca_certs: this.authorities.file(certificateAuthority) } : undefined;
  }

  private variables(): EnvironmentVariable[] {
    const { settings, redis, storage, search, models, modelAliases, url } = this.props;
    const key = OPEN_WEBUI_SECRET;
    const secret = (name: string, entry: string) => secretVariable(name, key.name, entry);
    return [
      secret('DATABASE_URL', key.databaseUrl),
      secret('SESSION_DATABASE_URL', key.sessionDatabaseUrl),
      secret('WEBUI_SECRET_KEY', key.secretKey),
      secret('OAUTH_SESSION_TOKEN_ENCRYPTION_KEY', key.sessionTokenKey),
      ...PROVIDER_KEYS.map((name) => secret(name, key.litellmKey)),
      ...(settings.admin ? [secret('WEBUI_ADMIN_PASSWORD', key.adminPassword)] : []),
      ...(search.kind === 'external' ? Object.keys(search.secrets).map((name) => secret(name, name)) : []),
      ...[...Object.keys(singleSignOnSecrets(settings.sso)), ...Object.keys(settings.secretEnv)].map((name) =>
        secret(name, name),
      ),
      ...plainVariables({
        ...FIXED_VARIABLES,
        ...poolVariables(settings),
        ...ownershipVariables(settings),
        ...signUpVariables(settings),
        ...adminVariables(settings),
        ...singleSignOnVariables(settings.sso, url),
        ...modelUseVariables(settings),
        ...spendVariables(settings),
        ...documentVariables(this.tikaUrl),
        ...addressVariables(url),
        ...redisVariables(redis),
        ...storageVariables(storage),
        ...providerVariables(this.modelsUrl),
        ...chatModelVariables(settings, models, modelAliases),
        ...modelVariables(settings, models),
        ...searchVariables(search, this.props.loadsPages),
        ...internetVariables(this.props.loadsPages),
      }),
    ];
  }

  /** The ServiceAccount of its pods, and the role that they have through it, where files go into a bucket. */
  private identity(): ITerraformDependable[] {
    const { names, cluster, namespace, storage } = this.props;
    const serviceAccount = new ServiceAccountV1(this, 'service-account', {
      metadata: { name: OPEN_WEBUI, namespace },
      automountServiceAccountToken: false,
    });
    if (cluster.kind !== 'eks' || storage.kind !== 'bucket') return [serviceAccount];
    const role = new PodIdentityRole(this, 'role', {
      names,
      thing: OPEN_WEBUI,
      cluster,
      namespace,
      serviceAccount: OPEN_WEBUI,
      statements: readWriteStatements(storage, OPEN_WEBUI_FILES),
    });
    return [serviceAccount, role.association];
  }
}
