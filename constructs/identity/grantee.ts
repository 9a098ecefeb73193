import type { PolicyStatement } from './policy-document';

/** Something with an IAM policy that can be added to: a role. What `grant…` methods take. */
export interface Grantee {
  /** Allows what the statements say, in addition to what it may already. What it may already is not added twice. */
  addToPolicy(...statements: readonly PolicyStatement[]): void;
}
