import { type JsonObject, jsonWithReferences } from '../json/json-with-references';

/** Who a statement speaks of, in a resource's or a role's own policy. */
export type PolicyPrincipals = '*' | Readonly<Record<string, string | readonly string[]>>;

/** Conditions by operator and key: `{ StringEquals: { 'aws:SourceAccount': '123456789012' } }`. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of an IAM policy. `*` as an action or a resource stands only beside a comment that says why. */
export interface PolicyStatement {
  /** Letters and digits; what the statement is for. */
  readonly sid: string;
  /** @defaultValue Allow */
  readonly effect?: 'Allow' | 'Deny';
  /** Only in a resource's own policy; an identity's policy speaks of that identity. */
  readonly principals?: PolicyPrincipals;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: PolicyConditions;
}

/** The statements as a policy's JSON: references stay references, and IAM's own `${aws:…}` is escaped. */
export function policyDocument(statements: readonly PolicyStatement[]): string {
  return documentJson(
    statements.map((statement) => ({
      Sid: statement.sid,
      Effect: statement.effect ?? 'Allow',
      Principal: statement.principals,
      Action: statement.actions,
      Resource: statement.resources,
      Condition: statement.conditions,
    })),
  );
}

/** A role's trust policy: which AWS service may assume it, and when. */
export function trustPolicy(
  service: string,
  actions: readonly string[] = ['sts:AssumeRole'],
  conditions?: PolicyConditions,
): string {
  return documentJson([
    { Sid: 'Trust', Effect: 'Allow', Principal: { Service: service }, Action: actions, Condition: conditions },
  ]);
}

/** IAM's JSON has the same needs as a chart's: parseable at synth, with references inside texts. */
function documentJson(statements: readonly JsonObject[]): string {
  return jsonWithReferences({ Version: '2012-10-17', Statement: statements });
}
