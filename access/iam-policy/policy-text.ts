import { type BoundaryPolicy, type DeploymentPolicy, POLICY_LIMIT } from './deployment-policies';

/** Policies as people read them: the boundaries first, since roles cannot be made before them. */
export function policyText(boundaries: readonly BoundaryPolicy[], policies: readonly DeploymentPolicy[]): string {
  const first = ({ account }: BoundaryPolicy) =>
    `# To be made first, in account ${account}. It bounds the environment's roles, and is given to nobody as a policy.\n`;
  return [...boundaries.map((boundary) => first(boundary) + onePolicy(boundary)), ...policies.map(onePolicy)].join(
    '\n',
  );
}

function onePolicy({ name, document }: DeploymentPolicy): string {
  return `${name}\n${JSON.stringify(document, undefined, 2)}\n`;
}

/** What somebody has to know who is given a boundary; nothing where it is in use and fits. */
export function boundaryNotes({ name, account, document, setting, used }: BoundaryPolicy): string {
  const length = JSON.stringify(document).length;
  // A role has one boundary, so that it cannot be in parts.
  const long =
    length > POLICY_LIMIT
      ? `${name} has ${length} characters, and IAM takes ${POLICY_LIMIT}: put one pattern in place of names that begin alike, of existing secrets for example.\n`
      : '';
  if (used) return long;
  return (
    `${long}roles in ${account} have no boundary: whoever has these policies can give them any right, and so has every right there.\n` +
    `Make ${name} there, and name it as ${setting}.\n`
  );
}
