import { cidrsOverlap, parseCidr, subnetCidrs, type CidrRange } from '../../../constructs/network/subnet-cidrs';
import { fc } from '../../support/property-tests';

const range = (cidr: string): CidrRange => {
  const parsed = parseCidr(cidr);
  if (!parsed) throw new Error(`${cidr} is no range`);
  return parsed;
};

/** Ranges that a VPC may have, /16 to /22, anywhere. */
const vpcCidr = fc.tuple(fc.integer({ min: 16, max: 22 }), fc.nat(2 ** 32 - 1)).map(([bits, address]) => {
  const first = address - (address % 2 ** (32 - bits));
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${bits}`;
});
const zoneCount = fc.integer({ min: 1, max: 3 });

/** All subnets of a VPC's range, as ranges. */
function allSubnets(cidr: string, zones: number): CidrRange[] {
  const cidrs = subnetCidrs(cidr, zones) ?? [];
  return cidrs.flatMap((zone) => [zone.public, zone.private, zone.database]).map(range);
}

describe('subnetCidrs', () => {
  test('gives each zone a large private subnet and two smaller ones', () => {
    expect(subnetCidrs('10.0.0.0/16', 2)).toEqual([
      { private: '10.0.0.0/19', public: '10.0.32.0/21', database: '10.0.40.0/21' },
      { private: '10.0.64.0/19', public: '10.0.96.0/21', database: '10.0.104.0/21' },
    ]);
  });

  test('lets no two subnets overlap', () => {
    fc.assert(
      fc.property(vpcCidr, zoneCount, (cidr, zones) => {
        const subnets = allSubnets(cidr, zones);
        expect(subnets).toHaveLength(zones * 3);
        subnets.forEach((one, index) => {
          subnets.slice(index + 1).forEach((other) => {
            expect(cidrsOverlap(one, other)).toBe(false);
          });
        });
      }),
    );
  });

  test('stays inside the VPC, and leaves its last quarter free', () => {
    fc.assert(
      fc.property(vpcCidr, zoneCount, (cidr, zones) => {
        const vpc = range(cidr);
        const size = 2 ** (32 - vpc.bits);
        for (const subnet of allSubnets(cidr, zones)) {
          expect(subnet.first).toBeGreaterThanOrEqual(vpc.first);
          expect(subnet.first + 2 ** (32 - subnet.bits)).toBeLessThanOrEqual(vpc.first + (size * 3) / 4);
        }
      }),
    );
  });

  test('makes no subnet that a load balancer would refuse', () => {
    fc.assert(
      fc.property(vpcCidr, zoneCount, (cidr, zones) => {
        for (const subnet of allSubnets(cidr, zones)) expect(subnet.bits).toBeLessThanOrEqual(27);
      }),
    );
  });

  test('moves nothing when a zone is added', () => {
    fc.assert(
      fc.property(vpcCidr, (cidr) => {
        expect(subnetCidrs(cidr, 3)?.slice(0, 2)).toEqual(subnetCidrs(cidr, 2));
      }),
    );
  });

  test.each(['10.0.0.0/23', '10.0.0.0/15', '10.0.0.1/16', '10.0.0.256/16', '10.0.0.0', 'ten'])(
    'refuses %s, which cannot be a VPC of three kinds of subnet',
    (cidr) => {
      expect(subnetCidrs(cidr, 3)).toBeUndefined();
    },
  );
});

describe('cidrsOverlap', () => {
  test.each([
    ['10.0.0.0/16', '10.0.128.0/17', true],
    ['10.0.128.0/17', '10.0.0.0/16', true],
    ['10.0.0.0/16', '10.0.0.0/16', true],
    ['10.0.0.0/16', '10.1.0.0/16', false],
  ])('of %s and %s is %s', (one, other, overlap) => {
    expect(cidrsOverlap(range(one), range(other))).toBe(overlap);
  });
});
