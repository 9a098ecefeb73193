import type { Construct } from 'constructs';
import type { SecretVault } from '../secrets/secret-vault';
import { at, problemsText, say, UserError } from '../telling/problems';

/**
 * The vault in which a use's password is born.
 * @throws UserError where there is none
 */
export function passwordVault(server: Construct, use: string, vault: SecretVault | undefined): SecretVault {
  if (vault) return vault;
  const problem = {
    says: say`${at('vault')} is missing, and ${use} logs in with a password, which is kept there`,
    todo: say`give it a SecretsManagerVault, or write authentication: 'iam' into the use`,
  };
  throw new UserError(problemsText(server.node.path, [problem]));
}
