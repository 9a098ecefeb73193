import { batchRole, grantedToBatch } from '../../support/granting';
import { emptyStack, resource, resources, synthesized } from '../../support/terraform-json';

const BUCKET = 'arn:aws:s3:::reports';

describe('ExistingRole', () => {
  test('is left as it is until it is granted something', () => {
    const stack = emptyStack();
    batchRole(stack).addToPolicy();
    expect(synthesized(stack).resource).toBeUndefined();
  });

  test('has everything that it is granted in one policy, and no other role changed', () => {
    const stack = emptyStack();
    const role = batchRole(stack);
    role.addToPolicy({ sid: 'Read', actions: ['s3:GetObject'], resources: [`${BUCKET}/a/*`] });
    role.addToPolicy({ sid: 'Invoke', actions: ['bedrock:InvokeModel'], resources: ['arn:aws:bedrock:::model'] });
    const json = synthesized(stack);
    expect(resource(json, 'aws_iam_role_policy')).toMatchObject({ role: 'batch', name: 'batch' });
    expect(resources(json, 'aws_iam_role')).toEqual([]);
    expect(grantedToBatch(stack).map(({ Sid }) => Sid)).toEqual(['Read', 'Invoke']);
  });

  test('has a number in the second Sid of two that say something else, and the same thing once', () => {
    const stack = emptyStack();
    const role = batchRole(stack);
    for (const prefix of ['a', 'b', 'a', 'b', 'c']) {
      role.addToPolicy({ sid: 'Read', actions: ['s3:GetObject'], resources: [`${BUCKET}/${prefix}/*`] });
    }
    expect(grantedToBatch(stack).map(({ Sid, Resource }) => [Sid, Resource])).toEqual([
      ['Read', [`${BUCKET}/a/*`]],
      ['Read2', [`${BUCKET}/b/*`]],
      ['Read3', [`${BUCKET}/c/*`]],
    ]);
  });
});
