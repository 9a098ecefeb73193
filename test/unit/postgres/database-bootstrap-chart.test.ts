import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fromJSONSchema } from 'zod';

const CHART = join(__dirname, '../../../charts/database-bootstrap');
const read = (file: string) => readFileSync(join(CHART, file), 'utf8');

const schema = fromJSONSchema(JSON.parse(read('values.schema.json')) as Parameters<typeof fromJSONSchema>[0]);
const defaults = parse(read('values.yaml')) as Record<string, unknown>;

const VALUES = {
  ...defaults,
  server: { host: 'db', port: 5432, sslMode: 'verify-full' },
  certificateAuthority: { kind: 'Secret', name: 'ca', key: 'ca.crt' },
  admin: { secret: 's', userKey: 'u', passwordKey: 'p' },
  databases: [{ name: 'litellm', password: { secret: 's', key: 'k' }, extensions: ['vector'] }],
};

describe('values.schema.json of database-bootstrap', () => {
  test('takes what the construct gives', () => {
    expect(schema.safeParse(VALUES).success).toBe(true);
    expect(schema.safeParse({ ...VALUES, admin: null, certificateAuthority: null }).success).toBe(true);
  });

  test.each([
    ['no server', { server: defaults.server }],
    ['no database', { databases: [] }],
    ['a database whose name is no plain name', { databases: [{ ...VALUES.databases[0], name: 'a; DROP' }] }],
    ['an extension whose name is no plain name', { databases: [{ ...VALUES.databases[0], extensions: ['$(id)'] }] }],
    ['a mode that checks nothing without a word', { server: { ...VALUES.server, sslMode: 'prefer' } }],
    ['a password itself', { databases: [{ ...VALUES.databases[0], password: 'plain' }] }],
  ])('refuses %s', (_, change) => {
    expect(schema.safeParse({ ...VALUES, ...change }).success).toBe(false);
  });
});

describe('the Job of database-bootstrap', () => {
  const job = read('templates/job.yaml');

  test.each([
    'automountServiceAccountToken: false',
    'enableServiceLinks: false',
    'runAsNonRoot: true',
    'allowPrivilegeEscalation: false',
    'readOnlyRootFilesystem: true',
    'drop: [ALL]',
    'type: RuntimeDefault',
  ])('says %s, as restricted namespaces ask', (setting) => {
    expect(job).toContain(setting);
  });

  test('takes every password from a Secret', () => {
    const passwords = [...job.matchAll(/- name: (?:PASSWORD_|ADMIN_)\S*.*\n(.*)\n(.*)/g)];
    expect(passwords).toHaveLength(3);
    for (const [, from, kind] of passwords) {
      expect(from?.trim()).toBe('valueFrom:');
      expect(kind?.trim()).toBe('secretKeyRef:');
    }
  });
});
