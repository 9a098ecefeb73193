import type { TerraformStack } from 'cdktf';
import { AccountSettings } from '../../../constructs/account/settings';
import { EncryptionKey, type EncryptionKeyProps } from '../../../constructs/encryption/encryption-key';
import { Names } from '../../../constructs/names/names';
import { batchRole, grantedToBatch } from '../../support/granting';
import { emptyStack, policy, resource, synthesized, type TerraformJson } from '../../support/terraform-json';

function synthesizedKey(props: Partial<EncryptionKeyProps>): TerraformJson {
  const stack = emptyStack();
  keyIn(stack, props);
  return synthesized(stack);
}

function keyIn(stack: TerraformStack, props: Partial<EncryptionKeyProps>): EncryptionKey {
  return new EncryptionKey(stack, 'key', {
    names: new Names('test'),
    thing: 'data',
    description: 'Data',
    account: AccountSettings.parse({ id: '123456789012', region: 'eu-central-1' }),
    protection: true,
    ...props,
  });
}

const statementsOf = (json: TerraformJson) => policy(resource(json, 'aws_kms_key').policy).Statement;

describe('EncryptionKey', () => {
  test('renews itself, and stays restorable for long where the environment is protected', () => {
    expect(resource(synthesizedKey({}), 'aws_kms_key')).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
    });
    expect(resource(synthesizedKey({ protection: false }), 'aws_kms_key').deletion_window_in_days).toBe(7);
  });

  test('can be found by the name of what it encrypts', () => {
    expect(resource(synthesizedKey({}), 'aws_kms_alias').name).toBe('alias/test-data');
  });

  test('lets administrators manage it and not decrypt with it', () => {
    const [administration, ...others] = statementsOf(synthesizedKey({}));
    expect(others).toEqual([]);
    expect(administration?.Action).toContain('kms:PutKeyPolicy');
    for (const action of administration?.Action ?? []) {
      expect(action).not.toMatch(/^kms:(\*|.*crypt.*|GenerateDataKey.*|CreateGrant)$/);
    }
  });

  test('is used through the services named, and through no other', () => {
    const [, use] = statementsOf(synthesizedKey({ services: ['secretsmanager', 's3'] }));
    expect(use).toMatchObject({
      Sid: 'UseThroughServices',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Condition: {
        StringEquals: {
          'kms:ViaService': ['secretsmanager.eu-central-1.amazonaws.com', 's3.eu-central-1.amazonaws.com'],
        },
      },
    });
  });

  test('is granted on only to services that go on using it, and only by them', () => {
    const sids = (json: TerraformJson) => statementsOf(json).map(({ Sid }) => Sid);
    expect(sids(synthesizedKey({ services: ['s3'] }))).not.toContain('GrantsOfServices');
    const [, , grants] = statementsOf(synthesizedKey({ services: ['s3', 'rds'] }));
    expect(grants).toMatchObject({
      Action: ['kms:CreateGrant'],
      Condition: {
        StringEquals: { 'kms:ViaService': ['rds.eu-central-1.amazonaws.com'] },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    });
  });

  test('knows the partition of the region', () => {
    const account = AccountSettings.parse({ id: '123456789012', region: 'us-gov-west-1' });
    expect(statementsOf(synthesizedKey({ account }))[0]?.Principal).toEqual({
      AWS: 'arn:aws-us-gov:iam::123456789012:root',
    });
  });

  test('lets a role read, or write too, through its services and in no other way', () => {
    const stack = emptyStack();
    const key = keyIn(stack, { services: ['s3', 'secretsmanager'] });
    const role = batchRole(stack);
    key.grantDecrypt(role);
    key.grantEncryptDecrypt(role);
    const through = {
      StringEquals: {
        'kms:ViaService': ['s3.eu-central-1.amazonaws.com', 'secretsmanager.eu-central-1.amazonaws.com'],
      },
    };
    const keyArn = expect.stringMatching(/^\$\{aws_kms_key\.[\w-]+\.arn\}$/) as string;
    const granted = { Effect: 'Allow', Resource: [keyArn], Condition: through };
    expect(grantedToBatch(stack)).toEqual([
      { Sid: 'Decrypt', Action: ['kms:Decrypt'], ...granted },
      { Sid: 'EncryptDecrypt', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], ...granted },
    ]);
  });

  test('refuses to be granted where it is used through no service: its own policy would let nobody in', () => {
    const stack = emptyStack();
    expect(() => {
      keyIn(stack, {}).grantDecrypt(batchRole(stack));
    }).toThrow('name one in `services`');
  });
});
