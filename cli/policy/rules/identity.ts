import { listOf } from '../synthesized';
import { policyStatements, type Statement } from './policy-documents';
import { firstOf, resourceRule, type Rule, unless } from './rule';

/** AWS' own policies that let their holder do about everything. */
const BROAD_POLICIES = /policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess|\w+FullAccess)$/;

/** Families of actions that AWS documents and names itself with a `*`: there is no other way to write them. */
const FAMILIES = ['kms:GenerateDataKey*', 'kms:ReEncrypt*'];

/** What EKS Pod Identity says of the pod that asks for a role. */
const POD_TAGS = ['eks-cluster-name', 'kubernetes-namespace', 'kubernetes-service-account'];

/** Conditions that keep a policy for everybody inside an account or an organization. */
const BOUNDARIES = ['aws:PrincipalAccount', 'aws:PrincipalOrgID', 'aws:SourceAccount', 'aws:SourceArn'];

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
    const wild = actions.filter((action) => action !== '*' && action.includes('*') && !FAMILIES.includes(action));
    return unless(wild.length === 0, `it allows ${wild.join(', ')}`);
  }),
  statementRule('HUB-IAM.2', 'Policies name each resource', ({ resources, resource, argument }) => {
    // In a key's own policy `*` means that key.
    if (resource.type === 'aws_kms_key' && argument === 'policy') return undefined;
    const wild = resources.filter((one) => one === '*' || /^arn:[^:]*(:[^:]*){3}:\*$/.test(one));
    return unless(wild.length === 0, `it is about ${wild.join(', ')}`);
  }),
  statementRule('HUB-IAM.3', 'Nobody of another account is allowed anything', (statement) => {
    // An endpoint's policy grants nothing; it bounds everyone in its VPC, here to what it names.
    if (statement.resource.type === 'aws_vpc_endpoint' && !statement.resources.includes('*')) return undefined;
    const everyone = Object.values(statement.principals).some((who) => who.includes('*'));
    const isBound = conditionKeys(statement).some((key) => BOUNDARIES.includes(key));
    return unless(!everyone || isBound, 'it allows everyone');
  }),
  statementRule('CIS-EKS-5.2.1', 'A role of pods is for one ServiceAccount of one cluster', (statement) => {
    if (!listOf(statement.principals.Service).includes('pods.eks.amazonaws.com')) return undefined;
    const equals = Object.keys(statement.conditions.StringEquals ?? {});
    const missing = POD_TAGS.filter((tag) => !equals.includes(`aws:RequestTag/${tag}`));
    return unless(missing.length === 0, `any pod may take it: no condition on ${missing.join(', ')}`);
  }),
  resourceRule(
    'HUB-IAM.4',
    'No role has one of the broad policies of AWS',
    ['aws_iam_role_policy_attachment', 'aws_iam_policy_attachment', 'aws_iam_user_policy_attachment'],
    (attachment) =>
      unless(!BROAD_POLICIES.test(attachment.text('policy_arn')), `it attaches ${attachment.text('policy_arn')}`),
  ),
];

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

function conditionKeys({ conditions }: Statement): string[] {
  return Object.values(conditions).flatMap((byKey) => Object.keys(byKey));
}
