import { defineEnvironment } from '../../environments/schema';

export default defineEnvironment({
  account: { id: '555555555555', region: 'us-east-1' },
  network: { kind: 'managed', cidr: '10.50.0.0/16' },
  cluster: { kind: 'managed' },
  postgres: { kind: 'managed' },
  redis: { openwebui: { kind: 'managed' }, litellm: { kind: 'managed' } },
  storage: { kind: 'managed' },
  litellm: {
    models: [{ name: 'gpt-4o', provider: 'openai', model: 'gpt-4o', apiKey: '${OPENAI_API_KEY}' }],
  },
});
