/** Families of which no size has a trunk interface: burstable ones, and those from before AWS' Nitro system. */
const FAMILIES_WITHOUT_TRUNK = /^(t\d[a-z]*|m[1-4]|c[134]|r[34]|i2|d2|h1|f1|p3|x1e?|u-6tb1)$/;

/** Single sizes without one, in families that have it otherwise. */
const SIZES_WITHOUT_TRUNK = /^(i3\.(?!metal$)|i4i\.large$)/;

/**
 * Whether an instance type has a trunk interface, from which pods get interfaces with security groups of their own.
 * @see https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/aws/vpc/limits.go
 */
export function hasTrunkInterface(instanceType: string): boolean {
  const [family = ''] = instanceType.split('.');
  return !FAMILIES_WITHOUT_TRUNK.test(family) && !SIZES_WITHOUT_TRUNK.test(instanceType);
}
