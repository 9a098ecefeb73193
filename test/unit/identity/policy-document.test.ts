import { TerraformOutput } from 'cdktf';
import { policyDocument } from '../../../constructs/identity/policy-document';
import { emptyStack, type PolicyJson, synthesized } from '../../support/terraform-json';

describe('policyDocument', () => {
  test("keeps IAM's own variables from Terraform", () => {
    const stack = emptyStack();
    new TerraformOutput(stack, 'policy', {
      value: policyDocument([
        { sid: 'Own', actions: ['s3:GetObject'], resources: ['arn:aws:s3:::b/${aws:username}/*'], effect: 'Deny' },
      ]),
    });
    const document = JSON.parse(synthesized(stack).output?.policy?.value as string) as PolicyJson;
    expect(document.Statement).toEqual([
      { Sid: 'Own', Effect: 'Deny', Action: ['s3:GetObject'], Resource: ['arn:aws:s3:::b/$${aws:username}/*'] },
    ]);
  });
});
