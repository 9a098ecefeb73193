import { type AuthorityMounts, PUBLIC_AUTHORITIES } from '../kubernetes/authority-mounts';
import type { PostgresConnection } from './connection';

/**
 * The file of the authority that a client checks the server's certificate with. Only where the server is verified: libpq and
 * LiteLLM verify as soon as there is a file, whatever the mode says.
 */
export function authorityFile(
  { tls, certificateAuthority }: PostgresConnection,
  authorities: AuthorityMounts,
): string | undefined {
  if (tls !== 'verify-full') return undefined;
  return certificateAuthority ? authorities.file(certificateAuthority) : PUBLIC_AUTHORITIES;
}
