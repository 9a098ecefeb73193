/**
 * Who may do what on AWS: the least rights that deploy an environment, what its roles may have at most, and whose runs
 * are trusted.
 *
 * @packageDocumentation
 */
export { accessOf, accountOf, type AccessProps, type EnvironmentAccess } from './access-of';
export {
  boundaryPolicies,
  type BoundaryPolicy,
  deploymentPolicies,
  type DeploymentPoliciesProps,
  type DeploymentPolicy,
  POLICY_LIMIT,
} from './iam-policy/deployment-policies';
export { boundaryNotes, policyText } from './iam-policy/policy-text';
export type { IamStatement } from './iam-policy/statement';
export { githubIssuer, gitlabIssuer, hcpIssuer, type Repository, type TokenIssuer } from './trust-policy/token-issuer';
export { type IdentityProvider, type RunRole, trustPolicies, type TrustPolicies } from './trust-policy/trust-policies';
