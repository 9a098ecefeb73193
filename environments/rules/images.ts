import { UPSTREAM_REGISTRIES } from '../../constructs/images/registries';
import { usedRegistries } from '../../constructs/egress/used-registries';
import { applicationNeeds } from '../applications';
import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

/** A cache in ECR that nobody can ask, or that a publisher does not let in. */
export function imageProblems(environment: Environment): Problem[] {
  const { account, images } = environment;
  if (images.kind !== 'ecr-cache') return [];
  if (!account) {
    return [
      {
        says: say`${at('images')} is ecr-cache, but there is no ${at('account')} for it to be in; it takes upstream or mirror`,
        todo: say`the nodes pull from ECR with a role of that account`,
      },
    ];
  }
  const { credentials } = images;
  const missing = usedRegistries({ ...environment, applications: applicationNeeds(environment) }).flatMap(
    (registry): Problem[] => {
      const { credential } = UPSTREAM_REGISTRIES[registry];
      if (!credential || credentials[credential] !== undefined) return [];
      return [
        {
          says: say`${at(`images.credentials.${credential}`)} is missing, but images of ${registry} run here`,
          todo: say`${registry} lets ECR in by name only; write the ARN of an entry of AWS Secrets Manager, ecr-pullthroughcache/…`,
        },
      ];
    },
  );
  const foreign = Object.entries(credentials).flatMap(([name, arn]): Problem[] => {
    const owner = arn.split(':')[4];
    return owner === undefined || owner === account.id
      ? []
      : [
          {
            says: say`${at(`images.credentials.${name}`)} is of account ${owner}, but ${at('account.id')} is ${account.id}`,
            todo: say`ECR reads entries of its own account only`,
          },
        ];
  });
  return [...missing, ...foreign];
}
