import type { PolicyStatement } from '../identity/policy-document';

/**
 * What a role has to be allowed so that RDS' tokens log it in as one user of a database.
 * @param userArn the user as IAM knows it
 */
export function databaseTokenStatement(userArn: string): PolicyStatement {
  return { sid: 'ConnectToDatabase', actions: ['rds-db:connect'], resources: [userArn] };
}
