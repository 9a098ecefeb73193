import { parsePostgresUrl } from '../../../constructs/postgres/connection-string';
import { fc } from '../../support/property-tests';

const parts = (text: string) => {
  const parsed = parsePostgresUrl(text);
  if (parsed.kind !== 'parts') throw new Error(JSON.stringify(parsed));
  return parsed.parts;
};

describe('parsePostgresUrl', () => {
  test('takes a connection string apart', () => {
    expect(parts('postgresql://chat:${CHAT_PASSWORD}@db.corp:6432/openwebui?sslmode=require')).toEqual({
      host: 'db.corp',
      port: 6432,
      user: 'chat',
      password: '${CHAT_PASSWORD}',
      database: 'openwebui',
      tls: 'require',
      transactionPooled: false,
    });
  });

  test('knows what a connection string leaves out', () => {
    expect(parts('postgres://chat@db/openwebui')).toMatchObject({ port: 5432, password: undefined, tls: undefined });
  });

  test('knows a transaction pooler, and an IPv6 address', () => {
    expect(parts('postgresql://u@[2001:db8::1]:5432/d?pgbouncer=true')).toMatchObject({
      host: '2001:db8::1',
      transactionPooled: true,
    });
  });

  test('takes a whole string in a variable', () => {
    expect(parsePostgresUrl('${DATABASE_URL}')).toEqual({ kind: 'variable', reference: '${DATABASE_URL}' });
  });

  test.each([
    ['mysql://u@h/d', 'begins with mysql://; it takes postgresql:// or postgres://'],
    ['h:5432/d', 'is not a connection string'],
    ['postgresql://h/d', 'names no user'],
    ['postgresql://u@h', 'names no database'],
    ['postgresql://u@h:0/d', 'has the port 0; it takes 1 to 65535'],
    ['postgresql://u@h/d?sslmode=prefer', 'sslmode=prefer: it goes on without TLS'],
    ['postgresql://u@h/d?sslmode=verify-ca', 'sslmode=verify-ca: it takes any name'],
    ['postgresql://u@h/d?sslmode=on', 'not one of verify-full'],
    ['postgresql://u@h/d?sslrootcert=/ca', '`certificateAuthority`'],
    ['postgresql://u@h/d?options=x', 'a parameter that is not understood'],
    ['postgresql://${USER}:${PASSWORD}@h/d', '"${NAME}" outside the password'],
    ['postgresql://u@h/d%', 'a "%" that is not followed by'],
  ])('refuses %s', (text, problem) => {
    expect(parsePostgresUrl(text)).toEqual({ kind: 'problem', problem: expect.stringContaining(problem) as string });
  });

  test('refuses a password in plain text, and never repeats it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), (secret) => {
        const parsed = parsePostgresUrl(`postgresql://u:${secret}@h/d`);
        expect(parsed.kind === 'problem' || /^\$\{[A-Z_][A-Z0-9_]*\}$/.test(secret)).toBe(true);
        if (parsed.kind === 'problem') expect(parsed.problem).not.toContain(secret);
      }),
    );
  });

  test('gives back whatever was percent-encoded', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('${'));
    fc.assert(
      fc.property(name, name, fc.integer({ min: 1, max: 65_535 }), (user, database, port) => {
        const text = `postgresql://${encodeURIComponent(user)}:\${P}@h:${port}/${encodeURIComponent(database)}`;
        expect(parts(text)).toMatchObject({ user, database, port, password: '${P}' });
      }),
    );
  });
});
