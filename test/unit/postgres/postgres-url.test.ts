import { Lazy } from 'cdktf';
import { describePostgres, postgresUrl } from '../../../constructs/postgres';
import type { PostgresAddress, PostgresConnection } from '../../../constructs/postgres/connection';
import { SecretTemplate } from '../../../constructs/secrets';
import { evaluateTemplate } from '../../support/go-template';
import { testSecret } from '../../support/vaults';

const ADDRESS: PostgresAddress = {
  kind: 'parts',
  host: 'pooler',
  port: 5432,
  readerHost: 'reader',
  sessionHost: 'primary',
  transactionPooled: true,
  database: 'open/webui',
  user: 'chat@corp',
  password: testSecret('prod/openwebui/database'),
};
const CONNECTION: PostgresConnection = {
  variant: 'external',
  address: ADDRESS,
  tls: 'verify-full',
  location: { kind: 'outside' },
};

const composed = (...args: Parameters<typeof postgresUrl>) => {
  const url = postgresUrl(...args);
  if (!(url instanceof SecretTemplate)) throw new Error('not composed');
  return evaluateTemplate(url.text, { secret1: 'p@ss word' });
};

describe('postgresUrl', () => {
  test('encodes user, password and database', () => {
    expect(composed(CONNECTION)).toBe(
      'postgresql://chat%40corp:p%40ss%20word@pooler:5432/open%2Fwebui?sslmode=verify-full',
    );
  });

  test.each([
    ['session', '@primary:'],
    ['reader', '@reader:'],
  ] as const)('goes to the %s’s host', (endpoint, host) => {
    expect(composed(CONNECTION, { endpoint })).toContain(host);
  });

  test('goes to the application’s host for reading where there is no replica', () => {
    const connection = { ...CONNECTION, address: { ...ADDRESS, readerHost: undefined } };
    expect(composed(connection, { endpoint: 'reader' })).toContain('@pooler:');
  });

  test('says where the certificate authority is, and what else the client is to know', () => {
    const options = { certificateAuthorityFile: '/etc/ca.crt', query: { pgbouncer: 'true' } };
    expect(composed(CONNECTION, options)).toMatch(/\?sslmode=verify-full&sslrootcert=%2Fetc%2Fca\.crt&pgbouncer=true$/);
  });

  test('puts brackets around an IPv6 address, and leaves a reference alone', () => {
    expect(composed({ ...CONNECTION, address: { ...ADDRESS, host: '2001:db8::1' } })).toContain('@[2001:db8::1]:5432/');
    const host = Lazy.stringValue({ produce: () => 'x' });
    expect(composed({ ...CONNECTION, address: { ...ADDRESS, host } })).toContain(`@${host}:5432/`);
  });

  test('gives a whole URL as it is', () => {
    const url = testSecret('url');
    const readerUrl = testSecret('reader-url');
    const connection: PostgresConnection = { ...CONNECTION, address: { kind: 'url', url, readerUrl, port: 5432 } };
    expect(postgresUrl(connection)).toBe(url);
    expect(postgresUrl(connection, { endpoint: 'session' })).toBe(url);
    expect(postgresUrl(connection, { endpoint: 'reader' })).toBe(readerUrl);
  });
});

describe('describePostgres', () => {
  test('tells where the password is, never what', () => {
    expect(describePostgres('database', CONNECTION)).toEqual({
      use: 'database',
      variant: 'external',
      endpoint: 'pooler:5432',
      database: 'open/webui',
      user: 'chat@corp',
      tls: 'verify-full',
      passwordFrom: 'test: prod/openwebui/database#password',
    });
  });

  test('does not call TLS verified where it is not', () => {
    expect(describePostgres('database', { ...CONNECTION, tls: 'require' }).tls).toBe('TLS, unverified');
    expect(describePostgres('database', { ...CONNECTION, tls: 'disable' }).tls).toBe('none');
  });

  test('says of a whole URL only where it is', () => {
    const connection: PostgresConnection = {
      ...CONNECTION,
      address: { kind: 'url', url: testSecret('prod/url'), port: 5432 },
    };
    expect(describePostgres('database', connection)).toMatchObject({
      endpoint: 'the URL in test: prod/url#password',
      tls: 'as the URL says',
    });
  });
});
