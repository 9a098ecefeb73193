import type { SecretRef } from '../secrets/secret-ref';
import { secretTemplate, type SecretTemplate, urlEncoded } from '../secrets/secret-template';
import { urlHost, urlPart } from '../secrets/url-part';
import type { PostgresAddress, PostgresConnection } from './connection';

export interface PostgresUrlOptions {
  /**
   * Which of the connection's hosts: where the application connects, where a session is a session (migrations), or
   * where read-only queries may go.
   * @defaultValue application
   */
  readonly endpoint?: 'application' | 'session' | 'reader';
  /** Where the connection's certificate authority is mounted in the container that uses the URL. */
  readonly certificateAuthorityFile?: string;
  /** More parameters of the URL, `pgbouncer` for example. */
  readonly query?: Readonly<Record<string, string>>;
}

/**
 * The connection as one URL, composed in the cluster where the password is. A connection that is known only by a URL
 * is given as it is: nothing can be added to what nobody can see.
 */
export function postgresUrl(
  connection: PostgresConnection,
  options: PostgresUrlOptions = {},
): SecretTemplate | SecretRef {
  const { address } = connection;
  if (address.kind === 'url') {
    return options.endpoint === 'reader' ? (address.readerUrl ?? address.url) : address.url;
  }

  const query = Object.entries({
    sslmode: connection.tls,
    ...(options.certificateAuthorityFile ? { sslrootcert: options.certificateAuthorityFile } : {}),
    ...options.query,
  })
    .map(([name, value]) => `${urlPart(name)}=${urlPart(value)}`)
    .join('&');
  const { user, password, port, database } = address;
  return secretTemplate`postgresql://${urlPart(user)}:${urlEncoded(password)}@${urlHost(hostOf(address, options.endpoint))}:${port}/${urlPart(database)}?${query}`;
}

function hostOf(address: PostgresAddress, endpoint: PostgresUrlOptions['endpoint'] = 'application'): string {
  switch (endpoint) {
    case 'application':
      return address.host;
    case 'session':
      return address.sessionHost;
    case 'reader':
      return address.readerHost ?? address.host;
  }
}
