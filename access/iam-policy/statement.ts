import type { PolicyConditions } from '../../constructs/identity/policy-document';

/** A statement as IAM has it. */
export interface IamStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: PolicyConditions;
}
