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
    const name = volumeName(authority);
    const place = this.inVolume(name).findIndex((known) => isSame(known, authority));
    return `${FOLDER}/${name}/${fileName(place)}`;
  }

  /** The pod's volumes: of each Secret or ConfigMap nothing but the certificates. */
  volumes(): readonly ChartValue[] {
    return this.firsts().map(({ name, authority: { kind, name: object } }) => {
      const items = this.inVolume(name).map(({ key }, place) => ({ key, path: fileName(place) }));
      return kind === 'Secret'
        ? { name, secret: { secretName: object, items } }
        : { name, configMap: { name: object, items } };
    });
  }

  /** The mounts of every container that connects to something. */
  volumeMounts(): readonly ChartValue[] {
    return this.firsts().map(({ name }) => ({ name, mountPath: `${FOLDER}/${name}`, readOnly: true }));
  }

  /** One authority of each volume. */
  private firsts(): readonly { readonly name: string; readonly authority: CertificateAuthority }[] {
    return this.authorities
      .map((authority) => ({ name: volumeName(authority), authority }))
      .filter(({ name, authority }) => this.inVolume(name)[0] === authority);
  }

  private inVolume(name: string): readonly CertificateAuthority[] {
    return this.authorities.filter((authority) => volumeName(authority) === name);
  }
}

/** What a certificate's file is called; one object may hold several. */
function fileName(place: number): string {
  return place === 0 ? 'ca.crt' : `ca-${place + 1}.crt`;
}

/** One volume for each object: the names of Secrets and of ConfigMaps are apart. */
function volumeName(authority: CertificateAuthority): string {
  return `ca-${authority.kind.toLowerCase()}-${authority.name}`;
}

function isSame(one: CertificateAuthority, other: CertificateAuthority): boolean {
  return volumeName(one) === volumeName(other) && one.key === other.key;
}
