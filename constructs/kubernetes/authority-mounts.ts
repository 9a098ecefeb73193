import type { ChartValue } from '../helm/chart-values';

/** A PEM file to mount into a pod. */
export interface CertificateAuthority {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly key: string;
}

/** The certificate authorities that Debian's and Alpine's images trust, the public ones. */
export const PUBLIC_AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

const FOLDER = '/etc/inferencehub/authorities';

/** The certificate authorities that a pod is given, each as one file. */
export class AuthorityMounts {
  private readonly authorities: CertificateAuthority[] = [];

  /** Where the authority's certificate is in the pod's containers. */
  file(authority: CertificateAuthority): string {
    if (!this.authorities.some((known) => isSame(known, authority))) this.authorities.push(authority);
    return `${FOLDER}/${volumeName(authority)}/ca.crt`;
  }

  /** The pod's volumes: of each Secret or ConfigMap nothing but the certificate. */
  volumes(): readonly ChartValue[] {
    return this.authorities.map((authority) => {
      const items = [{ key: authority.key, path: 'ca.crt' }];
      const name = volumeName(authority);
      return authority.kind === 'Secret'
        ? { name, secret: { secretName: authority.name, items } }
        : { name, configMap: { name: authority.name, items } };
    });
  }

  /** The mounts of every container that connects to something. */
  volumeMounts(): readonly ChartValue[] {
    return this.authorities.map((authority) => {
      const name = volumeName(authority);
      return { name, mountPath: `${FOLDER}/${name}`, readOnly: true };
    });
  }
}

/** One volume for each object: the names of Secrets and of ConfigMaps are apart. */
function volumeName(authority: CertificateAuthority): string {
  return `ca-${authority.kind.toLowerCase()}-${authority.name}`;
}

function isSame(one: CertificateAuthority, other: CertificateAuthority): boolean {
  return volumeName(one) === volumeName(other);
}
