import { environment, told } from './support';

const ROLE = 'arn:aws:iam::999999999999:role/other';
const ZONE = { kind: 'route53', zoneId: 'Z0123456789ABCDEF', zoneName: 'example.com' };

describe('assumedRoleProblems', () => {
  test('accepts what the role of the account wants to hear, where Terraform asks for the cluster token itself', () => {
    const options = { externalId: 'fleet-42', sessionName: 'deploy', tags: { team: 'ai' } };
    const changes = { 'account.assumeRoleOptions': options, 'cluster.authentication': 'token' };
    expect(told('prod', changes)).toEqual([]);
    expect(environment('prod', changes).state).toMatchObject({ assumeRoleOptions: options, accountId: '333333333333' });
  });

  test('refuses what the aws CLI cannot say when it asks for a token', () => {
    expect(told('prod', { 'account.assumeRoleOptions': { externalId: 'fleet-42' } })[0]).toContain(
      'cluster.authentication is exec, but account.assumeRoleOptions has an external id or tags',
    );
    expect(told('prod', { 'account.assumeRoleOptions': { sessionName: 'deploy' } })).toEqual([]);
  });

  test('refuses options without a role', () => {
    const problems = told('dev', { 'account.assumeRoleOptions': { sessionName: 'deploy' } });
    expect(problems[0]).toContain(
      'account.assumeRoleOptions is for taking a role, but there is no account.assumeRoleArn',
    );
  });

  test("refuses a state in another account than its role's", () => {
    expect(told('prod', { 'state.accountId': '999999999999' })[0]).toContain(
      'state.accountId is 999999999999, but state.assumeRoleArn is a role of 333333333333',
    );
  });

  test("refuses to share a VPC of the environment's own account", () => {
    const owner = { assumeRoleArn: 'arn:aws:iam::333333333333:role/network' };
    expect(told('prod', { 'network.owner': owner })[0]).toContain("a role of the environment's own account");
  });
});

describe('a permissions boundary', () => {
  const ROLES = 'but the roles that it bounds are in account';

  test("is one of the roles' own account, or of AWS'", () => {
    const policy = 'arn:aws:iam::aws:policy/PowerUserAccess';
    expect(told('prod', { 'account.permissionsBoundaryArn': policy })).toEqual([]);
    expect(told('prod', { 'account.permissionsBoundaryArn': undefined })).toEqual([]);
  });

  test.each(['arn:aws:iam::999999999999:policy/boundary', 'arn:aws-us-gov:iam::aws:policy/PowerUserAccess'])(
    'refuses one of another account or partition, %s',
    (arn) => {
      expect(told('prod', { 'account.permissionsBoundaryArn': arn })).toEqual([
        `  account.permissionsBoundaryArn is ${arn}, ${ROLES} 333333333333 of eu-central-1`,
        '    name a policy of that account, arn:aws:iam::333333333333:policy/…',
      ]);
    },
  );

  test('is of the account that owns the network, for roles that are made there', () => {
    const owner = {
      assumeRoleArn: 'arn:aws:iam::999999999999:role/network',
      permissionsBoundaryArn: 'arn:aws:iam::999999999999:policy/prod-boundary',
    };
    expect(told('prod', { 'network.owner': owner })).toEqual([]);
    const wrong = { ...owner, permissionsBoundaryArn: 'arn:aws:iam::333333333333:policy/prod-boundary' };
    expect(told('prod', { 'network.owner': wrong })[0]).toContain(`${ROLES} 999999999999`);
  });
});

describe('dnsProblems', () => {
  test('accepts a zone in place of a certificate, in this account or in another', () => {
    expect(told('prod', { 'gateway.certificateArn': undefined, 'gateway.dns': ZONE })).toEqual([]);
    const elsewhere = { ...ZONE, assumeRoleArn: ROLE, externalId: 'fleet-42' };
    expect(told('prod', { 'gateway.certificateArn': undefined, 'gateway.dns': elsewhere })).toEqual([]);
  });

  test('accepts a zone beside a certificate, and for Envoy, whose certificate is a Secret', () => {
    expect(told('prod', { 'gateway.dns': ZONE })).toEqual([]);
    expect(told('external', { 'gateway.dns': ZONE })).toEqual([]);
  });

  test('refuses a load balancer without a certificate that nobody makes', () => {
    expect(told('prod', { 'gateway.certificateArn': undefined })).toEqual([
      '  gateway.certificateArn is missing; an Application Load Balancer takes a certificate',
      '    name one, or have it made: write the hosted zone into gateway.dns',
    ]);
  });

  test('refuses a host name outside the zone', () => {
    const changes = { 'gateway.dns': ZONE, 'gateway.hosts.openwebui': 'chat.badexample.com' };
    expect(told('prod', changes)[0]).toBe(
      '  gateway.hosts.openwebui is chat.badexample.com, which is not in the zone example.com',
    );
  });

  test('refuses an external id without a role', () => {
    expect(told('prod', { 'gateway.dns': { ...ZONE, externalId: 'fleet-42' } })[0]).toContain(
      'gateway.dns.externalId is for taking a role',
    );
  });

  test('refuses a zone where no role can be given to a pod', () => {
    const gateway = { kind: 'envoy', hosts: { openwebui: 'chat.example.com' }, dns: ZONE };
    expect(told('local', { gateway })[0]).toBe('  gateway.dns is route53, but the cluster is not on EKS');
  });
});
