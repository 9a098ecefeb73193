import { DataAwsSecretsmanagerSecret } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Fn, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import type { AccountSettings } from '../account/settings';
import { keyUseStatement } from '../encryption/key-use';
import type { Grantee } from '../identity/grantee';
import { policyDocument, type PolicyStatement } from '../identity/policy-document';
import type { ManifestRelease } from '../helm/manifest-release';
import type { Names } from '../names/names';
import { holdsData } from '../protection/held-data';
import { EntryVersions, type VaultEntry } from './entry-versions';
import { ephemeralName } from './ephemeral-name';
import { ephemeralPassword } from './ephemeral-password';
import { kubernetesSecretRef, variableName } from './secret-source';
import { AWS_SECRET_STORE, type SecretRef, versionOf } from './secret-ref';
import {
  DEFAULT_SECRET_LENGTH,
  type GeneratedSecretProps,
  SECRET_PROPERTY,
  type SecretVault,
  type SharedSecret,
} from './secret-vault';
import type { SecretRotation, SecretSource } from './settings';
import { variableFor } from './user-variable';

export interface SecretsManagerVaultProps {
  readonly names: Names;
  readonly account: AccountSettings;
  /** The key that the entries are encrypted with. */
  readonly kmsKeyArn: string;
  /**
   * Role of External Secrets' controller, which reads what this vault holds and nothing else. Absent where the vault is
   * deployed before there is one: then a later vault lets it read these entries (`earlier`).
   */
  readonly externalSecretsRoleName?: string;
  /** Days for which a deleted entry can be restored; 0 deletes at once. */
  readonly recoveryWindowDays: number;
  /** Versions of entries that were written more than once. */
  readonly rotation?: SecretRotation;
  /** A vault that is deployed before this one, whose entries the role may read as it may this one's own. */
  readonly earlier?: SecretsManagerVault;
  /**
   * The release with what reads the entries in the cluster: it comes after them and after the right to read them, so
   * that it finds the new values.
   */
  readonly manifests?: ManifestRelease;
}

/** Where an entry is, and the key that it is encrypted with; AWS' own where that is absent. */
interface SecretPlace {
  readonly arn: string;
  readonly kmsKeyArn?: string;
}

/** An entry, and what wrote its value. */
interface WrittenSecret {
  readonly ref: SecretRef;
  readonly written: SecretsmanagerSecretVersion;
  readonly version: number;
}

/**
 * Secrets born in AWS Secrets Manager: random values go from an ephemeral resource into a write-only argument, so
 * that neither plan nor state ever holds one. External Secrets' controller may read exactly the entries that this
 * vault made or was pointed at.
 * @example
 * ```ts
 * const vault = new SecretsManagerVault(this, 'secrets', {
 *   ...common,
 *   manifests,
 *   kmsKeyArn: key.arn,
 *   externalSecretsRoleName: 'external-secrets',
 *   recoveryWindowDays: 30,
 * });
 * const password = vault.generate('reports', { entry: 'reports/password' });
 * vault.grantRead(role, [password]);
 * manifests.add(composedSecret({ name: 'reports', namespace: common.namespace, data: { PASSWORD: password } }));
 * ```
 */
export class SecretsManagerVault extends Construct implements SecretVault {
  private readonly versions: EntryVersions;
  private readonly readableSecrets: string[] = [];
  private readonly readableKeys: string[];
  /** Where an entry is, by how references call it. */
  private readonly places = new Map<string, SecretPlace>();
  private readonly written: SecretPlace[] = [];
  private readonly readers: SecretsManagerVault[] = [];
  private policy?: IamRolePolicy;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SecretsManagerVaultProps,
  ) {
    super(scope, id);
    this.versions = new EntryVersions(props.rotation);
    this.readableKeys = [props.kmsKeyArn];
    props.earlier?.readBy(this);
  }

  /** The entries that it writes. */
  get entries(): readonly VaultEntry[] {
    return this.versions.all;
  }

  generate(id: string, props: GeneratedSecretProps): SecretRef {
    return this.born(id, props).ref;
  }

  /**
   * The value is read back from the entry, not taken from where it was made: should the apply stop between the entry
   * and the server, the next one makes another random value, but gives the server the one that the entry has.
   */
  generateShared(id: string, props: GeneratedSecretProps): SharedSecret {
    const { ref, written, version } = this.born(id, props);
    const name = ephemeralName(written);
    TerraformStack.of(this).addOverride(`ephemeral.aws_secretsmanager_secret_version.${name}`, {
      secret_id: written.secretId,
      // Unknown while the value is yet to be written, so that nobody reads an entry that is still empty.
      version_id: written.versionId,
    });
    const secretString = `ephemeral.aws_secretsmanager_secret_version.${name}.secret_string`;
    return { ref, value: `\${jsondecode(${secretString})["${SECRET_PROPERTY}"]}`, version };
  }

  adopt(id: string, entry: string, source: SecretSource, how?: Pick<GeneratedSecretProps, 'permanent'>): SecretRef {
    if (typeof source === 'string') {
      const value = variableFor(this, variableName(source));
      return this.write(new Construct(this, id), entry, { [SECRET_PROPERTY]: value }, how?.permanent).ref;
    }
    if ('kubernetesSecret' in source) return kubernetesSecretRef(source);

    const existing = new DataAwsSecretsmanagerSecret(
      this,
      id,
      source.secretsManager.startsWith('arn:') ? { arn: source.secretsManager } : { name: source.secretsManager },
    );
    return this.pointAt(existing.arn, source.property, source.kmsKeyArn);
  }

  pointAt(arn: string, property: string, kmsKeyArn?: string): SecretRef {
    const place: SecretPlace = { arn, kmsKeyArn };
    this.makeReadable(place);
    this.places.set(arn, place);
    return { store: AWS_SECRET_STORE, entry: arn, property };
  }

  /**
   * Lets a role read entries of this vault, and no others. It reads an entry with all of its properties: IAM knows no
   * smaller part.
   */
  grantRead(grantee: Grantee, secrets: readonly SecretRef[]): void {
    const places = secrets.map(({ store, entry }) => {
      const place = store.name === AWS_SECRET_STORE.name ? this.places.get(entry) : undefined;
      if (!place) throw new Error(`${entry} is no entry of AWS Secrets Manager that this vault made or was pointed at`);
      return place;
    });
    if (places.length === 0) return;
    const keys = new Set(places.flatMap(({ kmsKeyArn }) => kmsKeyArn ?? []));
    grantee.addToPolicy(...this.readStatements([...new Set(places.map(({ arn }) => arn))], [...keys]));
  }

  private born(id: string, props: GeneratedSecretProps): WrittenSecret {
    const entry = new Construct(this, id);
    const random = ephemeralPassword(entry, props.length ?? DEFAULT_SECRET_LENGTH);
    const properties = { ...props.beside, [SECRET_PROPERTY]: `${props.prefix ?? ''}${random}` };
    return this.write(entry, props.entry, properties, props.permanent);
  }

  private write(
    scope: Construct,
    entry: string,
    properties: Readonly<Record<string, string>>,
    permanent = false,
  ): WrittenSecret {
    const version = this.versions.enter(entry, permanent);
    const name = `${this.props.names.environment}/${entry}`;
    const secret = new SecretsmanagerSecret(scope, 'secret', {
      name,
      kmsKeyId: this.props.kmsKeyArn,
      recoveryWindowInDays: this.props.recoveryWindowDays,
    });
    if (permanent) holdsData(secret);
    const written = new SecretsmanagerSecretVersion(scope, 'version', {
      secretId: secret.id,
      secretStringWo: Fn.jsonencode(properties),
      secretStringWoVersion: version,
      lifecycle: permanent ? { ignoreChanges: ['secret_string_wo_version'] } : undefined,
    });
    this.props.manifests?.comesAfter(written);
    const place: SecretPlace = { arn: secret.arn, kmsKeyArn: this.props.kmsKeyArn };
    this.written.push(place);
    for (const reader of [this, ...this.readers]) reader.makeReadable(place);
    this.places.set(name, place);
    // By its name, which stays the same when an entry is made again.
    const ref = { store: AWS_SECRET_STORE, entry: name, property: SECRET_PROPERTY, ...versionOf(version) };
    return { ref, written, version };
  }

  /** Lets a later vault's role read what this one writes, now and from now on. */
  private readBy(reader: SecretsManagerVault): void {
    this.readers.push(reader);
    for (const place of this.written) reader.makeReadable(place);
  }

  /** Lets External Secrets read an entry, where its role is known. */
  private makeReadable({ arn, kmsKeyArn }: SecretPlace): void {
    const { externalSecretsRoleName: role, manifests } = this.props;
    if (!this.readableSecrets.includes(arn)) this.readableSecrets.push(arn);
    if (kmsKeyArn && !this.readableKeys.includes(kmsKeyArn)) this.readableKeys.push(kmsKeyArn);
    if (role === undefined || this.policy) return;
    this.policy = this.readingPolicy(role);
    manifests?.comesAfter(this.policy);
  }

  /** Written when Terraform's JSON is: by then the lists are complete. */
  private readingPolicy(role: string): IamRolePolicy {
    return new IamRolePolicy(this, 'reading', {
      name: `read-secrets-of-${TerraformStack.of(this).node.id}`,
      role,
      policy: policyDocument(this.readStatements(this.readableSecrets, this.readableKeys)),
    });
  }

  private readStatements(secretArns: readonly string[], keyArns: readonly string[]): PolicyStatement[] {
    const { region } = this.props.account;
    const read: PolicyStatement = {
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      resources: secretArns,
    };
    if (keyArns.length === 0) return [read];
    const services = ['secretsmanager'] as const;
    return [read, keyUseStatement({ sid: 'DecryptSecrets', use: 'decrypt', keyArns, services, region })];
  }
}
