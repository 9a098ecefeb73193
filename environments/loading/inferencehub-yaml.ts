import { OpenWebUiAdmin } from '../../constructs/open-webui/settings';
import { POSTGRES_MAJOR_VERSIONS, type PostgresMajorVersion } from '../../constructs/postgres/settings';
import { VARIABLE_REFERENCE, VARIABLE_REFERENCES } from '../../constructs/telling/secret-reference';
import { at, type Problem, type Rename, say } from '../../constructs/telling/problems';
import { textsOf } from '../rules/texts';
import type { EnvironmentInput } from '../schema';
import { shapeProblems } from '../../constructs/telling/shape-problems';
import { ENVIRONMENT } from './told-as';
import { inferenceHubModels } from './inferencehub-models';
import { passthroughOf } from './inferencehub-passthrough';
import { InferenceHubYaml, withoutBlanks } from './inferencehub-shape';

/** An `inferencehub.yaml` as an environment, with a way back to its own words. */
export interface InferenceHubEnvironment {
  /** What the file calls its environment. */
  readonly name?: string;
  /** Absent where the file is not in that shape. */
  readonly settings?: EnvironmentInput;
  /** What the file says that has no place here. */
  readonly problems: readonly Problem[];
  readonly rename: Rename;
}

/** What the file's own documentation writes where a password stands: `postgresql://user:pass@…`. */
const PASSWORD_PLACEHOLDER = /^(postgres(?:ql)?:\/\/[^:@/]+:)pass@/;

/** Ours, and what the file calls it. Where several match, the longest counts. */
const THEIR_WORDS: Readonly<Record<string, string>> = {
  'cluster.context': 'clusterName',
  'cluster.kind': "the cluster's kind",
  'cluster.path': 'kubeconfigPath',
  'gateway.hosts.openwebui': 'domain',
  'litellm.identity': 'aws.litellmRoleArn',
  'litellm.identity.roleArn': 'aws.litellmRoleArn',
  'litellm.image.tag': 'versions.litellm',
  'litellm.models': 'models',
  'litellm.observability.langfuse': 'observability.langfuse',
  'litellm.image': 'versions.litellm',
  'litellm.replicas': 'litellm.replicaCount',
  'litellm.values': 'litellm',
  'openwebui.image.tag': 'versions.openwebui',
  'openwebui.values': 'openwebui',
  postgres: 'postgresql',
  'postgres.elsewhere.litellm': 'postgresql.litellmConnectionString',
  'postgres.elsewhere.litellm.url': 'postgresql.litellmConnectionString',
  'postgres.elsewhere.openwebui': 'postgresql.openwebuiConnectionString',
  'postgres.elsewhere.openwebui.url': 'postgresql.openwebuiConnectionString',
  'postgres.litellm': 'postgresql.litellmConnectionString',
  'postgres.litellm.url': 'postgresql.litellmConnectionString',
  'postgres.majorVersion': 'versions.postgresql',
  'postgres.openwebui': 'postgresql.openwebuiConnectionString',
  'postgres.openwebui.url': 'postgresql.openwebuiConnectionString',
  'postgres.storageClass': 'storageClass',
  'redis.litellm.storageClass': 'storageClass',
  'redis.openwebui.storageClass': 'storageClass',
  search: 'webSearch',
  'search.apiKey': 'webSearch.external.apiKey',
  'search.engine': 'webSearch.engine',
  'search.engineId': 'webSearch.external.engineId',
  'search.queryUrl': 'webSearch.external.queryUrl',
  'storage.storageClass': 'storageClass',
  'storage.storageGib': 'openwebui.persistence.size',
};

/** Reads what InferenceHub's own command reads, as one of our environments. */
export function fromInferenceHubYaml(read: unknown): InferenceHubEnvironment {
  const content = withoutBlanks(read);
  const parsed = InferenceHubYaml.safeParse(content);
  if (!parsed.success) {
    return {
      problems: shapeProblems(InferenceHubYaml, content, parsed.error.issues, ENVIRONMENT),
      rename: (path) => path,
    };
  }
  const file = parsed.data;
  const models = inferenceHubModels(file.models);
  return {
    name: file.environment,
    settings: { ...settingsOf(file), litellm: litellmOf(file, models.models) },
    problems: problemsOf(file),
    rename: renameWith({ ...THEIR_WORDS, ...models.words }),
  };
}

/** The longest of our paths that a path begins with, in their words. */
function renameWith(words: Readonly<Record<string, string>>): Rename {
  const ours = Object.keys(words).sort((one, other) => other.length - one.length);
  return (path) => {
    const found = ours.find(
      (prefix) => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`),
    );
    return found === undefined ? path : `${words[found] ?? ''}${path.slice(found.length)}`;
  };
}

function settingsOf(file: InferenceHubYaml): EnvironmentInput {
  const { storageClass, cloudProvider } = file;
  const gateway = gatewayOf(file);
  return {
    ...(file.namespace === undefined ? {} : { namespace: file.namespace }),
    // Their cluster's name is a context of the kubeconfig: nothing may end up in whichever cluster is the current one.
    cluster: { kind: 'kubeconfig', context: file.clusterName, path: file.kubeconfigPath },
    // What is tried out on a laptop is thrown away.
    protection: cloudProvider !== 'local',
    postgres: postgresOf(file),
    redis: {
      openwebui: redisOf(file.redis.openwebui, storageClass),
      litellm: redisOf(file.redis.litellm, storageClass),
    },
    storage: passthroughOf(file).storage,
    gateway,
    search: searchOf(file),
    openwebui: {
      image: { tag: file.versions.openwebui },
      ...(cloudProvider === 'local' ? { resources: { cpu: 0.25 } } : {}),
      // These files know no administrator, and the first visitor of a domain is not to become one.
      ...(gateway?.kind === 'envoy' ? firstAdministrator(file.domain) : {}),
      ...passthroughOf(file).openwebui,
    },
  };
}

/** None for what is no domain, which is told of the domain itself. */
function firstAdministrator(domain: string | undefined): EnvironmentInput['openwebui'] {
  const email = OpenWebUiAdmin.shape.email.safeParse(`admin@${domain}`);
  return email.success ? { admin: { email: email.data } } : {};
}

/** LiteLLM by its classic chart, the one that their passthrough block is for. */
function litellmOf(
  file: InferenceHubYaml,
  models: NonNullable<EnvironmentInput['litellm']>['models'],
): EnvironmentInput['litellm'] {
  const { versions, aws, observability, cloudProvider } = file;
  const roleArn = aws.litellmRoleArn;
  return {
    shape: 'classic',
    image: { tag: versions.litellm },
    models,
    ...(roleArn === undefined ? {} : { identity: { kind: 'irsa', roleArn } }),
    ...(observability.enabled ? { observability: { langfuse: observability.langfuse as Langfuse } } : {}),
    ...(cloudProvider === 'local' ? { replicas: { min: 1, max: 1 }, resources: { cpu: 0.5, memoryGib: 2 } } : {}),
    ...passthroughOf(file).litellm,
  };
}

/** Its keys may be missing yet; the schema says so. */
type Langfuse = NonNullable<NonNullable<NonNullable<EnvironmentInput['litellm']>['observability']>['langfuse']>;

/** In the cluster, unless a connection string says where it is instead; one of the two may be elsewhere. */
function postgresOf({
  postgresql,
  versions,
  storageClass,
  cloudProvider,
}: InferenceHubYaml): EnvironmentInput['postgres'] {
  const openwebui = databaseOf(postgresql.openwebuiConnectionString);
  const litellm = databaseOf(postgresql.litellmConnectionString);
  if (openwebui && litellm) return { kind: 'external', openwebui, litellm };

  return {
    kind: 'in-cluster',
    majorVersion: majorVersionOf(versions.postgresql),
    storageClass,
    ...(cloudProvider === 'local' ? { instances: 1, poolerInstances: 1 } : {}),
    elsewhere: { openwebui, litellm },
  };
}

/** A connection string that says nothing of TLS gets it all the same, unverified: the file cannot name an authority. */
function databaseOf(connectionString: string | undefined) {
  if (connectionString === undefined) return undefined;
  const url = connectionString.replace(PASSWORD_PLACEHOLDER, '$1${POSTGRES_PASSWORD}@');
  return { url, tls: 'require' as const };
}

/** In the cluster, unless there is an address; theirs may leave the scheme out. */
function redisOf({ url, password }: InferenceHubYaml['redis']['openwebui'], storageClass: string | undefined) {
  if (url === undefined) return { kind: 'in-cluster' as const, storageClass };
  const complete = url.includes('://') || VARIABLE_REFERENCE.test(url);
  return { kind: 'external' as const, url: complete ? url : `redis://${url}`, password };
}

/** A domain gets a route with TLS, by the certificate that their installation keeps in this Secret. */
function gatewayOf({ domain, cloudProvider }: InferenceHubYaml): EnvironmentInput['gateway'] {
  if (domain === undefined || domain === 'localhost') return { kind: 'none' };
  return {
    kind: 'envoy',
    hosts: { openwebui: domain },
    ...(cloudProvider === 'local' ? {} : { tlsSecret: 'inferencehub-tls' }),
    // A domain on AWS is a public one in these files, and they have no list of who may connect.
    ...(cloudProvider === 'aws' ? { scheme: 'internet-facing', allowedCidrs: ['0.0.0.0/0'] } : { scheme: 'internal' }),
  };
}

function searchOf({
  webSearch: { enabled, engine = 'searxng', external },
}: InferenceHubYaml): EnvironmentInput['search'] {
  if (!enabled) return { kind: 'none' };
  if (engine === 'duckduckgo') return { kind: 'external', engine };
  if (!external.enabled) return { kind: 'in-cluster' };
  const { queryUrl, apiKey, engineId } = external;
  const given = Object.entries({ queryUrl, apiKey, engineId }).filter(([, value]) => value !== undefined);
  return { kind: 'external', engine, ...Object.fromEntries(given) } as EnvironmentInput['search'];
}

/** What has no place here, each with the reason. */
function problemsOf(file: InferenceHubYaml): Problem[] {
  return [
    ...withoutPlace(file).flatMap(({ path, given, why }) =>
      given === undefined ? [] : [{ says: say`${at(path)} has no place here`, todo: say`${why}; take it out` }],
    ),
    ...searchProblems(file),
    ...versionProblems(file),
    ...interpolationProblems(file),
  ];
}

function withoutPlace({ chartPath, gateway, versions, postgresql, redis }: InferenceHubYaml) {
  const generated = 'the password of a server in the cluster is generated where it is kept';
  const strings = 'a database elsewhere is given by openwebuiConnectionString and litellmConnectionString';
  const ownGateway = 'the platform makes its own Gateway';
  const unless = (value: string | undefined, usual: string) => (value === usual ? undefined : value);
  const inCluster = ({ url, password }: { url?: string; password?: string }) =>
    url === undefined ? password : undefined;
  return [
    { path: 'chartPath', given: chartPath, why: 'the platform installs each application from its own, pinned chart' },
    { path: 'gateway.name', given: unless(gateway.name, 'inferencehub-gateway'), why: ownGateway },
    { path: 'gateway.namespace', given: unless(gateway.namespace, 'envoy-gateway-system'), why: ownGateway },
    {
      path: 'versions.redis',
      given: versions.redis,
      why: 'in the cluster runs Valkey, in the version of its pinned chart',
    },
    { path: 'versions.searxng', given: versions.searxng, why: 'SearXNG runs in the version that the platform pins' },
    { path: 'postgresql.url', given: postgresql.url, why: strings },
    { path: 'postgresql.username', given: postgresql.username, why: strings },
    {
      path: 'postgresql.password',
      given: postgresql.password,
      why: postgresql.url === undefined ? generated : strings,
    },
    { path: 'redis.openwebui.password', given: inCluster(redis.openwebui), why: generated },
    { path: 'redis.litellm.password', given: inCluster(redis.litellm), why: generated },
  ];
}

/** An engine with a key that is not switched on. */
function searchProblems({ webSearch: { enabled, engine = 'searxng', external } }: InferenceHubYaml): Problem[] {
  if (!enabled || external.enabled || ['searxng', 'duckduckgo'].includes(engine)) return [];
  return [
    {
      says: say`${at('webSearch.engine')} is ${JSON.stringify(engine)}, but ${at('webSearch.external.enabled')} is not true`,
      todo: say`in the cluster runs SearXNG; write external: { enabled: true, apiKey: "\${NAME}" } for another engine`,
    },
  ];
}

/** The version that an image's tag begins with. */
function majorVersionOf(tag = ''): PostgresMajorVersion | undefined {
  return POSTGRES_MAJOR_VERSIONS.find((version) => /^\d+\b/.exec(tag)?.[0] === String(version));
}

/** An image's tag has to say which PostgreSQL it is. */
function versionProblems({ versions: { postgresql } }: InferenceHubYaml): Problem[] {
  if (postgresql === undefined || majorVersionOf(postgresql) !== undefined) return [];
  return [
    {
      says: say`${at('versions.postgresql')} is ${JSON.stringify(postgresql)}; it takes a tag that begins with a major version: ${POSTGRES_MAJOR_VERSIONS.join(', ')}`,
      todo: say`write "18-alpine", for example`,
    },
  ];
}

/** Their command replaces every variable in the file; here none is, in a text that is kept in plain text. */
function interpolationProblems({ openwebui, litellm }: InferenceHubYaml): Problem[] {
  return textsOf({ openwebui, litellm })
    .filter(({ text }) => text.search(VARIABLE_REFERENCES) >= 0 && !VARIABLE_REFERENCE.test(text))
    .map(({ path }) => ({
      says: say`${at(path)} has a "\${NAME}" in its text; a variable is resolved only where a secret belongs`,
      todo: say`write the text itself if it is no secret; refer to a Secret of the environment's namespace if it is`,
    }));
}
