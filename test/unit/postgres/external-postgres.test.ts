import { ManifestRelease } from '../../../constructs/helm/manifest-release';
import { ExternalPostgres, PostgresDatabases } from '../../../constructs/postgres';
import { ExternalDatabase, PostgresSettings } from '../../../constructs/postgres/settings';
import { emptyStack, resources, synthesized } from '../../support/terraform-json';
import { TestVault } from '../../support/vaults';

function external(input: object) {
  const vault = new TestVault();
  const settings = ExternalDatabase.parse(input);
  return { vault, connection: new ExternalPostgres(emptyStack(), 'postgres', { settings, owner: 'litellm', vault }) };
}

describe('ExternalPostgres', () => {
  test('keeps the password of a connection string in the vault, and nothing else of it', () => {
    const { vault, connection } = external({
      url: 'postgresql://proxy:${DB_PASSWORD}@db.corp:6432/litellm?sslmode=require',
    });
    expect(connection).toMatchObject({
      variant: 'external',
      tls: 'require',
      address: {
        kind: 'parts',
        host: 'db.corp',
        sessionHost: 'db.corp',
        port: 6432,
        user: 'proxy',
        database: 'litellm',
        password: { entry: 'litellm/database' },
      },
    });
    expect(vault.asked).toEqual(['adopt litellm-database litellm/database "${DB_PASSWORD}"']);
  });

  test('takes a password that exists already', () => {
    const password = { secretsManager: 'corp/litellm', property: 'pw' };
    const { vault } = external({ url: 'postgresql://proxy@db/litellm', password });
    expect(vault.asked).toEqual([`adopt litellm-database litellm/database ${JSON.stringify(password)}`]);
  });

  test('verifies the server where the connection string does not say', () => {
    expect(external({ url: 'postgresql://u:${P}@h/d' }).connection.tls).toBe('verify-full');
    expect(external({ url: 'postgresql://u:${P}@h/d', tls: 'require' }).connection.tls).toBe('require');
  });

  test('passes on a certificate authority', () => {
    const certificateAuthority = { kind: 'ConfigMap', name: 'corp', key: 'ca.pem' } as const;
    expect(external({ url: 'postgresql://u:${P}@h/d', certificateAuthority }).connection).toMatchObject({
      certificateAuthority,
    });
  });

  test('keeps a whole connection string as one secret', () => {
    const { vault, connection } = external({ url: '${DATABASE_URL}', readerUrl: '${READER_URL}' });
    expect(connection.address).toMatchObject({
      kind: 'url',
      url: { entry: 'litellm/database-url' },
      readerUrl: { entry: 'litellm/database-url-reader' },
    });
    expect(vault.asked).toHaveLength(2);
  });

  test('reads from a replica of the same database', () => {
    const url = 'postgresql://u:${P}@h/d';
    expect(external({ url, readerUrl: 'postgresql://u:${P}@r/d' }).connection.address).toMatchObject({
      readerHost: 'r',
    });
    expect(() => external({ url, readerUrl: 'postgresql://u:${P}@r/other' })).toThrow(/more than the host/);
    expect(() => external({ url, readerUrl: '${READER_URL}' })).toThrow(/both given whole, or both in parts/);
  });

  test.each([
    [{}, /takes a connection string/],
    [{ url: 'postgresql://u@h/d' }, /has no password/],
    [{ url: 'mysql://u:${P}@h/d' }, /begins with mysql/],
  ])('refuses %j', (input, problem) => {
    expect(() => external(input)).toThrow(problem);
  });
});

describe('PostgresDatabases', () => {
  const databases = (input: object) => {
    const stack = emptyStack('staging-data');
    const manifests = new ManifestRelease(stack, 'manifests', { release: 'infra-data', namespace: 'apps' });
    const owners = [{ name: 'litellm' }, { name: 'openwebui' }];
    const made = new PostgresDatabases(stack, 'postgres', PostgresSettings.parse(input), owners, {
      release: 'infra',
      namespace: 'apps',
      vault: new TestVault(),
      manifests,
      protection: false,
    });
    const connections = { litellm: made.connection('litellm'), openwebui: made.connection('openwebui') };
    return { connections, json: synthesized(stack) };
  };
  const elsewhere = { url: 'postgresql://u:${P}@h/d' };

  test('makes nothing where both are elsewhere', () => {
    const { connections, json } = databases({ kind: 'external', litellm: elsewhere, openwebui: elsewhere });
    expect([connections.litellm.variant, connections.openwebui.variant]).toEqual(['external', 'external']);
    expect(resources(json, 'helm_release').map(({ name }) => name)).toEqual(['infra-data']);
  });

  test('makes a server for the one that is not elsewhere', () => {
    const { connections } = databases({ kind: 'in-cluster', elsewhere: { litellm: elsewhere } });
    expect(connections.litellm.variant).toBe('external');
    expect(connections.openwebui.address).toMatchObject({ password: { entry: 'infra-postgresql-app' } });
  });

  test('refuses Aurora where there is no AWS', () => {
    expect(() => databases({ kind: 'managed' })).toThrow('databases on Aurora take the server and an EKS cluster');
  });
});
