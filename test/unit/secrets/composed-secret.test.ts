import { composedSecret, type SecretRef, secretTemplate, urlEncoded } from '../../../constructs/secrets';
import { evaluateTemplate } from '../../support/go-template';

const AWS: SecretRef = { store: { kind: 'ClusterSecretStore', name: 'aws' }, entry: 'prod/db', property: 'password' };
const OTHER: SecretRef = { ...AWS, entry: 'prod/other' };
const LOCAL: SecretRef = { store: { kind: 'SecretStore', name: 'in-cluster' }, entry: 'db-app', property: 'password' };

interface Spec {
  readonly data: readonly {
    secretKey: string;
    remoteRef: { key: string };
    sourceRef: { storeRef: { name: string } };
  }[];
  readonly target: { readonly template: { readonly data: Readonly<Record<string, string>> } };
}

describe('composedSecret', () => {
  const composed = composedSecret({
    name: 'litellm-environment',
    namespace: 'apps',
    type: 'kubernetes.io/basic-auth',
    labels: { 'cnpg.io/reload': 'true' },
    data: {
      username: secretTemplate`litellm`,
      password: OTHER,
      DATABASE_URL: secretTemplate`postgresql://litellm:${urlEncoded(AWS)}@host/db`,
      READER_URL: secretTemplate`postgresql://litellm:${urlEncoded(LOCAL)}@reader/db?also=${AWS}`,
    },
  });
  const spec = composed.spec as unknown as Spec;

  test('is an ExternalSecret for a Secret of its own name', () => {
    expect(composed).toMatchObject({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: 'litellm-environment', namespace: 'apps' },
      spec: {
        refreshPolicy: 'Periodic',
        refreshInterval: '300s',
        target: {
          name: 'litellm-environment',
          creationPolicy: 'Owner',
          template: {
            engineVersion: 'v2',
            type: 'kubernetes.io/basic-auth',
            metadata: { labels: { 'cnpg.io/reload': 'true' } },
          },
        },
      },
    });
  });

  test('says which versions it is made of, so that External Secrets reads a new one at once', () => {
    expect(composed.metadata.annotations).toBeUndefined();
    const rotated = composedSecret({
      name: 'rotated',
      namespace: 'apps',
      data: { password: { ...AWS, version: 2 }, other: OTHER },
    });
    expect(rotated.metadata.annotations).toEqual({ 'inferencehub/rotation': 'prod/db 2' });
  });

  test('reads each secret once, from the store that holds it', () => {
    expect(spec.data.map(({ remoteRef, sourceRef }) => `${sourceRef.storeRef.name} ${remoteRef.key}`)).toEqual([
      'aws prod/other',
      'aws prod/db',
      'in-cluster db-app',
    ]);
  });

  test('puts each secret where it was meant, though every template counts its own', () => {
    const secrets = Object.fromEntries(spec.data.map(({ secretKey, remoteRef }) => [secretKey, `<${remoteRef.key}>`]));
    const data = Object.entries(spec.target.template.data);
    expect(Object.fromEntries(data.map(([key, text]) => [key, evaluateTemplate(text, secrets)]))).toEqual({
      username: 'litellm',
      password: '<prod/other>',
      DATABASE_URL: 'postgresql://litellm:%3Cprod%2Fdb%3E@host/db',
      READER_URL: 'postgresql://litellm:%3Cdb-app%3E@reader/db?also=<prod/db>',
    });
  });

  test('takes a user’s braces for text, not for a template', () => {
    const { text } = secretTemplate`${'{{ .secret1 }}'} ${AWS}`;
    expect(evaluateTemplate(text, { secret1: 'value' })).toBe('{{ .secret1 }} value');
  });
});
