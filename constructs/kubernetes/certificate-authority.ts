import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ManifestRelease } from '../helm/manifest-release';

/**
 * The environment's own certificate authority, for what speaks TLS inside the cluster: cert-manager's Issuer in the
 * applications' namespace. The platform stack makes it; a Certificate there refers to it by these names.
 */
export const CERTIFICATE_ISSUER = { group: 'cert-manager.io', kind: 'Issuer', name: 'inferencehub-ca' } as const;

/**
 * The Secret, in the applications' namespace, with the authority's certificate. `ca.crt` is what a client trusts;
 * `tls.key` beside it signs, so only this one key is ever mounted.
 */
export const CERTIFICATE_AUTHORITY_SECRET = { kind: 'Secret', name: 'inferencehub-ca', key: 'ca.crt' } as const;

/** The Issuer that does nothing but sign the authority's own certificate. */
const SELF_SIGNED_ISSUER = 'inferencehub-self-signed';

const API_VERSION = 'cert-manager.io/v1';

/** Ten years: whoever trusts it reads its certificate from the Secret, but pods that run on keep what they read. */
const VALIDITY = '87600h';

export interface CertificateAuthorityProps {
  /** The applications' namespace. */
  readonly namespace: string;
  /** cert-manager, which has to answer first. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Makes the authority: an Issuer signs its certificate, a second Issuer signs with it.
 * @example
 * ```ts
 * const certManager = new CertManager(this, 'cert-manager', { ...common, networkPolicies });
 * new ClusterCertificateAuthority(this, 'authority', { ...common, dependsOn: [namespace.resource, certManager.release] });
 * ```
 */
export class CertificateAuthority extends Construct {
  constructor(scope: Construct, id: string, props: CertificateAuthorityProps) {
    super(scope, id);
    const { namespace } = props;
    const release = new ManifestRelease(this, 'manifests', {
      release: 'certificate-authority',
      namespace,
      dependsOn: props.dependsOn,
    });
    release.add(
      {
        apiVersion: API_VERSION,
        kind: 'Issuer',
        metadata: { name: SELF_SIGNED_ISSUER, namespace },
        spec: { selfSigned: {} },
      },
      {
        apiVersion: API_VERSION,
        kind: 'Certificate',
        metadata: { name: CERTIFICATE_ISSUER.name, namespace },
        spec: {
          isCA: true,
          commonName: `${CERTIFICATE_ISSUER.name}.${namespace}`,
          secretName: CERTIFICATE_AUTHORITY_SECRET.name,
          duration: VALIDITY,
          // A new key would make everything that it signed before worthless at once.
          privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
          issuerRef: { group: CERTIFICATE_ISSUER.group, kind: 'Issuer', name: SELF_SIGNED_ISSUER },
        },
      },
      {
        apiVersion: API_VERSION,
        kind: CERTIFICATE_ISSUER.kind,
        metadata: { name: CERTIFICATE_ISSUER.name, namespace },
        spec: { ca: { secretName: CERTIFICATE_AUTHORITY_SECRET.name } },
      },
    );
  }
}
