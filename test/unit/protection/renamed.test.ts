import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Construct } from 'constructs';
import { renamed } from '../../../constructs/protection/renamed';
import { emptyStack, synthesized, type TerraformJson } from '../../support/terraform-json';

/** A stack with a bucket and a key, below constructs of these ids. */
function stackWith(area: string, chosen?: string): { json: () => TerraformJson; area: Construct; key: KmsKey } {
  const stack = emptyStack();
  const outer = new Construct(stack, area);
  new S3Bucket(new Construct(outer, 'inner'), 'bucket');
  const key = new KmsKey(outer, 'key');
  if (chosen !== undefined) key.overrideLogicalId(chosen);
  return { json: () => synthesized(stack), area: outer, key };
}

const addresses = ({ resource = {} }: TerraformJson): string[] =>
  Object.entries(resource).flatMap(([type, byId]) => Object.keys(byId).map((id) => `${type}.${id}`));

describe('renamed', () => {
  test('moves every resource of a construct from the address that it had', () => {
    const before = addresses(stackWith('store').json());
    const after = stackWith('storage');
    renamed(after.area, 'store');
    const json = after.json();
    expect(json.moved?.map(({ from }) => from).sort()).toEqual(before.sort());
    expect(json.moved?.map(({ to }) => to).sort()).toEqual(addresses(json).sort());
  });

  test('moves a single resource, also out of a construct', () => {
    const after = stackWith('store');
    renamed(after.key, 'secrets/main-key');
    expect(after.json().moved).toEqual([
      {
        from: expect.stringMatching(/^aws_kms_key\.secrets_main-key_[0-9A-F]{8}$/) as string,
        to: expect.stringMatching(/^aws_kms_key\.store_key_[0-9A-F]{8}$/) as string,
      },
    ]);
  });

  test('leaves a resource alone that is where it was', () => {
    const same = stackWith('store');
    renamed(same.area, 'store');
    expect(same.json().moved).toBeUndefined();
  });

  test('leaves a resource alone whose id was chosen: no path is in its address', () => {
    const after = stackWith('storage', 'the-key');
    renamed(after.area, 'store');
    expect(after.json().moved?.map(({ to }) => to)).toEqual([
      expect.stringMatching(/^aws_s3_bucket\.storage_inner_bucket_/),
    ]);
  });
});
