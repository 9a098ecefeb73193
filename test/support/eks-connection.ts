import type { EksConnection } from '../../constructs/cluster';

/** A cluster on EKS as what runs on it sees it: in Auto Mode, unless the test says otherwise. */
export function eksConnection(different: Partial<EksConnection> = {}): EksConnection {
  return {
    kind: 'eks',
    name: 'prod-cluster',
    endpoint: 'https://eks.example.com',
    certificateAuthorityData: 'Q0E=',
    securityGroupId: 'sg-cluster',
    vpcId: 'vpc-1',
    apiAddress: '172.20.0.1',
    dnsAddress: '172.20.0.10',
    autoMode: true,
    podSecurityGroups: false,
    authentication: 'exec',
    ...different,
  };
}
