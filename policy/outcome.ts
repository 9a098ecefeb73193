/** What one check says of one thing. */
export interface Outcome {
  readonly environment: string;
  /** The check's id: `CKV_AWS_39`, `RDS.7`. */
  readonly check: string;
  /** What the check wants. */
  readonly title: string;
  /** What it looked at: `prod-cluster/aws_eks_cluster.cluster`, with more after a `#` for a part of it. */
  readonly subject: string;
  /** What is wrong; absent when the check passes. */
  readonly problem?: string;
}

/** Outcomes of checks that belong together. */
export interface SuiteOutcomes {
  /** `Checkov`, `Checkov on plans`, `own rules`. */
  readonly suite: string;
  readonly outcomes: readonly Outcome[];
}
