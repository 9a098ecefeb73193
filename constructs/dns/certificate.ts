import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record';
import type { TerraformProvider } from 'cdktf';
import { Construct } from 'constructs';
import type { Names } from '../names/names';

export interface CertificateProps {
  readonly names: Names;
  /** Host names by the application that they lead to. */
  readonly hostnames: Readonly<Record<string, string>>;
  readonly zoneId: string;
  /** Where the zone is, when that is another account. */
  readonly zoneProvider?: TerraformProvider;
}

/** How long the proof may be kept in caches, in seconds. It never changes. */
const PROOF_TTL = 300;

/**
 * A certificate of ACM's for host names. ACM asks for a record in the zone as proof that they are ours, and renews the
 * certificate by itself for as long as the record is there.
 * @example
 * ```ts
 * const certificate = new Certificate(this, 'certificate', {
 *   ...common,
 *   hostnames: { litellm: 'models.example.com' },
 *   zoneId: 'Z0123456789ABCDEFGHIJ',
 * });
 * new TerraformOutput(this, 'certificate-arn', { value: certificate.arn });
 * ```
 */
export class Certificate extends Construct {
  /** Known once ACM has seen the proof. */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    const { names, zoneId, zoneProvider } = props;
    const hostnames = distinct(props.hostnames);
    const [[, first], ...others] = hostnames as [[string, string], ...[string, string][]];
    const certificate = new AcmCertificate(this, 'certificate', {
      domainName: first,
      subjectAlternativeNames: others.length > 0 ? others.map(([, hostname]) => hostname) : undefined,
      validationMethod: 'DNS',
      tags: { Name: names.of('gateway') },
      // The load balancer holds the old one until it has the new one.
      lifecycle: { createBeforeDestroy: true },
    });
    const proofs = hostnames.map(([application, hostname]) => {
      // The options are a set, in no order; the host names are known, so each is found by its own.
      const option = (attribute: string) =>
        `\${{for option in ${certificate.fqn}.domain_validation_options : option.domain_name => option.${attribute}}["${hostname}"]}`;
      return new Route53Record(this, `proof-${application}`, {
        provider: zoneProvider,
        zoneId,
        name: option('resource_record_name'),
        type: option('resource_record_type'),
        records: [option('resource_record_value')],
        ttl: PROOF_TTL,
        // A certificate of before for the same name in the same account had the same proof.
        allowOverwrite: true,
      });
    });
    this.arn = new AcmCertificateValidation(this, 'validation', {
      certificateArn: certificate.arn,
      validationRecordFqdns: proofs.map(({ fqdn }) => fqdn),
    }).certificateArn;
  }
}

/** Each host name once, with the first application that has it. */
function distinct(hostnames: Readonly<Record<string, string>>): [string, string][] {
  const entries = Object.entries(hostnames);
  return entries.filter(([, hostname], index) => entries.findIndex(([, other]) => other === hostname) === index);
}
