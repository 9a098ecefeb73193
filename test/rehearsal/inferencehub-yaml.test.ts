import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RehearsalReport } from '../../rehearsal';
import { rehearseEnvironment } from './support/rehearse-environment';

const BASE = `
clusterName: my-cluster
domain: inferencehub.example.com
environment: production
cloudProvider: aws
models:
  openai:
    - name: gpt-4o
      model: gpt-4o
`;

/** The three ways of InferenceHub's own documentation to bring a data store along. */
const EXAMPLES = {
  'an external PostgreSQL': `
postgresql:
  openwebuiConnectionString: "postgresql://user:\${POSTGRES_PASSWORD}@mydb.us-east-1.rds.amazonaws.com:5432/openwebui"
  litellmConnectionString: "postgresql://user:\${POSTGRES_PASSWORD}@mydb.us-east-1.rds.amazonaws.com:5432/litellm"
`,
  'both Redis external': `
redis:
  openwebui:
    url: "redis://openwebui-cache.abc123.cache.amazonaws.com:6379"
    password: "\${OPENWEBUI_REDIS_PASSWORD}"
  litellm:
    url: "redis://litellm-cache.def456.cache.amazonaws.com:6379"
    password: "\${LITELLM_REDIS_PASSWORD}"
`,
  'one Redis in the cluster and one external': `
redis:
  litellm:
    url: "redis://litellm-cache.def456.cache.amazonaws.com:6379"
    password: "\${LITELLM_REDIS_PASSWORD}"
`,
};

/** What an application's connections go to, by use. */
const EXPECTED = {
  'an external PostgreSQL': {
    litellm: { database: 'mydb.us-east-1.rds.amazonaws.com', cache: 'infra-litellm-valkey' },
    openwebui: { database: 'mydb.us-east-1.rds.amazonaws.com', sessions: 'infra-valkey' },
  },
  'both Redis external': {
    litellm: { database: 'infra-postgresql', cache: 'litellm-cache.def456', coordination: 'openwebui-cache.abc123' },
    openwebui: { database: 'infra-postgresql', sessions: 'openwebui-cache.abc123' },
  },
  'one Redis in the cluster and one external': {
    litellm: { database: 'infra-postgresql', cache: 'litellm-cache.def456', coordination: 'infra-valkey' },
    openwebui: { database: 'infra-postgresql', sessions: 'infra-valkey' },
  },
};

describe.each(Object.entries(EXAMPLES))('an inferencehub.yaml with %s', (name, example) => {
  const folder = mkdtempSync(join(tmpdir(), 'inferencehub-yaml-'));
  let report: RehearsalReport;

  beforeAll(async () => {
    const file = join(folder, 'inferencehub.yaml');
    writeFileSync(file, BASE + example);
    report = await rehearseEnvironment('production', file);
  }, 600_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('deploys, plans again without a change, leaks nothing and leaves nothing', () => {
    expect(report.problems).toEqual([]);
    expect(report.passed).toBe(true);
  });

  test('connects each application where the file says', () => {
    for (const [application, uses] of Object.entries(EXPECTED[name as keyof typeof EXPECTED])) {
      for (const [use, host] of Object.entries(uses)) {
        const connection = report.wiring?.[application]?.find((one) => one.use === use);
        expect(`${application} ${use} ${connection?.endpoint ?? 'none'}`).toContain(`${application} ${use} ${host}`);
      }
    }
  });
});
