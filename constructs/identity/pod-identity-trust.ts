import { trustPolicy } from './policy-document';

/** The pods that may take a role. */
export interface PodIdentity {
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Trust policy for the pods of one ServiceAccount in one cluster, by the session tags that EKS sets: without these
 * conditions, any Pod Identity association in the account could use the role.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podIdentityTrust({ clusterName, namespace, serviceAccount }: PodIdentity): string {
  return trustPolicy('pods.eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession'], {
    StringEquals: {
      'aws:RequestTag/eks-cluster-name': clusterName,
      'aws:RequestTag/kubernetes-namespace': namespace,
      'aws:RequestTag/kubernetes-service-account': serviceAccount,
    },
  });
}
