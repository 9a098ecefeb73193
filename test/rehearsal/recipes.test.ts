import { join } from 'node:path';
import { loadEnvironments } from '../../environments';
import type { RehearsalReport } from '../../rehearsal';
import { rehearseEnvironment } from './support/rehearse-environment';

/** What each recipe's page promises of the connections: application, use, and the beginning of the endpoint. */
const RECIPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'inferencehub.yaml': {
    'litellm database': 'infra-postgresql-pooler-rw.',
    'litellm cache': 'infra-litellm-valkey.',
    'litellm coordination': 'infra-valkey.',
    'openwebui sessions': 'infra-valkey.',
    'openwebui search': 'http://searxng.',
  },
  'own-stores.ts': {
    'litellm database': 'mydb.us-east-1.rds.amazonaws.com:5432',
    'openwebui database': 'mydb.us-east-1.rds.amazonaws.com:5432',
    'litellm cache': 'litellm-cache.def456.',
    'litellm coordination': 'openwebui-cache.abc123.',
    'openwebui sessions': 'openwebui-cache.abc123.',
    'openwebui search': 'tavily',
  },
  'on-aws.ts': {
    'litellm database': 'on-aws-postgresql.cluster-',
    'litellm cache': 'master.on-aws-litellm-',
    'openwebui sessions': 'master.on-aws-openwebui-',
  },
  'zero-config.ts': {
    'litellm database': 'infra-postgresql-pooler-rw.inferencehub',
    'openwebui sessions': 'infra-valkey.inferencehub',
    'openwebui models': 'http://litellm.inferencehub.svc',
  },
  'sentinel.ts': {
    'litellm database': 'llm-postgresql-pooler-rw.ai-inference',
    'openwebui sessions': 'llm-valkey.ai-inference',
    'litellm cache': 'mymaster',
  },
  'private-gateway.ts': {
    'litellm database': 'postgres.example.com:5432',
    'litellm cache': 'cache.example.com:6379',
    'litellm coordination': 'sessions.example.com:6379',
  },
  'reference-architecture.ts': {
    'litellm database': 'reference-architecture-postgresql.cluster-',
    'litellm cache': 'master.reference-architecture-litellm-',
    'litellm coordination': 'master.reference-architecture-openwebui-',
    'litellm request logs': 's3://',
  },
};

describe.each(Object.entries(RECIPES))('the recipe %s', (file, promised) => {
  const path = join(__dirname, '..', '..', 'docs', 'recipes', file);
  let report: RehearsalReport;

  beforeAll(async () => {
    const [environment] = loadEnvironments(path);
    report = await rehearseEnvironment(environment?.name ?? file, path);
  }, 600_000);

  test('deploys, plans again without a change, leaks nothing and leaves nothing', () => {
    expect(report.problems).toEqual([]);
    expect(report.passed).toBe(true);
  });

  test('connects as its page says', () => {
    const endpoints = Object.entries(report.wiring ?? {}).flatMap(([application, connections]) =>
      connections.map(({ use, endpoint }) => [`${application} ${use}`, endpoint] as const),
    );
    for (const [connection, beginning] of Object.entries(promised)) {
      const found = endpoints.find(([name]) => name === connection)?.[1] ?? 'none';
      expect(`${connection}: ${found}`).toContain(`${connection}: ${beginning}`);
    }
  });
});
