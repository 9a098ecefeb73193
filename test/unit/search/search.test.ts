import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { API_KEY_VARIABLES, SearchSettings } from '../../../constructs/search/settings';
import { ManifestRelease } from '../../../constructs/helm/manifest-release';
import { search, type SearchConnection } from '../../../constructs/search';
import { IN_CLUSTER_SECRET_STORE, InClusterVault } from '../../../constructs/secrets';
import { manifest, release, releaseValues } from '../../support/helm-release';
import { emptyStack, synthesized, type TerraformJson } from '../../support/terraform-json';

function build(settings: object): { json: TerraformJson; connection: SearchConnection } {
  const stack = emptyStack();
  const manifests = new ManifestRelease(stack, 'secrets', { release: 'secrets', namespace: 'inferencehub' });
  const vault = new InClusterVault(stack, 'vault', { manifests, namespace: 'inferencehub' });
  const wiring = { namespace: 'inferencehub', vault, manifests };
  const connection = search(stack, 'search', SearchSettings.parse(settings), wiring);
  return { json: synthesized(stack), connection };
}

const existing = { kubernetesSecret: 'search', key: 'api-key' };

describe('SearchSettings', () => {
  test('takes for each engine what it asks for', () => {
    for (const settings of [
      { engine: 'brave', apiKey: '${BRAVE_KEY}' },
      { engine: 'google_pse', apiKey: existing, engineId: 'cx' },
      { engine: 'duckduckgo' },
      { engine: 'searxng', queryUrl: 'https://search.example.com/search' },
    ]) {
      expect(SearchSettings.safeParse({ kind: 'external', ...settings }).success).toBe(true);
    }
  });

  test('refuses what an engine does not ask for, and what it lacks', () => {
    for (const settings of [
      { engine: 'brave' },
      { engine: 'brave', apiKey: existing, engineId: 'cx' },
      { engine: 'google_pse', apiKey: existing },
      { engine: 'altavista', apiKey: existing },
    ]) {
      expect(SearchSettings.safeParse({ kind: 'external', ...settings }).success).toBe(false);
    }
  });

  test('refuses an API key in plain text', () => {
    const { error } = SearchSettings.safeParse({ kind: 'external', engine: 'tavily', apiKey: 'tvly-abc' });
    expect(error?.issues[0]?.message).toContain('never written in plain text');
  });
});

describe('SearXNG', () => {
  let json: TerraformJson;
  let connection: SearchConnection;
  const values = () => releaseValues(json, 'searxng');

  beforeAll(() => {
    ({ json, connection } = build({ kind: 'in-cluster' }));
  });

  test('is reached inside the cluster, with the words where Open WebUI puts them', () => {
    expect(connection).toMatchObject({
      kind: 'searxng',
      url: 'http://searxng.inferencehub.svc.cluster.local:8080',
      queryUrl: 'http://searxng.inferencehub.svc.cluster.local:8080/search?q=<query>',
    });
  });

  test('answers in JSON and counts no requests by address', () => {
    expect(values().settings).toMatchObject({
      search: { formats: ['html', 'json'] },
      server: { limiter: false },
    });
  });

  test('has a key that is generated once and outlives upgrades, and only its name in the values', () => {
    const secret = manifest(json, 'secrets', 'ExternalSecret', 'searxng').spec as { data: { sourceRef: object }[] };
    expect(secret.data[0]?.sourceRef).toEqual({ storeRef: IN_CLUSTER_SECRET_STORE });
    expect(manifest(json, 'secrets', 'ExternalSecret', 'searxng-secret-key').spec).toMatchObject({
      refreshPolicy: 'CreatedOnce',
    });
    expect(values().secret).toEqual({ name: 'searxng', key: 'secret-key' });
    expect(JSON.stringify(values().settings)).not.toContain('secret_key');
  });

  test('runs an image of a fixed day', () => {
    expect((values().image as { tag: string }).tag).toMatch(/^\d{4}\.\d+\.\d+-[0-9a-f]{9}$/);
  });

  test('asks the chosen engines alone', () => {
    const chosen = build({ kind: 'in-cluster', engines: ['wikipedia', 'brave'], safeSearch: 1, replicas: 3 }).json;
    expect(releaseValues(chosen, 'searxng')).toMatchObject({
      replicas: 3,
      settings: {
        use_default_settings: { engines: { keep_only: ['wikipedia', 'brave'] } },
        search: { safe_search: 1 },
      },
    });
  });

  describe('its chart', () => {
    const chart = join(__dirname, '..', '..', '..', 'charts', 'searxng');
    const schema = z.fromJSONSchema(
      JSON.parse(readFileSync(join(chart, 'values.schema.json'), 'utf8')) as Parameters<typeof z.fromJSONSchema>[0],
    );
    const deployment = readFileSync(join(chart, 'templates', 'deployment.yaml'), 'utf8');

    test('takes the values', () => {
      expect(schema.safeParse({ resources: {}, ...values() }).error).toBeUndefined();
    });

    test('refuses an image that nobody named', () => {
      const image = { repository: 'ghcr.io/searxng/searxng', tag: '' };
      expect(schema.safeParse({ resources: {}, ...values(), image }).success).toBe(false);
    });

    test.each([
      ['as nobody in particular', 'runAsUser: 977'],
      ['on a root that it cannot write', 'readOnlyRootFilesystem: true'],
      ['without rights of the kernel', 'drop: [ALL]'],
      ['without a token for the cluster', 'automountServiceAccountToken: false'],
      ['without SEARXNG_PORT from a Service of its name', 'enableServiceLinks: false'],
      ['where IPv6 is missing', 'value: 0.0.0.0'],
    ])('runs %s', (_, line) => {
      expect(deployment).toContain(line);
    });
  });
});

describe('an external search', () => {
  test.each(Object.entries(API_KEY_VARIABLES))("puts %s's key into %s, by reference", (engine, variable) => {
    const { connection, json } = build({ kind: 'external', engine, apiKey: existing });
    expect(connection).toMatchObject({
      engine,
      variables: {},
      secrets: { [variable]: { store: IN_CLUSTER_SECRET_STORE, entry: 'search', property: 'api-key' } },
    });
    expect(release(json, 'searxng')).toBeUndefined();
  });

  test.each([
    ['google_pse', { engineId: 'cx' }, 'GOOGLE_PSE_API_KEY', { GOOGLE_PSE_ENGINE_ID: 'cx' }],
    [
      'bing',
      {},
      'BING_SEARCH_V7_SUBSCRIPTION_KEY',
      { BING_SEARCH_V7_ENDPOINT: 'https://api.bing.microsoft.com/v7.0/search' },
    ],
    [
      'azure_ai_search',
      { endpoint: 'https://s.search.windows.net', index: 'docs' },
      'AZURE_AI_SEARCH_API_KEY',
      { AZURE_AI_SEARCH_ENDPOINT: 'https://s.search.windows.net', AZURE_AI_SEARCH_INDEX_NAME: 'docs' },
    ],
  ])('tells the rest of %s as plain variables', (engine, settings, key, variables) => {
    const { connection } = build({ kind: 'external', engine, apiKey: existing, ...settings });
    expect(connection).toMatchObject({ variables });
    expect(Object.keys((connection as { secrets: object }).secrets)).toEqual([key]);
  });

  test.each(['https://search.example.com/search', 'https://search.example.com/search?q=<query>'])(
    'asks a SearXNG that runs elsewhere: %s',
    (queryUrl) => {
      expect(build({ kind: 'external', engine: 'searxng', queryUrl }).connection).toMatchObject({
        variables: { SEARXNG_QUERY_URL: 'https://search.example.com/search?q=<query>' },
        secrets: {},
      });
    },
  );
});

describe('no search', () => {
  test('makes nothing', () => {
    const { connection, json } = build({ kind: 'none' });
    expect(connection.kind).toBe('none');
    expect(release(json, 'searxng')).toBeUndefined();
  });
});
