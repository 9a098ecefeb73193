import type { Grantee } from '../identity/grantee';
import type { BucketConnection } from './connection';

/** A bucket of which roles can be given a part. */
export interface GrantingBucket extends BucketConnection {
  /**
   * Lets a role list and read what is under a prefix.
   * @param prefix ends with a slash: `files/reports/`
   */
  grantRead(grantee: Grantee, prefix: string): void;
  /**
   * Lets a role list, read, write and delete what is under a prefix. Versions stay, so that what it deletes can be
   * brought back by others.
   * @param prefix ends with a slash: `files/reports/`
   */
  grantReadWrite(grantee: Grantee, prefix: string): void;
}
