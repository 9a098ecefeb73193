import { ManifestRelease } from '../../../constructs/helm/manifest-release';
import { CloudNativePostgres, type DatabaseOwner } from '../../../constructs/postgres';
import { InClusterPostgresSettings, POSTGRES_MAJOR_VERSIONS } from '../../../constructs/postgres/settings';
import { dependencies, manifest, release, releaseValues } from '../../support/helm-release';
import { emptyStack, synthesized } from '../../support/terraform-json';
import { TestVault } from '../../support/vaults';

interface ClusterValues {
  readonly fullnameOverride: string;
  readonly version: { readonly postgresql: string };
  readonly cluster: Readonly<Record<string, unknown>>;
  readonly databases: readonly unknown[];
  readonly poolers: readonly {
    readonly parameters: Readonly<Record<string, string>>;
    readonly template: { readonly spec: { readonly containers: readonly Readonly<Record<string, unknown>>[] } };
  }[];
}

const OWNERS: readonly DatabaseOwner[] = [{ name: 'litellm' }, { name: 'openwebui', extensions: ['vector'] }];

function postgres(input: object = {}, owners = OWNERS) {
  const stack = emptyStack('local-data');
  const manifests = new ManifestRelease(stack, 'manifests', { release: 'infra-data', namespace: 'apps' });
  const vault = new TestVault();
  const server = new CloudNativePostgres(stack, 'postgres', {
    settings: InClusterPostgresSettings.parse({ kind: 'in-cluster', ...input }),
    owners,
    release: 'infra',
    namespace: 'apps',
    vault,
    manifests,
  });
  const json = synthesized(stack);
  return { json, server, vault, values: releaseValues(json, 'infra-postgresql') as unknown as ClusterValues };
}

describe('CloudNativePostgres', () => {
  let made: ReturnType<typeof postgres>;
  let single: ReturnType<typeof postgres>;
  beforeAll(() => {
    made = postgres({ instances: 3, poolerInstances: 2, storageGib: 50, storageClass: 'fast', majorVersion: 18 });
    single = postgres({ instances: 1 });
  });

  test('has the names that users of the umbrella chart know', () => {
    expect(made.values.fullnameOverride).toBe('infra-postgresql');
    expect(made.server.connection('litellm').address).toMatchObject({
      host: 'infra-postgresql-pooler-rw.apps.svc',
      sessionHost: 'infra-postgresql-rw.apps.svc',
      readerHost: 'infra-postgresql-ro.apps.svc',
      transactionPooled: true,
    });
    expect(single.server.connection('litellm').address).toMatchObject({ readerHost: undefined });
  });

  test('pins the chart, and an image of the flavour that has pgvector by its bytes', () => {
    expect(release(made.json, 'infra-postgresql')).toMatchObject({ chart: 'cluster', version: '0.8.1' });
    expect(made.values.cluster.imageName).toMatch(
      /^ghcr\.io\/cloudnative-pg\/postgresql:18\.\d+-20\d{10}-standard-trixie@sha256:[0-9a-f]{64}$/,
    );
  });

  test.each(POSTGRES_MAJOR_VERSIONS)('has an image of PostgreSQL %d', (majorVersion) => {
    const { values } = postgres({ majorVersion });
    expect(values.cluster.imageName).toContain(`/postgresql:${majorVersion}.`);
    expect(values.version.postgresql).toBe(String(majorVersion));
  });

  test('runs the image that the environment names instead, by its bytes where it says them', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const named = (image: object): unknown => postgres({ majorVersion: 17, image }).values.cluster.imageName;
    expect(named({ tag: '17.12-standard-trixie' })).toBe('ghcr.io/cloudnative-pg/postgresql:17.12-standard-trixie');
    expect(named({ tag: '17.12-standard-trixie', digest })).toBe(
      `ghcr.io/cloudnative-pg/postgresql:17.12-standard-trixie@${digest}`,
    );
  });

  test('leaves the first password to the operator, which makes a Secret for it only when it is given none', () => {
    expect(made.values.cluster.initdb).toEqual({ database: 'litellm', owner: 'litellm' });
    expect(made.server.connection('litellm').address).toMatchObject({
      password: { store: { name: 'in-cluster' }, entry: 'infra-postgresql-app', property: 'password' },
    });
    expect(made.vault.asked).toEqual(['generate openwebui-database openwebui/database']);
  });

  test('gives the second application a role, whose changed password takes effect, and a database with pgvector', () => {
    expect(made.values.cluster.roles).toEqual([
      {
        name: 'openwebui',
        ensure: 'present',
        login: true,
        superuser: false,
        passwordSecret: { name: 'infra-postgresql-openwebui' },
      },
    ]);
    expect(manifest(made.json, 'infra-data', 'ExternalSecret', 'infra-postgresql-openwebui').spec).toMatchObject({
      target: {
        template: {
          type: 'kubernetes.io/basic-auth',
          metadata: { labels: { 'cnpg.io/reload': 'true' } },
          data: { username: 'openwebui', password: '{{ .secret1 }}' },
        },
      },
    });
    expect(made.values.databases).toEqual([
      { name: 'openwebui', owner: 'openwebui', extensions: [{ name: 'vector', ensure: 'present' }] },
    ]);
  });

  test('gives an application its extensions also where it is the only one', () => {
    const { values } = postgres({}, [{ name: 'openwebui', extensions: ['vector'] }]);
    expect(values.cluster).toMatchObject({ initdb: { database: 'openwebui', owner: 'openwebui' }, roles: [] });
    expect(values.databases).toEqual([
      { name: 'openwebui', owner: 'openwebui', extensions: [{ name: 'vector', ensure: 'present' }] },
    ]);
  });

  test('lets nobody in as a superuser over the network', () => {
    expect(made.values.cluster.enableSuperuserAccess).toBe(false);
  });

  test('takes no connection without TLS, directly or through the pooler', () => {
    expect(made.values.cluster.postgresql).toMatchObject({ pg_hba: ['hostnossl all all all reject'] });
    expect(made.values.poolers[0]?.parameters.client_tls_sslmode).toBe('require');
  });

  test('asks for room for its pooler, which else is the first pod to go on a full node', () => {
    expect(made.values.poolers[0]?.template.spec.containers).toEqual([
      expect.objectContaining({
        name: 'pgbouncer',
        resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '256Mi' } },
      }),
    ]);
  });

  test('is verified by name: the certificate that the pooler shows knows its name', () => {
    const { address, certificateAuthority, tls } = made.server.connection('litellm');
    expect(tls).toBe('verify-full');
    expect(certificateAuthority).toEqual({ kind: 'Secret', name: 'infra-postgresql-ca', key: 'ca.crt' });
    const { serverAltDNSNames } = made.values.cluster.certificates as { serverAltDNSNames: string[] };
    expect(serverAltDNSNames).toContain(address.kind === 'parts' && address.host);
  });

  test('pools transactions, with prepared statements, and leaves connections for migrations', () => {
    expect(made.values.poolers[0]).toMatchObject({ name: 'rw', type: 'rw', poolMode: 'transaction', instances: 2 });
    const { default_pool_size, max_prepared_statements } = made.values.poolers[0]?.parameters ?? {};
    expect(Number(max_prepared_statements)).toBeGreaterThan(0);
    const { parameters } = made.values.cluster.postgresql as { parameters: Record<string, string> };
    const [databases, pods] = [2, 2];
    expect(Number(default_pool_size) * databases * pods).toBeLessThan(Number(parameters.max_connections));
  });

  test('is kept from losing too many instances at once, where it has several', () => {
    expect(made.values.cluster).toMatchObject({ instances: 3, enablePDB: true });
    expect(single.values.cluster).toMatchObject({ instances: 1, enablePDB: false });
  });

  test('has the storage asked for', () => {
    expect(made.values.cluster.storage).toEqual({ size: '50Gi', storageClass: 'fast' });
    expect(single.values.cluster.storage).toEqual({ size: '20Gi' });
  });

  test('has each database closed to the other owner once the server runs, with the passwords where they are', () => {
    expect(dependencies(made.json, 'infra-database-bootstrap').join()).toContain('postgres_chart_release');
    const values = releaseValues(made.json, 'infra-database-bootstrap');
    expect(values).not.toHaveProperty('admin');
    expect(values).toMatchObject({
      server: { host: 'infra-postgresql-rw.apps.svc' },
      databases: [
        { name: 'litellm', extensions: [], password: { secret: 'infra-postgresql-app', key: 'password' } },
        {
          name: 'openwebui',
          extensions: [],
          password: { secret: 'infra-database-bootstrap', key: 'openwebui-password' },
        },
      ],
    });
  });
});
