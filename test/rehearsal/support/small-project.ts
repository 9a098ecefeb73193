import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The least that an environment says; its `${OLLAMA_KEY}` is a variable to be set. */
const ENVIRONMENT = `
cluster: { kind: kubeconfig, context: kind-small }
postgres: { kind: in-cluster }
redis: { openwebui: { kind: in-cluster }, litellm: { kind: in-cluster } }
storage: { kind: volume }
litellm:
  models:
    - { name: small, provider: openai, model: gpt-5-mini, apiKey: '\${PROVIDER_KEY}' }
`;

/** A project of a user's own in a fresh folder: an environment `small`, and the small app instead of the platform's. */
export function smallProject(app: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'small-project-'));
  const tsx = require.resolve('tsx');
  const command = app.replace('--import tsx', `--import ${tsx}`);
  writeFileSync(
    join(folder, 'cdktf.json'),
    JSON.stringify({ language: 'typescript', app: command, sendCrashReports: 'false' }),
  );
  mkdirSync(join(folder, 'environments'));
  writeFileSync(join(folder, 'environments', 'small.yaml'), ENVIRONMENT);
  return folder;
}
