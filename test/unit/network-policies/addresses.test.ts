import { POD_IDENTITY_AGENT, PRIVATE_RANGES, PUBLIC_RANGES } from '../../../constructs/network-policies/addresses';
import { contains } from '../../support/network-policies';
import { fc } from '../../support/property-tests';

const isPublic = (address: string) => PUBLIC_RANGES.some((range) => contains(range, address));

describe('PUBLIC_RANGES', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '169.253.255.255',
    '223.255.255.255',
  ])('hold %s', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test.each([
    ['a VPC', '10.30.0.1'],
    ['a cluster of Docker', '172.18.0.2'],
    ['a home', '192.168.1.1'],
    ["a provider's own network", '100.64.0.1'],
    ['the instance metadata service', '169.254.169.254'],
    ['the machine itself', '127.0.0.1'],
    ['nobody', '0.0.0.0'],
    ['multicast', '224.0.0.1'],
  ])('do not hold %s', (_, address) => {
    expect(isPublic(address)).toBe(false);
  });

  test('hold every address once or not at all, and none that is private', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const ranges = [...PUBLIC_RANGES, ...PRIVATE_RANGES].filter((range) => contains(range, address));
        const isSpecial = /^(0|127|22[4-9]|2[345]\d)\.|^169\.254\./.test(address);
        expect(ranges).toHaveLength(isSpecial ? 0 : 1);
      }),
      { numRuns: 300 },
    );
  });
});

describe('POD_IDENTITY_AGENT', () => {
  test('is not the instance metadata service', () => {
    expect(POD_IDENTITY_AGENT.ranges.some((range) => contains(range, '169.254.169.254'))).toBe(false);
  });
});
