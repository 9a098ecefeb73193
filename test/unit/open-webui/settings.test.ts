import type { EnvironmentInput } from '../../../environments';
import { Applications, awsEnvironment, environment, variable } from '../../support/applications';
import { type Manifest, manifest, releaseValues } from '../../support/helm-release';
import { told } from '../environments/support';

describe('sign-in with accounts from elsewhere', () => {
  const client = { clientId: 'id', clientSecret: '${CLIENT_SECRET}' };
  let apps: Applications;
  const value = (name: string) => variable(apps.openwebui['open-webui'], name);

  beforeAll(() => {
    apps = new Applications(
      awsEnvironment({
        gateway: {
          kind: 'alb',
          hosts: { openwebui: 'chat.example.com' },
          certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/a',
        },
        openwebui: {
          sso: {
            oidc: { ...client, providerUrl: 'https://id.example.com/.well-known/openid-configuration' },
            microsoft: { ...client, tenantId: 'tenant' },
            google: client,
            github: client,
            passwordLogin: false,
            roles: { allowed: ['user', 'admin'], admins: ['admin'] },
            groups: { create: true },
          },
          secretEnv: { MY_TOKEN: '${MY_TOKEN}' },
          tika: { kind: 'external', url: 'http://tika:9998' },
        },
      }),
    );
  });

  test.each(['OAUTH', 'MICROSOFT', 'GOOGLE', 'GITHUB'])('has the secret of %s in the Secret', (provider) => {
    const name = `${provider}_CLIENT_SECRET`;
    expect(value(name)).toEqual({ name, secret: 'open-webui-environment', key: name });
    expect(value(`${provider}_CLIENT_ID`)).toMatchObject({ value: 'id' });
    expect(apps.secret('open-webui-environment')).toHaveProperty(name);
  });

  test('sends browsers back over https', () => {
    expect(value('OPENID_REDIRECT_URI')).toMatchObject({ value: 'https://chat.example.com/oauth/oidc/callback' });
    expect(value('GITHUB_CLIENT_REDIRECT_URI')).toMatchObject({
      value: 'https://chat.example.com/oauth/github/callback',
    });
  });

  test('takes roles and groups from the provider', () => {
    expect(value('OAUTH_ALLOWED_ROLES')).toMatchObject({ value: 'user,admin' });
    expect(value('OAUTH_ADMIN_ROLES')).toMatchObject({ value: 'admin' });
    expect(value('ENABLE_OAUTH_GROUP_CREATION')).toMatchObject({ value: 'True' });
  });

  test('can be the only way in, and takes over no account by its address', () => {
    expect(value('ENABLE_LOGIN_FORM')).toMatchObject({ value: 'False' });
    expect(value('OAUTH_MERGE_ACCOUNTS_BY_EMAIL')).toMatchObject({ value: 'False' });
  });

  test("leaves room for a user's own secrets and Tika", () => {
    expect(value('MY_TOKEN')).toEqual({ name: 'MY_TOKEN', secret: 'open-webui-environment', key: 'MY_TOKEN' });
    expect(value('TIKA_SERVER_URL')).toMatchObject({ value: 'http://tika:9998' });
    expect(value('CONTENT_EXTRACTION_ENGINE')).toMatchObject({ value: 'tika' });
  });
});

describe('models in Open WebUI', () => {
  const valueOf = (openwebui: EnvironmentInput['openwebui'], name: string) =>
    variable(new Applications(environment({ openwebui })).openwebui['open-webui'], name);

  test('are opened to users by an administrator, or to everybody where the environment says so', () => {
    expect(valueOf({}, 'BYPASS_MODEL_ACCESS_CONTROL')).toMatchObject({ value: 'False' });
    expect(valueOf({ modelAccess: 'everyone' }, 'BYPASS_MODEL_ACCESS_CONTROL')).toMatchObject({ value: 'True' });
  });

  test('write titles for another one where the environment names it', () => {
    expect(valueOf({}, 'TASK_MODEL_EXTERNAL')).toBeUndefined();
    expect(valueOf({ taskModel: 'small' }, 'TASK_MODEL_EXTERNAL')).toMatchObject({ value: 'small' });
    expect(told('prod', { 'openwebui.taskModel': 'claude-sonet' })[0]).toBe(
      '  openwebui.taskModel names "claude-sonet", which no model is called; did you mean claude-sonnet?',
    );
    expect(told('prod', { 'openwebui.taskModel': 'embeddings' })[0]).toContain(
      'openwebui.taskModel names "embeddings"',
    );
  });
});

describe('pods of Open WebUI', () => {
  test('follow the CPU where they may become more', () => {
    const { json } = new Applications(awsEnvironment({ openwebui: { replicas: 2, maxReplicas: 8 } }));
    expect(manifest(json, 'infra-apps', 'HorizontalPodAutoscaler', 'open-webui').spec).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'open-webui' },
      minReplicas: 2,
      maxReplicas: 8,
    });
  });

  test('stay as many as they are otherwise', () => {
    const { json } = new Applications(environment());
    const kinds = (releaseValues(json, 'infra-apps').resources as readonly Manifest[]).map(({ kind }) => kind);
    expect(kinds).not.toContain('HorizontalPodAutoscaler');
    expect(kinds).not.toContain('PodDisruptionBudget');
  });

  test('open as many connections as the environment says', () => {
    const apps = new Applications(environment({ openwebui: { databasePool: { size: 3, overflow: 4 } } }));
    const variables = apps.openwebui['open-webui'];
    expect(variable(variables, 'DATABASE_POOL_SIZE')).toMatchObject({ value: '3' });
    expect(variable(variables, 'DATABASE_POOL_MAX_OVERFLOW')).toMatchObject({ value: '4' });
    expect(variable(variables, 'PGVECTOR_POOL_SIZE')).toMatchObject({ value: '5' });
  });
});
