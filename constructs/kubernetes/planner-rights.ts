import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { PLANNERS_GROUP } from '../cluster/planners';
import { grantedEverywhere } from './grants';
import { ManifestRelease } from '../helm/manifest-release';

export interface PlannerRightsProps {
  /** The namespace of the release. */
  readonly namespace: string;
  readonly dependsOn?: readonly ITerraformDependable[];
}

const NAME = 'inferencehub-planners';

/**
 * What a role that plans may read in the cluster, besides the Secrets of Helm's releases: the objects that Terraform's
 * kubernetes provider keeps, each by its name. It lists nothing, and sees no pod and no log.
 * @example
 * ```ts
 * new PlannerRights(this, 'planner-rights', { namespace: common.namespace });
 * ```
 */
export class PlannerRights extends Construct {
  constructor(scope: Construct, id: string, props: PlannerRightsProps) {
    super(scope, id);
    new ManifestRelease(this, 'manifests', { ...props, release: 'planner-rights' }).add(
      ...grantedEverywhere(NAME, { kind: 'Group', name: PLANNERS_GROUP }, [
        { apiGroups: [''], resources: ['namespaces', 'serviceaccounts'], verbs: ['get'] },
        // Whether EKS enforces network policies is said there.
        { apiGroups: [''], resources: ['configmaps'], resourceNames: ['amazon-vpc-cni'], verbs: ['get'] },
        { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get'] },
      ]),
    );
  }
}
