import { loadEnvironments } from '../../../environments';
import { EnvironmentSettings } from '../../../environments/schema';
import { environment, SHIPPED } from './support';

describe('EnvironmentSettings', () => {
  const smallest = {
    cluster: { kind: 'kubeconfig' },
    postgres: { kind: 'in-cluster' },
    redis: { openwebui: { kind: 'in-cluster' }, litellm: { kind: 'in-cluster' } },
    storage: { kind: 'volume' },
  };

  test('fills in what an environment leaves out', () => {
    expect(EnvironmentSettings.parse(smallest)).toMatchObject({
      state: { kind: 'local', directory: '.state' },
      tags: {},
      release: 'infra',
      namespace: 'inferencehub',
      protection: true,
      secrets: { kind: 'in-cluster' },
      gateway: { kind: 'none' },
      search: { kind: 'in-cluster' },
      litellm: { shape: 'monolith', models: [] },
      openwebui: { replicas: 1 },
    });
  });

  test('gives each Redis the policy that its use needs', () => {
    const { redis } = EnvironmentSettings.parse(smallest);
    expect(redis.openwebui.evictionPolicy).toBe('noeviction');
    expect(redis.litellm.evictionPolicy).toBe('allkeys-lru');
    expect(redis.coordination).toEqual({ kind: 'with-openwebui' });
  });

  test('keeps secrets in AWS where there is an account', () => {
    const account = { id: '111111111111', region: 'eu-central-1' };
    expect(EnvironmentSettings.parse({ ...smallest, account }).secrets).toMatchObject({
      kind: 'aws-secrets-manager',
      recoveryWindowDays: 7,
    });
  });

  describe('a state in S3', () => {
    const role = (name: string) => `arn:aws:iam::111111111111:role/${name}`;
    const account = { id: '111111111111', region: 'eu-central-1', assumeRoleArn: role('deploy') };
    const state = { kind: 's3', bucket: 'states', region: 'eu-central-1' };

    test('is the business of the role that works in the account, so that the deployer needs nothing else', () => {
      expect(EnvironmentSettings.parse({ ...smallest, account, state }).state).toMatchObject({
        assumeRoleArn: role('deploy'),
      });
    });

    test('may have a role of its own', () => {
      const own = { ...state, assumeRoleArn: role('states') };
      expect(EnvironmentSettings.parse({ ...smallest, account, state: own }).state).toMatchObject(own);
    });
  });

  test('deletes the secrets of an unprotected environment at once, so that it can be made again', () => {
    expect(environment('dev').secrets).toMatchObject({ kind: 'aws-secrets-manager', recoveryWindowDays: 0 });
  });
});

describe('the shipped environments', () => {
  const environments = Object.fromEntries(loadEnvironments().map((one) => [one.name, one]));

  test('are all valid, and found by the names of their files', () => {
    expect(Object.keys(environments)).toEqual(['dev', 'external', 'local', 'prod', 'staging']);
  });

  test('local is a cluster behind a kubeconfig, and nothing on AWS', () => {
    expect(environments.local).toMatchObject({
      cluster: { kind: 'kubeconfig' },
      postgres: { kind: 'in-cluster' },
      redis: { openwebui: { kind: 'in-cluster' }, litellm: { kind: 'in-cluster' } },
      secrets: { kind: 'in-cluster' },
      search: { kind: 'in-cluster' },
    });
    expect(environments.local).not.toHaveProperty('account');
    expect(environments.local).not.toHaveProperty('network');
  });

  test('dev costs little and can be thrown away', () => {
    expect(environments.dev).toMatchObject({
      protection: false,
      network: { nat: 'single' },
      cluster: { compute: { groups: { default: { capacity: 'spot' } } } },
      postgres: { kind: 'managed', capacity: { kind: 'serverless', minAcu: 0 }, readers: 0 },
      redis: {
        openwebui: { kind: 'managed', nodeType: 'cache.t4g.micro', replicas: 0 },
        litellm: { kind: 'managed', nodeType: 'cache.t4g.micro', replicas: 0 },
      },
    });
  });

  test('staging mixes the variants', () => {
    expect(environments.staging).toMatchObject({
      protection: true,
      postgres: { kind: 'managed' },
      redis: { openwebui: { kind: 'in-cluster' }, litellm: { kind: 'external' } },
    });
  });

  test('prod survives the loss of a zone, and its data survives a destroy', () => {
    expect(environments.prod).toMatchObject({
      protection: true,
      network: { availabilityZones: 3, nat: 'per-az' },
      cluster: { endpointAccess: { kind: 'private', allowedCidrs: ['10.200.0.0/16'] } },
      postgres: { kind: 'managed', readers: 1, backupRetentionDays: 35 },
      redis: { openwebui: { kind: 'managed', replicas: 1 }, litellm: { kind: 'managed', replicas: 1 } },
    });
  });

  test('external makes no data store', () => {
    expect(environments.external).toMatchObject({
      network: { kind: 'existing' },
      cluster: { kind: 'existing' },
      postgres: { kind: 'external' },
      redis: { openwebui: { kind: 'external' }, litellm: { kind: 'external' } },
      storage: { kind: 'existing' },
    });
  });

  test('have placeholders for accounts, which nobody owns by chance in a copy', () => {
    const ids = Object.values(SHIPPED).flatMap(({ account }) => account?.id ?? []);
    expect(ids).toEqual(['111111111111', '444444444444', '333333333333', '222222222222']);
  });
});
