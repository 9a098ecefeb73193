import { listOf, type Resource, textOf } from '../synthesized';
import { isBound } from './conditions';
import { policyStatements, type Statement } from './policy-documents';
import { allowsStrangers } from './principals';
import { isWild } from './resource-names';
import { firstOf, resourceRule, type Rule, unless } from './rule';

/** AWS' own policies that let their holder do about everything, or read all data and secrets. */
const BROAD_POLICIES =
  /(^|\/)(AdministratorAccess[\w-]*|PowerUserAccess|ReadOnlyAccess|SecretsManagerReadWrite|(Database|System|Network)Administrator|\w+FullAccess\w*)$/;

/** Families of actions that AWS documents and names itself with a `*`: there is no other way to write them. */
const FAMILIES = ['kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** What EKS Pod Identity says of the pod that asks for a role. */
const POD_TAGS = ['eks-cluster-name', 'kubernetes-namespace', 'kubernetes-service-account'];

/** Where Terraform attaches a policy that stands elsewhere, and the argument that names it. */
const ATTACHMENTS: Readonly<Record<string, string>> = {
  aws_iam_group_policy_attachment: 'policy_arn',
  aws_iam_policy_attachment: 'policy_arn',
  aws_iam_role: 'managed_policy_arns',
  aws_iam_role_policy_attachment: 'policy_arn',
  aws_iam_role_policy_attachments_exclusive: 'policy_arns',
  aws_iam_user_policy_attachment: 'policy_arn',
};

/** Who may do what: every policy document that Terraform writes. */
export const IDENTITY_RULES: readonly Rule[] = [
  {
    id: 'HUB-IAM.1',
    title: 'Every policy can be read before it is applied',
    judge: (environment) => {
      const { statements, unreadable } = policyStatements(environment);
      return [
        ...statements.map(({ subject }) => ({ subject })),
        ...unreadable.map(({ subject }) => ({
          subject,
          problem: 'it is put together by Terraform and cannot be read here',
        })),
      ];
    },
  },
  statementRule('IAM.1', 'No policy allows everything', ({ actions, inverted }) =>
    firstOf(
      unless(!actions.includes('*'), 'it allows every action'),
      unless(!inverted, 'it allows everything but what it names'),
    ),
  ),
  statementRule('IAM.21', 'Policies name each action', ({ actions }) => {
    const wild = actions.filter((action) => action !== '*' && /[*?]|\$\{/.test(action) && !FAMILIES.includes(action));
    return unless(wild.length === 0, `it allows ${wild.join(', ')}`);
  }),
  statementRule('HUB-IAM.2', 'Policies name each resource', (statement) => {
    // In a key's own policy `*` means that key.
    if (statement.resource.type === 'aws_kms_key' && statement.argument === 'policy') return undefined;
    const wild = statement.resources.filter((one) => isWild(one, statement));
    return unless(wild.length === 0, `it is about ${wild.join(', ')}`);
  }),
  statementRule('HUB-IAM.3', 'Nobody of another account is allowed anything', (statement) => {
    // An endpoint's policy grants nothing; it bounds everyone in its VPC, here to what it names.
    const isBoundOnly = statement.resource.type === 'aws_vpc_endpoint';
    if (isBoundOnly && !statement.resources.some((one) => isWild(one, statement))) return undefined;
    return allowsStrangers(statement);
  }),
  statementRule('HUB-IAM.5', 'A role is handed on to services by name', (statement) => {
    const hands = statement.actions.some((action) => action.toLowerCase() === 'iam:passrole');
    return unless(
      !hands || isBound(statement, /^iam:PassedToService$/i, (service) => /^[\w-]+[\w.-]*$/.test(service)),
      'it hands a role to any service: no condition on iam:PassedToService',
    );
  }),
  statementRule('HUB-IAM.6', 'Of whom another identity provider vouches for, policies say whom', (statement) => {
    // A SAML provider says itself which roles each of its users has.
    const outside = listOf(statement.principals.Federated).filter((one) => !textOf(one).includes(':saml-provider/'));
    return unless(
      outside.length === 0 || isBound(statement, /:sub$/i, (subject) => !/^[*?]/.test(subject)),
      'it takes everybody whom the provider knows: no condition on the subject',
    );
  }),
  statementRule('CIS-EKS-5.2.1', 'A role of pods is for one ServiceAccount of one cluster', (statement) => {
    if (!listOf(statement.principals.Service).includes('pods.eks.amazonaws.com')) return undefined;
    const equals = Object.keys(statement.conditions.StringEquals ?? {});
    const missing = POD_TAGS.filter((tag) => !equals.includes(`aws:RequestTag/${tag}`));
    return unless(missing.length === 0, `any pod may take it: no condition on ${missing.join(', ')}`);
  }),
  resourceRule('HUB-IAM.4', 'No role has one of the broad policies of AWS', Object.keys(ATTACHMENTS), (attachment) => {
    const policies = attachment.list(ATTACHMENTS[attachment.type] ?? '').map((policy) => named(policy, attachment));
    const broad = policies.filter((policy) => BROAD_POLICIES.test(policy));
    return unless(broad.length === 0, `it attaches ${broad.join(', ')}`);
  }),
];

/** A policy's ARN; where a data source looks it up, what it is looked up by. */
function named(policy: unknown, attachment: Resource): string {
  const found = attachment.referenced(policy);
  if (found?.type !== 'data.aws_iam_policy') return textOf(policy);
  return found.text('arn') || found.text('name');
}

/** A rule on every statement that allows something. */
function statementRule(id: string, title: string, judgement: (statement: Statement) => string | undefined): Rule {
  return {
    id,
    title,
    judge: (environment) =>
      policyStatements(environment)
        .statements.filter(({ allows }) => allows)
        .map((statement) => ({ subject: statement.subject, problem: judgement(statement) })),
  };
}
