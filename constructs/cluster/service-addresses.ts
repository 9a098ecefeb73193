import { Fn, TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';

/** Kubernetes gives its API the first address of the range that Services have, and EKS its DNS the tenth. */
const HOST_NUMBERS = { api: 1, dns: 10 } as const;

/** The addresses of the cluster's own Services. */
export interface ServiceAddresses {
  readonly apiAddress: string;
  readonly dnsAddress: string;
}

/**
 * Where the cluster's own Services are. Each is a local value, so that later stacks get an address and no formula.
 * @param serviceCidr a reference to the range of the cluster's Services
 */
export function serviceAddresses(scope: Construct, serviceCidr: string): ServiceAddresses {
  const address = (id: string, hostNumber: number) =>
    new TerraformLocal(scope, id, Fn.cidrhost(serviceCidr, hostNumber)).asString;
  return {
    apiAddress: address('api-address', HOST_NUMBERS.api),
    dnsAddress: address('dns-address', HOST_NUMBERS.dns),
  };
}
