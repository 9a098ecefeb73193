import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** A certificate that a server signed itself, for `localhost`; it is its own authority. */
export interface ServerCertificate {
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Makes one, in a directory. */
export function selfSignedCertificate(directory: string): ServerCertificate {
  const certificateFile = join(directory, 'server.crt');
  const keyFile = join(directory, 'server.key');
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', keyFile, '-out', certificateFile],
    ],
    { stdio: 'pipe' },
  );
  return { certificateFile, keyFile };
}
