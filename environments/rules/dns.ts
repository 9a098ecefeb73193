import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

/** Records and certificates: that there is a zone for them, and that every host name is in it. */
export function dnsProblems(environment: Environment): Problem[] {
  const { gateway } = environment;
  if (gateway.kind === 'none') return [];
  if (gateway.dns.kind === 'none') return missingCertificate(environment);
  const { zoneName, assumeRoleArn, externalId } = gateway.dns;
  const written: [string, string | undefined][] = Object.entries(gateway.hosts);
  const hosts = written.flatMap(([application, hostname]) =>
    hostname === undefined ? [] : [{ path: `gateway.hosts.${application}`, hostname }],
  );
  const problems: Problem[] = hosts
    .filter(({ hostname }) => hostname !== zoneName && !hostname.endsWith(`.${zoneName}`))
    .map(({ path, hostname }) => ({
      says: say`${at(path)} is ${hostname}, which is not in the zone ${zoneName}`,
      todo: say`ExternalDNS and the certificate work in the one zone of ${at('gateway.dns')}; take a name in it, or make the records yourself`,
    }));
  if (environment.account === undefined) {
    problems.push({
      says: say`${at('gateway.dns')} is route53, but the cluster is not on EKS`,
      todo: say`ExternalDNS works as a role that EKS gives its pod; elsewhere make the records yourself`,
    });
  }
  if (externalId !== undefined && assumeRoleArn === undefined) {
    problems.push({
      says: say`${at('gateway.dns.externalId')} is for taking a role, but there is no ${at('gateway.dns.assumeRoleArn')}`,
      todo: say`name the role of the zone's account, or leave the id out`,
    });
  }
  return problems;
}

/** Envoy's certificate is a Secret: ACM gives no key away, and TLS that ended at the load balancer would be none behind it. */
function missingCertificate({ gateway }: Environment): Problem[] {
  if (gateway.kind !== 'alb' || gateway.certificateArn !== undefined) return [];
  return [
    {
      says: say`${at('gateway.certificateArn')} is missing; an Application Load Balancer takes a certificate`,
      todo: say`name one, or have it made: write the hosted zone into ${at('gateway.dns')}`,
    },
  ];
}
