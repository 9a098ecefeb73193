import type { BoundaryPolicy } from '../../../access/iam-policy/deployment-policies';
import { boundaryNotes, policyText } from '../../../access/iam-policy/policy-text';

const document = (Action: readonly string[]) =>
  ({
    Version: '2012-10-17',
    Statement: [{ Sid: 'Some', Effect: 'Allow', Action, Resource: ['*'] }],
  }) as const;

const BOUNDARY: BoundaryPolicy = {
  name: 'prod-boundary',
  document: document(['s3:GetObject']),
  account: '333333333333',
  setting: 'account.permissionsBoundaryArn',
  used: true,
};

describe('policyText', () => {
  test('has the boundary first, with the account that it is made in', () => {
    const text = policyText([BOUNDARY], [{ name: 'prod-deploy-1', document: document(['iam:CreateRole']) }]);
    expect(text.split('\n').slice(0, 2)).toEqual([
      "# To be made first, in account 333333333333. It bounds the environment's roles, and is given to nobody as a policy.",
      'prod-boundary',
    ]);
    expect(text.indexOf('prod-boundary')).toBeLessThan(text.indexOf('prod-deploy-1'));
  });
});

describe('boundaryNotes', () => {
  test('say nothing of a boundary that the roles have', () => {
    expect(boundaryNotes(BOUNDARY)).toBe('');
  });

  test('say what whoever deploys can do where roles have none, and which setting ends it', () => {
    const notes = boundaryNotes({ ...BOUNDARY, used: false });
    expect(notes).toContain('can give them any right, and so has every right there');
    expect(notes).toContain('Make prod-boundary there, and name it as account.permissionsBoundaryArn.');
  });

  test("say so when one is longer than IAM's limit, since it cannot be in parts", () => {
    const long = document(Array.from({ length: 400 }, (_, index) => `s3:GetSomething${index}`));
    expect(boundaryNotes({ ...BOUNDARY, document: long })).toMatch(
      /^prod-boundary has \d+ characters, and IAM takes 6144/,
    );
  });
});
