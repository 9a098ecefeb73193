import { Fn, TerraformLocal } from 'cdktf';
import type { Construct } from 'constructs';

/** EKS gives its DNS Service the tenth address of the range that Services have. */
const DNS_HOST_NUMBER = 10;

/**
 * The address of the cluster's DNS Service. It is a local value, so that later stacks get an address and no formula.
 * @param serviceCidr a reference to the range of the cluster's Services
 */
export function dnsAddress(scope: Construct, id: string, serviceCidr: string): string {
  return new TerraformLocal(scope, id, Fn.cidrhost(serviceCidr, DNS_HOST_NUMBER)).asString;
}
