import type { SecretRef } from '../../constructs/secrets';
import type { SecretVault } from '../../constructs/secrets/secret-vault';

/** Where a test vault says that an entry is. */
export function testSecret(entry: string): SecretRef {
  return { store: { kind: 'ClusterSecretStore', name: 'test' }, entry, property: 'password' };
}

/** A vault that makes nothing and remembers what it was asked for. */
export class TestVault implements SecretVault {
  readonly asked: string[] = [];

  generate(id: string, { entry }: { entry: string }): SecretRef {
    this.asked.push(`generate ${id} ${entry}`);
    return testSecret(entry);
  }

  generateShared(id: string, { entry }: { entry: string }) {
    this.asked.push(`share ${id} ${entry}`);
    return { ref: testSecret(entry), value: `\${ephemeral.test.${id}}`, version: 7 };
  }

  adopt(id: string, entry: string, source: unknown): SecretRef {
    this.asked.push(`adopt ${id} ${entry} ${JSON.stringify(source)}`);
    return testSecret(entry);
  }

  pointAt(arn: string, property: string): SecretRef {
    this.asked.push(`point at ${property}`);
    return { ...testSecret(arn), property };
  }
}
