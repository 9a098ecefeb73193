import { missingVariables, requiredVariables, variableUses } from '../../../environments/rules';
import { environment, SHIPPED, type ShippedName, told } from './support';

test.each(Object.keys(SHIPPED) as ShippedName[])('%s breaks no rule', (name) => {
  expect(told(name)).toEqual([]);
});

describe('what is on AWS', () => {
  test('refuses it without an account, and says what it is', () => {
    expect(told('staging', { account: undefined })).toContain(
      '  account is missing, but on AWS are: cluster (managed), postgres (managed), storage (managed) and gateway (alb)',
    );
  });

  test('refuses managed data stores behind a kubeconfig, with the reason', () => {
    const lines = told('local', {
      postgres: { kind: 'managed' },
      'redis.openwebui': { kind: 'managed' },
      storage: { kind: 'managed' },
    });
    expect(lines).toEqual([
      '  postgres is managed, but cluster.kind is kubeconfig; it takes in-cluster or external',
      '    it is made in the VPC of an EKS cluster, and behind a kubeconfig none is known',
      '  redis.openwebui is managed, but cluster.kind is kubeconfig; it takes in-cluster or external',
      '    it is made in the VPC of an EKS cluster, and behind a kubeconfig none is known',
      '  storage is managed, but cluster.kind is kubeconfig; it takes volume',
      '    its pods would reach it through EKS Pod Identity, which only an EKS cluster has',
    ]);
  });

  test('refuses an account and a network behind a kubeconfig', () => {
    const lines = told('local', {
      account: { id: '111111111111', region: 'eu-central-1' },
      network: { kind: 'managed' },
    });
    expect(lines).toContain(
      '  account is given, but cluster.kind is kubeconfig, and such an environment has nothing on AWS',
    );
    expect(lines).toContain(
      '  network is given, but cluster.kind is kubeconfig, and such an environment has nothing on AWS',
    );
  });

  test('refuses an EKS cluster without a network', () => {
    expect(told('external', { network: undefined })).toEqual([
      '  network is missing; an EKS cluster is in a VPC',
      "    write { kind: 'managed' } for one of its own, or { kind: 'existing', vpcId, privateSubnetIds }",
    ]);
  });

  test('refuses a VPC of its own around a cluster that exists already', () => {
    expect(told('external', { network: { kind: 'managed' } })).toEqual([
      '  network.kind is managed, but cluster.kind is existing, and its nodes are in another VPC',
      "    name the cluster's own: network: { kind: 'existing', vpcId, privateSubnetIds }",
    ]);
  });

  describe('and Bedrock behind a kubeconfig', () => {
    const bedrock = { name: 'nova', provider: 'bedrock', model: 'amazon.nova-lite-v1:0', region: 'us-east-1' };

    test('is refused without a role', () => {
      expect(told('local', { 'litellm.models[1]': bedrock })).toEqual([
        '  litellm.models[1] is on Bedrock, but cluster.kind is kubeconfig, and LiteLLM has no AWS role there',
        "    name a role that trusts the cluster's OIDC provider, as litellm.identity.roleArn",
      ]);
    });

    const irsa = { kind: 'irsa', roleArn: 'arn:aws:iam::111111111111:role/litellm' };

    test('is accepted with a role that trusts the cluster', () => {
      expect(told('local', { 'litellm.models[1]': bedrock, 'litellm.identity': irsa })).toEqual([]);
    });

    test('is refused without a region, which nothing else gives', () => {
      const [line] = told('local', {
        'litellm.models[1]': { ...bedrock, region: undefined },
        'litellm.identity': irsa,
      });
      expect(line).toMatch(/^ {2}litellm\.models\[1\]\.region is missing/);
    });
  });
});

describe('the network', () => {
  test('refuses a single zone, and says for what two are needed', () => {
    expect(told('prod', { 'network.availabilityZones': 1 })).toEqual([
      '  network.availabilityZones is 1; it takes 2 or 3',
      '    EKS takes subnets in two zones at least, Aurora takes subnets in two zones at least, ' +
        'postgres.readers (1) cannot take over in another zone, redis.openwebui.replicas (1) cannot take over in another zone ' +
        'and redis.litellm.replicas (1) cannot take over in another zone',
    ]);
  });

  test('accepts two zones', () => {
    expect(told('prod', { 'network.availabilityZones': 2 })).toEqual([]);
  });

  test.each(['10.30.0.0/23', '10.30.0.0/28', '10.0.0.0/15'])(
    'refuses a range without room for its subnets, %s',
    (cidr) => {
      expect(told('prod', { 'network.cidr': cidr })).toEqual([
        `  network.cidr is ${cidr}; it takes a range from /16 to /22`,
        '    AWS takes no larger VPC, and a smaller one has no room for a public, a private and a database subnet in each zone',
      ]);
    },
  );

  test('accepts the smallest range that has room', () => {
    expect(told('prod', { 'network.cidr': '10.30.4.0/22' })).toEqual([]);
  });

  test.each(['10.30.0.1/16', '10.300.0.0/16', '10.30.0.0/33'])('refuses what is no range, %s', (cidr) => {
    expect(told('prod', { 'network.cidr': cidr })[0]).toBe(
      `  network.cidr is ${cidr}, which is no range; it begins with the range's first address`,
    );
  });

  const OTHER = { name: 'other', file: 'environments/other.yaml' };

  test.each(['10.30.0.0/16', '10.30.128.0/20', '10.0.0.0/8'])(
    "refuses to overlap another environment's, %s",
    (cidr) => {
      expect(told('prod', {}, [{ ...OTHER, cidr }])).toEqual([
        `  network.cidr (10.30.0.0/16) overlaps the one of other (${cidr}, in environments/other.yaml)`,
        '    networks with the same addresses can never be connected; give each environment a range of its own',
      ]);
    },
  );

  test("leaves another account's network to those who own it", () => {
    const other = { ...OTHER, cidr: '10.30.0.0/16' };
    expect(told('prod', {}, [{ ...other, account: '999999999999' }])).toEqual([]);
    expect(told('prod', {}, [{ ...other, account: '333333333333' }])).toHaveLength(2);
    const owner = { assumeRoleArn: 'arn:aws:iam::999999999999:role/network' };
    expect(told('prod', { 'network.owner': owner }, [{ ...other, account: '999999999999' }])).toHaveLength(2);
  });

  const PLACE = 'account 333333333333 in eu-central-1';

  test.each([
    ['prod-eu', 'prod-'],
    ['prod-b-2', 'prod-'],
  ])("refuses a name that another's in the same place begins with, %s", (name, start) => {
    expect(told('prod', {}, [{ ...OTHER, name, places: [PLACE] }])).toEqual([
      `  the environment's name is prod, and ${name} (environments/other.yaml) is in the same place (account: ${PLACE})`,
      `    what begins with ${start} is prod's, by the rights that deploy it too; give one of them a name that does not begin so, or an account of its own`,
    ]);
  });

  test('refuses them in the account of a network that is not their own, too', () => {
    const owner = { assumeRoleArn: 'arn:aws:iam::999999999999:role/network' };
    const places = ['account 999999999999 in eu-central-1'];
    expect(told('prod', { 'network.owner': owner }, [{ ...OTHER, name: 'prod-eu', places }])).toHaveLength(2);
    expect(told('prod', {}, [{ ...OTHER, name: 'prod-eu', places }])).toEqual([]);
  });

  test.each([
    ['production', PLACE],
    ['eu-prod', PLACE],
    ['prod-eu', 'account 333333333333 in us-east-1'],
    ['prod-eu', 'account 999999999999 in eu-central-1'],
  ])('accepts beside it %s of %s', (name, place) => {
    expect(told('prod', {}, [{ ...OTHER, name, places: [place] }])).toEqual([]);
  });

  test.each(['10.31.0.0/16', '10.29.255.0/24', undefined])('accepts another beside it, %s', (cidr) => {
    expect(told('prod', {}, [{ ...OTHER, cidr }])).toEqual([]);
  });

  test('refuses a subnet that is named twice', () => {
    const subnet = 'subnet-0444444444444444a';
    expect(told('external', { 'network.privateSubnetIds': [subnet, subnet] })).toEqual([
      `  network.privateSubnetIds names ${subnet} twice; each zone has a subnet of its own`,
    ]);
  });
});

describe('access to the Kubernetes API', () => {
  const way =
    "    list the ranges that need it, or write { kind: 'private' }; only an environment with protection: false may be open";

  test('refuses to open it to the internet without a list', () => {
    expect(told('prod', { 'cluster.endpointAccess': { kind: 'public' } })).toEqual([
      '  cluster.endpointAccess.allowedCidrs is empty, which opens the Kubernetes API to the internet',
      way,
    ]);
  });

  test.each(['0.0.0.0/0', '0.0.0.0/1'])('refuses the range of everyone in the list, %s', (range) => {
    expect(
      told('prod', { 'cluster.endpointAccess': { kind: 'public', allowedCidrs: ['203.0.113.0/24', range] } }),
    ).toEqual([
      `  cluster.endpointAccess.allowedCidrs holds ${range}, which opens the Kubernetes API to the internet`,
      way,
    ]);
  });

  test('accepts a public one with a list', () => {
    expect(told('prod', { 'cluster.endpointAccess': { kind: 'public', allowedCidrs: ['203.0.113.0/24'] } })).toEqual(
      [],
    );
  });

  test('accepts an open one where nothing is protected', () => {
    expect(told('dev', { 'cluster.endpointAccess': { kind: 'public' } })).toEqual([]);
  });

  test('refuses what is no range in a list', () => {
    expect(
      told('prod', { 'cluster.endpointAccess.allowedCidrs': ['10.200.0.0'], 'gateway.allowedCidrs': ['everyone'] }),
    ).toEqual([
      '  cluster.endpointAccess.allowedCidrs[0] is "10.200.0.0"; it takes a range, "203.0.113.0/24" for example',
      '  gateway.allowedCidrs[0] is "everyone"; it takes a range, "203.0.113.0/24" for example',
    ]);
  });
});

describe('ARNs', () => {
  const of = (region: string, account: string) =>
    `arn:aws:acm:${region}:${account}:certificate/33333333-3333-3333-3333-333333333333`;

  test('refuses one of another region', () => {
    expect(told('prod', { 'gateway.certificateArn': of('us-east-1', '333333333333') })).toEqual([
      "  gateway.certificateArn is in us-east-1, but the environment's region is eu-central-1",
      '    name one (acm) in eu-central-1',
    ]);
  });

  test('refuses a secret of another region, however deep it stands', () => {
    const [line] = told('prod', {
      'litellm.models[3].apiKey.secretsManager': 'arn:aws:secretsmanager:us-east-1:333333333333:secret:x-AbCdEf',
    });
    expect(line).toBe(
      "  litellm.models[3].apiKey.secretsManager is in us-east-1, but the environment's region is eu-central-1",
    );
  });

  test("holds the state's key against the state's own region", () => {
    expect(told('prod', { 'state.region': 'eu-west-1' })).toEqual([
      "  state.kmsKeyArn is in eu-central-1, but the state bucket's region is eu-west-1",
      '    name one (kms) in eu-west-1',
    ]);
  });

  test('refuses one of another partition', () => {
    expect(told('prod', { 'cluster.access.admins': ['arn:aws-cn:iam::333333333333:role/admin'] })).toEqual([
      '  cluster.access.admins[0] is an ARN of the partition aws-cn, but eu-central-1 is in aws',
    ]);
  });

  test('refuses a role that plans and does something else in the cluster too, since it has one entry there', () => {
    const role = 'arn:aws:iam::333333333333:role/developer';
    const access = { planners: [role], operators: [role], readers: [role] };
    expect(told('prod', { 'cluster.access': access })).toEqual([
      `  cluster.access.planners[0] is in cluster.access.operators too (${role}), and a role can do one of both`,
      '    give the pipeline that plans a role of its own, or name the role once',
      `  cluster.access.planners[0] is in cluster.access.readers too (${role}), and a role can do one of both`,
      '    give the pipeline that plans a role of its own, or name the role once',
    ]);
    expect(told('prod', { 'cluster.access': { planners: [role], admins: [role] } })).toEqual([]);
  });

  test("refuses a certificate of another account, which a load balancer can't use", () => {
    expect(told('prod', { 'gateway.certificateArn': of('eu-central-1', '999999999999') })).toEqual([
      '  gateway.certificateArn is of account 999999999999, but account.id is 333333333333',
      '    a load balancer takes certificates of its own account only',
    ]);
  });

  test('refuses to work as a role of another account', () => {
    expect(told('prod', { 'account.assumeRoleArn': 'arn:aws:iam::999999999999:role/deploy' })[0]).toBe(
      '  account.assumeRoleArn is a role of account 999999999999, but account.id is 333333333333',
    );
  });

  test('leaves those in a chart’s values and in tags alone', () => {
    expect(
      told('prod', {
        'tags.source': 'arn:aws:s3:us-east-1:999999999999:x',
        'openwebui.values': { podAnnotations: { topic: 'arn:aws:sns:us-east-1:999999999999:x' } },
      }),
    ).toEqual([]);
  });
});

describe('protection', () => {
  test('refuses to delete secrets at once', () => {
    expect(told('prod', { 'secrets.recoveryWindowDays': 0 })[0]).toBe(
      '  secrets.recoveryWindowDays is 0, but protection is on; it takes 7 to 30',
    );
  });

  test('lets an unprotected environment keep its secrets longer', () => {
    expect(told('dev', { secrets: { kind: 'aws-secrets-manager', recoveryWindowDays: 7 } })).toEqual([]);
  });
});

describe('the first administrator', () => {
  const first = { 'openwebui.admin': undefined };

  test('is named where a host name leads to Open WebUI: else it is whoever comes first', () => {
    expect(told('prod', first)).toEqual([
      '  openwebui.admin is missing, so whoever opens chat.example.com first becomes the administrator',
      "    write { email: 'you@example.com' }: the password is generated; or openwebui.sso with passwordLogin: false",
    ]);
    expect(told('prod', { ...first, 'gateway.hosts': { litellm: 'llm.example.com' } })).toEqual([]);
    expect(told('prod', { ...first, protection: false })).toEqual([]);
  });

  test('may be left to single sign-on where it is the only way in', () => {
    const oidc = {
      clientId: 'open-webui',
      clientSecret: '${OIDC_CLIENT_SECRET}',
      providerUrl: 'https://id.example.com/.well-known/openid-configuration',
    };
    expect(told('prod', { ...first, 'openwebui.sso': { oidc, passwordLogin: false } })).toEqual([]);
    expect(told('prod', { ...first, 'openwebui.sso': { oidc } })[0]).toContain('openwebui.admin is missing');
  });
});

describe('PostgreSQL', () => {
  const url = 'postgresql://litellm:${PASSWORD}@postgres.example.com:5432/litellm';

  test('refuses an external database without a connection string', () => {
    expect(told('external', { 'postgres.litellm': {} })).toEqual([
      '  postgres.litellm.url is missing; an external database is known by its connection string',
      '    write "postgresql://user:${PASSWORD}@host:5432/database", or all of it as "${NAME}"',
    ]);
  });

  test('refuses a reader without a writer', () => {
    expect(told('external', { 'postgres.litellm.url': undefined })).toEqual([
      '  postgres.litellm.readerUrl is given without postgres.litellm.url: a reader without a writer',
      "    write the writer's connection string as postgres.litellm.url; everything that changes data goes there",
    ]);
  });

  test('refuses a reader for Open WebUI, which knows none', () => {
    expect(told('external', { 'postgres.openwebui.readerUrl': '${READER_URL}' })).toEqual([
      '  postgres.openwebui.readerUrl is given, but Open WebUI knows no reader',
      '    take it out',
    ]);
  });

  test.each([
    ['port', 'postgresql://litellm:${LITELLM_DATABASE_PASSWORD}@ro.example.com:5433/litellm'],
    ['database', 'postgresql://litellm:${LITELLM_DATABASE_PASSWORD}@ro.example.com:5432/other'],
    ['user', 'postgresql://reader:${LITELLM_DATABASE_PASSWORD}@ro.example.com:5432/litellm'],
    ['password', 'postgresql://litellm:${OTHER}@ro.example.com:5432/litellm'],
    ['sslmode', 'postgresql://litellm:${LITELLM_DATABASE_PASSWORD}@ro.example.com:5432/litellm?sslmode=require'],
  ])('refuses a reader with another %s than its writer', (part, readerUrl) => {
    expect(told('external', { 'postgres.litellm.readerUrl': readerUrl })).toEqual([
      `  postgres.litellm.readerUrl has another ${part} than postgres.litellm.url`,
      '    a reader is a copy of the writer: only its host is another',
    ]);
  });

  test('refuses writer and reader in two ways of writing', () => {
    expect(told('external', { 'postgres.litellm.readerUrl': '${READER_URL}' })[0]).toBe(
      '  postgres.litellm.readerUrl and postgres.litellm.url are written in two ways, one in parts and one as a whole "${NAME}"',
    );
  });

  test('accepts writer and reader as whole variables', () => {
    expect(told('external', { 'postgres.litellm': { url: '${WRITER}', readerUrl: '${READER}' } })).toEqual([]);
  });

  test('refuses a password in plain text without repeating it', () => {
    expect(told('external', { 'postgres.litellm': { url: url.replace('${PASSWORD}', 'hunter2') } })).toEqual([
      '  postgres.litellm.url has a password in plain text; write "${NAME}" in its place and set NAME where you deploy',
    ]);
  });

  test('refuses another scheme', () => {
    expect(told('external', { 'postgres.litellm': { url: url.replace('postgresql', 'mysql') } })[0]).toMatch(
      /^ {2}postgres\.litellm\.url begins with mysql:\/\/; it takes postgresql:\/\//,
    );
  });

  test('refuses a connection string without a password, and with two', () => {
    expect(told('external', { 'postgres.litellm': { url: url.replace(':${PASSWORD}', '') } })).toEqual([
      '  postgres.litellm.url has no password, and postgres.litellm.password is missing',
      '    write ":${NAME}" behind the user\'s name, or say in postgres.litellm.password where the password is',
    ]);
    expect(told('external', { 'postgres.litellm': { url, password: '${OTHER}' } })).toEqual([
      '  postgres.litellm.password is given, but postgres.litellm.url has a password of its own',
      '    take one of them out',
    ]);
  });

  test('accepts the password of a secret that exists already', () => {
    expect(
      told('external', {
        'postgres.litellm': {
          url: url.replace(':${PASSWORD}', ''),
          password: { secretsManager: 'litellm-database', property: 'password' },
        },
      }),
    ).toEqual([]);
  });

  test.each([
    ['as a whole variable', '${DATABASE_URL}', '${DATABASE_URL}', '${DATABASE_URL}'],
    [
      'in parts',
      url,
      url.replace('litellm:', 'openwebui:').replace('postgres.', 'POSTGRES.'),
      'postgres.example.com:5432/litellm',
    ],
  ])('refuses one database for both applications, %s', (_, one, other, shown) => {
    expect(
      told('external', { postgres: { kind: 'external', openwebui: { url: other }, litellm: { url: one } } }),
    ).toEqual([
      `  postgres.openwebui.url and postgres.litellm.url are the same database (${shown})`,
      '    each application makes tables of its own and owns them; give each a database, on the same server if you like',
    ]);
  });

  test('accepts two databases on one server', () => {
    expect(
      told('external', {
        postgres: {
          kind: 'external',
          openwebui: { url: url.replace(/litellm$/, 'openwebui') },
          litellm: { url },
        },
      }),
    ).toEqual([]);
  });

  test('checks a database that is elsewhere in the same way', () => {
    expect(told('prod', { 'postgres.elsewhere': { litellm: { readerUrl: '${READER}' } } })[0]).toBe(
      '  postgres.elsewhere.litellm.readerUrl is given without postgres.elsewhere.litellm.url: a reader without a writer',
    );
  });

  test('refuses Aurora in a region whose certificates are not here, unless they are named', () => {
    const inNewRegion = { 'account.region': 'xx-new-1', 'state.region': 'xx-new-1' };
    expect(told('dev', inNewRegion)).toContain(
      '  postgres.certificateAuthority is missing, and the one of RDS in xx-new-1 does not come with this package',
    );
    const certificateAuthority = { kind: 'ConfigMap', name: 'rds', key: 'ca.crt' };
    expect(told('dev', { ...inNewRegion, 'postgres.certificateAuthority': certificateAuthority })).toEqual([]);
  });

  test('refuses an image of another major version, and one without pgvector', () => {
    const image = { tag: '18.6-standard-trixie' };
    expect(told('local', { 'postgres.image': image })).toEqual([
      '  postgres.image.tag is "18.6-standard-trixie"; postgres.majorVersion is 17, and its data is of no other',
      '    write a tag that begins with 17, or the version as postgres.majorVersion',
    ]);
    expect(told('local', { 'postgres.image': image, 'postgres.majorVersion': 18 })).toEqual([]);
    expect(told('local', { 'postgres.image': { tag: '17.11-minimal-trixie' } }).join()).toContain('standard');
  });

  test('refuses a minimal capacity above the maximal one', () => {
    expect(told('staging', { 'postgres.capacity': { kind: 'serverless', minAcu: 8, maxAcu: 4 } })).toEqual([
      '  postgres.capacity.minAcu is 8; it takes at most postgres.capacity.maxAcu (4)',
    ]);
  });

  test('refuses a pause for a database that never pauses', () => {
    expect(told('staging', { 'postgres.capacity.pauseAfterSeconds': 600 })).toEqual([
      '  postgres.capacity.pauseAfterSeconds is 600, but with postgres.capacity.minAcu 0.5 the database never pauses',
      '    write postgres.capacity.minAcu: 0, or take postgres.capacity.pauseAfterSeconds out',
    ]);
  });
});

describe('Redis', () => {
  const both = (one: object, other: object) => ({
    redis: { openwebui: { kind: 'external', ...one }, litellm: { kind: 'external', ...other } },
  });
  const shared = (server: string) => [
    `  redis.openwebui and redis.litellm are the same server (${server})`,
    '    sessions must stay and cached answers must make room; give each its own server',
  ];

  test('refuses one server for sessions and cached answers', () => {
    const url = 'rediss://:${PASSWORD}@cache.corp:6379';
    expect(told('external', both({ url }, { url }))).toEqual(shared('cache.corp:6379'));
  });

  test('sees that it is one server behind other databases, users, ports left out and capitals', () => {
    expect(
      told('external', both({ url: 'rediss://a:${A}@cache.corp:6379/0' }, { url: 'redis://b:${B}@CACHE.corp/5' })),
    ).toEqual(shared('cache.corp:6379'));
  });

  test('sees that it is one variable', () => {
    expect(told('external', both({ url: '${REDIS_URL}' }, { url: '${REDIS_URL}' }))).toEqual(shared('${REDIS_URL}'));
  });

  test('sees that it is one cluster behind other seeds', () => {
    expect(
      told(
        'external',
        both(
          { url: 'rediss://a.corp:6379', topology: { kind: 'cluster', nodes: ['b.corp:6379'] } },
          { url: 'rediss://c.corp:6379', topology: { kind: 'cluster', nodes: ['B.corp:6379'] } },
        ),
      ),
    ).toEqual(shared('b.corp:6379'));
  });

  test('tells services of the same Sentinels apart', () => {
    const topology = { kind: 'sentinel', nodes: ['sentinel.corp:26379'] };
    expect(told('external', both({ url: 'redis://sessions', topology }, { url: 'redis://cache', topology }))).toEqual(
      [],
    );
    expect(told('external', both({ url: 'redis://one', topology }, { url: 'redis://one', topology }))).toEqual(
      shared('one at sentinel.corp:26379'),
    );
  });

  test('accepts two ports of one host', () => {
    expect(told('external', both({ url: 'rediss://cache.corp:6379' }, { url: 'rediss://cache.corp:6380' }))).toEqual(
      [],
    );
  });

  test("refuses LiteLLM's coordination on its cache", () => {
    const url = 'rediss://:${PASSWORD}@cache.corp:6379';
    expect(
      told('external', { 'redis.litellm': { kind: 'external', url }, 'redis.coordination': { kind: 'external', url } }),
    ).toEqual([
      '  redis.coordination and redis.litellm are the same server (cache.corp:6379)',
      "    rate limits and queued spend must stay and cached answers must make room; give redis.coordination its own server, or write { kind: 'with-openwebui' }",
    ]);
  });

  test('refuses to name the same server for sessions and coordination, which would share their keys', () => {
    expect(told('external', { 'redis.coordination': SHIPPED.external.redis.openwebui })[0]).toBe(
      '  redis.openwebui and redis.coordination are the same server (sessions.example.com:6379)',
    );
  });

  test.each(['allkeys-lru', 'allkeys-lfu', 'allkeys-random'])('refuses %s for sessions', (evictionPolicy) => {
    expect(told('prod', { 'redis.openwebui.evictionPolicy': evictionPolicy })).toEqual([
      `  redis.openwebui.evictionPolicy is ${evictionPolicy}; it takes noeviction, volatile-lru, volatile-lfu or volatile-ttl`,
      '    an evicted session signs its user out, and an evicted revocation signs a signed-out one in again',
    ]);
  });

  test.each(['noeviction', 'volatile-lru', 'volatile-ttl'])('accepts %s for sessions', (evictionPolicy) => {
    expect(told('prod', { 'redis.openwebui.evictionPolicy': evictionPolicy })).toEqual([]);
  });

  test('refuses a policy that suits sessions but not the rate limits that share their server', () => {
    expect(told('prod', { 'redis.openwebui.evictionPolicy': 'volatile-random' })).toEqual([
      '  redis.openwebui.evictionPolicy is volatile-random; it takes noeviction, volatile-lru, volatile-lfu or volatile-ttl',
      "    LiteLLM's rate limits and spend queues are on this server too (redis.coordination)",
    ]);
    expect(
      told('prod', { 'redis.openwebui.evictionPolicy': 'volatile-random', 'redis.coordination': { kind: 'managed' } }),
    ).toEqual([]);
  });

  test('refuses to evict from a server for coordination alone', () => {
    expect(told('prod', { 'redis.coordination': { kind: 'managed', evictionPolicy: 'allkeys-lru' } })[0]).toBe(
      '  redis.coordination.evictionPolicy is allkeys-lru; it takes noeviction, volatile-lru, volatile-lfu or volatile-ttl',
    );
  });

  test.each(['allkeys-lru', 'volatile-lru'])('accepts %s for cached answers', (evictionPolicy) => {
    expect(told('prod', { 'redis.litellm.evictionPolicy': evictionPolicy })).toEqual([]);
  });

  test('refuses noeviction for cached answers, which have to make room', () => {
    expect(told('prod', { 'redis.litellm.evictionPolicy': 'noeviction' })).toEqual([
      '  redis.litellm.evictionPolicy is noeviction; it takes allkeys-lru, allkeys-lfu, allkeys-random, volatile-lru, volatile-lfu, volatile-random or volatile-ttl',
      '    copies have to make room: a server that is full and evicts nothing takes no new ones',
    ]);
  });

  test('refuses valkey://, which no client knows', () => {
    expect(told('external', { 'redis.openwebui.url': 'valkeys://sessions.corp:6379' })[0]).toBe(
      '  redis.openwebui.url begins with valkey; it takes redis:// or rediss://',
    );
  });

  test('refuses a password in plain text without repeating it', () => {
    expect(told('external', { 'redis.openwebui.url': 'rediss://:hunter2@sessions.corp:6379' })).toEqual([
      '  redis.openwebui.url has a password in plain text; write "${NAME}" in its place and set NAME where you deploy',
    ]);
  });

  test('refuses two passwords', () => {
    expect(told('external', { 'redis.openwebui.password': '${OTHER}' })[0]).toBe(
      '  redis.openwebui.password is given, but redis.openwebui.url has a password of its own',
    );
  });

  const sentinel = { kind: 'sentinel', nodes: ['sentinel.corp:26379'] };

  test('refuses Sentinel with TLS for Open WebUI, which cannot do both', () => {
    expect(
      told('external', { 'redis.openwebui': { kind: 'external', url: 'rediss://sessions', topology: sentinel } })[0],
    ).toBe(
      '  redis.openwebui.url asks for TLS, and redis.openwebui.topology.kind is sentinel; Open WebUI cannot do both',
    );
  });

  test('accepts Sentinel with TLS for LiteLLM', () => {
    expect(
      told('external', { 'redis.litellm': { kind: 'external', url: 'rediss://cache', topology: sentinel } }),
    ).toEqual([]);
  });

  test('refuses Sentinel behind a whole variable, which hides the name of the service', () => {
    expect(told('external', { 'redis.litellm': { kind: 'external', url: '${URL}', topology: sentinel } })[0]).toBe(
      '  redis.litellm.url is given whole as ${URL}, but redis.litellm.topology.kind is sentinel',
    );
  });

  test('refuses a cluster behind a whole variable, which hides its first seed', () => {
    const cluster = { kind: 'cluster', nodes: ['b.corp:6379'] };
    expect(told('external', { 'redis.litellm': { kind: 'external', url: '${URL}', topology: cluster } })).toEqual([
      '  redis.litellm.url is given whole as ${URL}, but redis.litellm.topology.kind is cluster',
      '    the applications ask for its host by itself there; write "rediss://:${PASSWORD}@seed.example.com:6379"',
    ]);
  });

  test('refuses a database other than 0 in a cluster', () => {
    expect(
      told('external', {
        'redis.litellm': { kind: 'external', url: 'rediss://a.corp:6379/1', topology: { kind: 'cluster' } },
      }),
    ).toEqual(['  redis.litellm.url names database 1; a cluster has only 0']);
  });

  test.each([
    ['valkey', '7.1', '7.2 or newer'],
    ['redis', '8.0', '7.0 or 7.1'],
  ])('refuses a version of %s that ElastiCache does not have', (engine, engineVersion, takes) => {
    expect(told('prod', { 'redis.litellm.engine': engine, 'redis.litellm.engineVersion': engineVersion })).toContain(
      `  redis.litellm.engineVersion is ${engineVersion}; for ${engine} it takes ${takes}`,
    );
  });

  describe('of your own that says its version', () => {
    const old = (evictionPolicy: string) => ({
      kind: 'external',
      url: 'rediss://:${P}@old.corp:6379',
      version: '6.2',
      evictionPolicy,
    });

    test('is refused below 7.0 where LiteLLM is on it', () => {
      expect(told('external', { 'redis.litellm': old('allkeys-lru') })).toEqual([
        '  redis.litellm.version is 6.2; LiteLLM, which uses this server, takes 7.0 or newer',
        '    upgrade it, or give LiteLLM another server',
      ]);
      expect(told('external', { 'redis.openwebui': old('noeviction') })).toEqual([
        '  redis.openwebui.version is 6.2; LiteLLM, which uses this server, takes 7.0 or newer',
        '    upgrade it, or give redis.coordination a server of its own',
      ]);
    });

    test('is accepted below 7.0 where it is for Open WebUI alone', () => {
      const coordination = { kind: 'external', url: 'rediss://:${P}@new.corp:6379', version: '7.2.4' };
      expect(told('external', { 'redis.openwebui': old('noeviction'), 'redis.coordination': coordination })).toEqual(
        [],
      );
    });
  });
});

describe('secrets', () => {
  test('refuses a variable where nothing resolves it', () => {
    expect(
      told('staging', {
        'gateway.certificateArn': 'arn:aws:acm:eu-central-1:222222222222:certificate/${CERTIFICATE}',
      })[0],
    ).toBe(
      '  gateway.certificateArn is "arn:aws:acm:eu-central-1:222222222222:certificate/${CERTIFICATE}"; a variable is resolved only where a secret belongs',
    );
  });

  test('refuses a secret in the address of a model', () => {
    expect(told('local', { 'litellm.models[0].apiBase': 'https://user:hunter2@ollama.example.com' })).toEqual([
      '  litellm.models[0].apiBase has a secret in plain text (https://***@ollama.example.com), which would stay in version control',
      '    write the address without it',
    ]);
  });

  test('refuses a secret in the parameters of an address', () => {
    const [line] = told('local', {
      search: {
        kind: 'external',
        engine: 'searxng',
        queryUrl: 'https://search.example.com/search?api_key=hunter2',
      },
    });
    expect(line).toMatch(/^ {2}search\.queryUrl has a secret in plain text \(https:.*\*\*\*\)/);
    expect(line).not.toContain('hunter2');
  });

  test.each([
    ['by its key', { extra: { apiToken: 'hunter2' } }, 'extra.apiToken'],
    [
      'by the name of its variable',
      { extraEnvVars: [{ name: 'SMTP_PASSWORD', value: 'hunter2' }] },
      'extraEnvVars[0].value',
    ],
    ['by its look', { config: { header: 'sk-abcdefghijklmnopqrstuv' } }, 'config.header'],
    ['within an address', { config: { proxy: 'http://user:hunter2@proxy:3128' } }, 'config.proxy'],
  ])('refuses a secret in a chart’s values, %s', (_, values, path) => {
    const lines = told('prod', { 'openwebui.values': values });
    expect(lines.slice(0, 2)).toEqual([
      `  openwebui.values.${path} holds a secret in plain text, which would stay in version control and in the cluster`,
      "    refer to a Secret of the environment's namespace (valueFrom: { secretKeyRef: { name, key } }, existingSecret, …)",
    ]);
  });

  test('refuses a variable in a chart’s values, which are kept in plain text', () => {
    expect(told('prod', { 'litellm.values': { extra: { webhook: '${SLACK_WEBHOOK_URL}' } } })[0]).toBe(
      "  litellm.values.extra.webhook is ${SLACK_WEBHOOK_URL}; a variable is resolved only where a secret belongs, and a chart's values are kept in plain text",
    );
  });

  test('accepts references to Secrets and plain settings in a chart’s values', () => {
    expect(
      told('prod', {
        'openwebui.values': {
          extraEnvVars: [
            { name: 'SMTP_PASSWORD', valueFrom: { secretKeyRef: { name: 'smtp', key: 'password' } } },
            { name: 'WEBUI_NAME', value: 'Chat' },
          ],
          podAnnotations: { clientExistingSecret: 'mail', clientSecretName: 'mail', max_tokens: '10' },
          command: ['sh', '-c', 'echo ${HOME}'],
        },
        'litellm.values': { gateway: { config: { proxy_config: { extra: { api_key: 'os.environ/EXTRA_API_KEY' } } } } },
      }),
    ).toEqual([]);
  });

  test.each<[string, object]>([
    ['a variable called credentials, for short', { env: { MY_CREDS: 'hunter2' } }],
    ['a header', { headers: { Authorization: 'Bearer sk-live-0123456789' } }],
    ['a header without a scheme', { headers: { Authorization: 'hunter2' } }],
    ['a header in a list', { headers: [{ name: 'X-API-Key', value: 'hunter2' }] }],
    ['a header by its look', { headers: { 'X-Forward': 'bearer abcdef0123456789' } }],
    ['a login by its look', { headers: { 'X-Forward': 'Basic dXNlcjpwYXNz' } }],
    ['a webhook of Slack', { alerts: ['https://hooks.slack.com/services/T000/B000/abcdefgh'] }],
    ['a webhook of somebody', { webhook_url: 'https://hook.example.com/0a1b2c3d4e5f6a7b8c9d' }],
    ['a key of AWS inside a text', { note: 'use AKIAIOSFODNN7EXAMPLE for it' }],
    ['a key of a provider inside a text', { args: ['--header=X-Key: sk-abcdefghijklmnopqrstuv'] }],
    ['a key of Hugging Face', { env: { TOOLS: `hf_${'a1'.repeat(17)}` } }],
    ['a private key', { file: '-----BEGIN EC PRIVATE KEY-----\nMHcC' }],
    ['an argument', { args: ['serve', '--api-key=hunter2'] }],
    ['an argument after its name', { args: ['serve', '--api-key', 'hunter2'] }],
    ['an assignment', { lines: ['SMTP_PASSWORD=hunter2'] }],
    ['a list of keys', { api_keys: ['hunter2'] }],
    ['a key of S3', { s3: { secretKey: 'hunter2' } }],
    ['an address inside a text', { note: 'proxy is http://user:hunter2@proxy:3128 here' }],
    ['a signed address', { file: 'https://files.example.com/a?sv=1&sig=abc%3D' }],
    ['a key of Bedrock', { env: { AWS_BEARER_TOKEN_BEDROCK: 'hunter2' } }],
    ['a key of Bedrock by its look', { note: `ABSK${'QmVk'.repeat(10)}=` }],
    ['a key of Firecrawl by its look', { note: `fc-${'0a'.repeat(16)}` }],
    ["a client's secret of Google by its look", { note: `GOCSPX-${'a1'.repeat(14)}` }],
    ['a user and a password', { env: [{ name: 'AUTOMATIC1111_API_AUTH', value: 'artist:hunter2' }] }],
    ['the secret of a role', { env: [{ name: 'HCP_VAULT_APPROLE_SECRET_ID', value: '2f0c9a4e-hunter2' }] }],
    ['a password with something behind it', { env: { DATABASE_PASSWORD_READ_REPLICA: 'hunter2' } }],
    ['a JWT by its name', { env: { SNOWFLAKE_JWT: 'hunter2' } }],
    ['a token in the place of a user', { pip: `git+https://${'a1'.repeat(16)}@git.example.com/x.git` }],
    ['a password with a slash', { proxy: 'http://user:hunter/2@proxy:3128' }],
    ['a file of settings', { config: 'smtp:\n  password: hunter2\n' }],
    ['settings in JSON', { env: { CONNECTIONS: '[{"url":"https://tools.example.com","api_key":"hunter2"}]' } }],
  ])('refuses %s in what an application is handed', (_, values) => {
    const guardrail = { name: 'g', provider: 'other', guardrail: 'presidio', parameters: values };
    for (const [setting, changes] of [
      ['litellm.values', { 'litellm.values': values }],
      ['openwebui.values', { 'openwebui.values': values }],
      ['litellm.guardrails[0].parameters', { 'litellm.guardrails': [guardrail] }],
    ] as const) {
      const lines = told('external', changes);
      expect(lines[0]).toContain(`${setting}.`);
      expect(lines[0]).toContain('holds a secret in plain text');
      expect(lines.join('\n')).not.toMatch(/hunter2|AKIA|sk-abc|dXNlcjpw/);
    }
  });

  test('says of a guardrail where its secret belongs', () => {
    const parameters = { token: 'sk-live-0123456789abcdef', other: '${TOKEN}' };
    const guardrail = { name: 'g', provider: 'other', guardrail: 'presidio', parameters };
    const todo = "    write the guardrail's key as its apiKey, or os.environ/NAME here and NAME in litellm.secretEnv";
    expect(told('external', { 'litellm.guardrails': [guardrail] })).toEqual([
      '  litellm.guardrails[0].parameters.token holds a secret in plain text, which would stay in version control and in the cluster',
      todo,
      "  litellm.guardrails[0].parameters.other is ${TOKEN}; a variable is resolved only where a secret belongs, and a chart's values are kept in plain text",
      todo,
    ]);
  });

  test.each<[string, object]>([
    ['os.environ', { api_key: 'os.environ/EXTRA_API_KEY', headers: { Authorization: 'Bearer os.environ/EXTRA' } }],
    ['a variable of Kubernetes', { args: ['--api-key=$(API_KEY)'], proxy: 'http://user:$(PASSWORD)@proxy:3128' }],
    ['a place to fill in', { api_key: '<your key>', token: '{{ .Values.token }}', Authorization: 'Bearer $(TOKEN)' }],
    ['no key', { a: { api_key: 'fake-key' }, b: { api_key: 'none' }, c: { api_key: 'EMPTY' }, d: { api_key: '' } }],
    ['switches', { env: [{ name: 'ENABLE_API_KEY', value: 'true' }], automountServiceAccountToken: 'false' }],
    ['public keys', { langfuse_public_key: 'pk-lf-0a1b2c3d', JWT_PUBLIC_KEY: 'abc', PASS: 'ssh-ed25519 AAAA' }],
    ['certificates', { caToken: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' }],
    ['keys in a Secret', { masterKey: { secretName: 'mine', secretKey: 'master-key' }, passwordKey: 'password' }],
    ['names of Secrets', { existingSecret: 'mine', existingSecretKey: 'key', imagePullSecrets: ['registry'] }],
    ['environment from Secrets', { environmentSecrets: ['mine'], envFrom: [{ secretRef: { name: 'mine' } }] }],
    ['files in which a Secret is mounted', { vertex_credentials: '/etc/google/key.json', TOKEN_FILE: '/run/token' }],
    ['prices', { input_cost_per_token: '0.00000015' }],
    ['webhooks that anyone may know', { webhook_url: 'http://alerts.monitoring.svc:8080/litellm-alerts-2026' }],
    ['addresses', { url: 'https://llm.example.com:8443/v1?user=me', db: 'postgresql://me@db.example.com:5432/x' }],
    ['words', { note: 'Basic authentication, or a Bearer authentication; risk-assessment-of-the-platform' }],
    ['headers by name', { litellm_key_header_name: 'X-Litellm-Key', WEBUI_AUTH_TRUSTED_EMAIL_HEADER: 'X-Email' }],
    [
      'variables about a secret',
      {
        CODE_EXECUTION_JUPYTER_AUTH: 'token',
        WEBUI_AUTH_COOKIE_SAME_SITE: 'lax',
        JWT_EXPIRES_IN: '4w',
        MCP_TOKEN_EXCHANGE_CACHE_MAX_SIZE: '200',
        OAUTH_TOKEN_ENDPOINT_AUTH_METHOD: 'client_secret_post',
        AWS_WEB_IDENTITY_TOKEN_FILE: '/var/run/secrets/token',
        OTEL_BASIC_AUTH_USERNAME: 'me',
        PASSWORD_HASH_ALGORITHM: 'argon2',
      },
    ],
    ['an address with an at sign in its path', { url: 'http://tools.example.com:8080/team@2026' }],
    ['a prompt', { prompt: 'Answer: in a word.\nToken limits: none known\n' }],
  ])('accepts %s in what an application is handed', (_, values) => {
    const guardrail = { name: 'g', provider: 'other', guardrail: 'presidio', parameters: { extra: values } };
    expect(
      told('external', {
        'litellm.values': { gateway: { config: { proxy_config: { extra: values } } } },
        'openwebui.values': { podAnnotations: { extra: values } },
        'litellm.guardrails': [guardrail],
      }),
    ).toEqual([]);
  });

  test('refuses a secret by its look in every other setting, and in tags', () => {
    const key = 'AKIAIOSFODNN7EXAMPLE';
    const says = 'holds a secret in plain text, which would stay in version control';
    expect(told('external', { 'tags.owner': `key ${key}` })[0]).toBe(`  tags.owner ${says}`);
    expect(told('external', { 'litellm.models[0].name': `sk-${'a'.repeat(20)}` })[0]).toBe(
      `  litellm.models[0].name ${says}`,
    );
  });

  test('refuses in-cluster secrets for servers that AWS runs', () => {
    const why =
      '    a server that AWS runs takes its password from AWS Secrets Manager, and nothing in the cluster can give it one';
    const lines = told('dev', { secrets: { kind: 'in-cluster' } });
    expect(lines).toEqual(
      ['postgres', 'redis.openwebui', 'redis.litellm'].flatMap((server) => [
        `  ${server} is managed, but secrets.kind is in-cluster; it takes aws-secrets-manager`,
        why,
      ]),
    );
  });

  test('accepts in-cluster secrets on EKS for servers that are in the cluster', () => {
    expect(
      told('dev', {
        secrets: { kind: 'in-cluster' },
        postgres: { kind: 'in-cluster' },
        'redis.openwebui': { kind: 'in-cluster' },
        'redis.litellm': { kind: 'in-cluster' },
      }),
    ).toEqual([]);
  });

  test('refuses a secret of AWS where nothing is on AWS', () => {
    expect(told('local', { 'litellm.masterKey': { secretsManager: 'litellm', property: 'key' } })).toEqual([
      '  litellm.masterKey is in AWS Secrets Manager, but secrets.kind is in-cluster',
      '    write "${NAME}", or name a Secret of the environment\'s namespace: { kubernetesSecret, key }',
    ]);
  });
});

describe('the applications', () => {
  test('refuses a protected value, with the reason and the setting to use', () => {
    expect(told('prod', { 'openwebui.values': { databaseUrl: 'sqlite:///x' } })).toEqual([
      '  openwebui.values.databaseUrl is protected: the database and its role are made or adopted by the environment, and the password is in a Secret',
      "    use the environment's postgres",
    ]);
  });

  test.each([
    'WEBUI_AUTH',
    'WEBUI_AUTH_TRUSTED_EMAIL_HEADER',
    'WEBUI_AUTH_TRUSTED_NAME_HEADER',
    'WEBUI_AUTH_TRUSTED_GROUPS_HEADER',
    'WEBUI_AUTH_TRUSTED_ROLE_HEADER',
    'ENABLE_INITIAL_ADMIN_SIGNUP',
    'ENABLE_LOGIN_FORM',
    'ENABLE_PASSWORD_AUTH',
    'ENABLE_OAUTH_SIGNUP',
    'ENABLE_OAUTH_ROLE_MANAGEMENT',
    'ENABLE_OAUTH_GROUP_CREATION',
    'OAUTH_MERGE_ACCOUNTS_BY_EMAIL',
    'OAUTH_ADMIN_ROLES',
    'BYPASS_RETRIEVAL_ACCESS_CONTROL',
  ])('refuses %s, which decides who gets into Open WebUI', (name) => {
    for (const list of ['extraEnvVars', 'commonEnvVars']) {
      const [line] = told('prod', { 'openwebui.values': { [list]: [{ name, value: 'false' }] } });
      expect(line).toContain(`openwebui.values.${list}[${name}] is protected: `);
    }
  });

  test.each([
    ['DEFAULT_USER_ROLE', 'admin', 'pending'],
    ['JWT_EXPIRES_IN', '-1', '12h'],
    ['CORS_ALLOW_ORIGIN', 'https://chat.example.com;*', 'https://chat.example.com'],
  ])('refuses %s: %s, and accepts %s', (name, open, closed) => {
    const lines = (value: string) => told('prod', { 'openwebui.values': { extraEnvVars: [{ name, value }] } });
    expect(lines(open)[0]).toContain(`openwebui.values.extraEnvVars[${name}] is ${open}: `);
    expect(lines(closed)).toEqual([]);
  });

  test.each([
    'general_settings.allow_requests_on_db_unavailable',
    'general_settings.public_routes',
    'general_settings.custom_auth',
    'general_settings.enable_oauth2_proxy_auth',
    'router_settings.fallbacks',
    'litellm_settings.default_fallbacks',
  ])("refuses LiteLLM's %s in both charts", (path) => {
    const [block = '', setting = ''] = path.split('.');
    const configuration = { [block]: { [setting]: ['x'] } };
    const main = { gateway: { config: { proxy_config: configuration } } };
    expect(told('prod', { 'litellm.values': main })[0]).toContain(`proxy_config.${path} is protected: `);
    const classic = { 'litellm.shape': 'classic', 'litellm.values': { proxy_config: configuration } };
    expect(told('staging', classic)[0]).toContain(`proxy_config.${path} is protected: `);
  });

  test("refuses credentials of their own for LiteLLM's administration", () => {
    const values = { gateway: { extraEnv: [{ name: 'UI_USERNAME', value: 'admin' }] } };
    expect(told('prod', { 'litellm.values': values })[1]).toBe('    use litellm.masterKey');
  });

  test("refuses a protected value of LiteLLM's chart, by the shape that it is installed in", () => {
    const values = { proxy_config: { model_list: [] } };
    expect(told('staging', { 'litellm.shape': 'classic', 'litellm.values': values })[0]).toMatch(
      /^ {2}litellm\.values\.proxy_config\.model_list is protected: /,
    );
    expect(told('staging', { 'litellm.values': values })[0]).toBe(
      '  litellm.values.proxy_config is no value of the chart litellm',
    );
  });

  test.each(['1.81.12', 'main-v1.81.12-stable.2', 'v1.92.9', '0.100.0'])(
    'refuses LiteLLM %s, which evicts what it counts',
    (tag) => {
      expect(told('external', { 'litellm.image': { tag } })[0]).toBe(
        `  litellm.image.tag is ${tag}; it takes 1.93 or later`,
      );
    },
  );

  test.each(['1.93.0', 'main-v1.104.0-stable', '2.0.0', 'lts'])('accepts LiteLLM %s', (tag) => {
    expect(told('external', { 'litellm.image': { tag } })).toEqual([]);
  });

  test('refuses a budget where LiteLLM knows no price', () => {
    const model = { name: 'own', provider: 'hosted-vllm', model: 'm', apiBase: 'https://vllm.example.com' };
    const budget = { usd: 50, period: '30d' };
    expect(told('external', { 'litellm.models': [{ ...model, budget }] }).join()).toContain(
      'litellm.models[0].budget is given, but',
    );
  });

  test.each(['bedrock/converse/arn:aws:bedrock:eu-central-1:1:application-inference-profile/a', 'sagemaker_chat/x'])(
    'refuses %s as any other model, which the role could not call',
    (model) => {
      const models = [{ name: 'own', provider: 'other', model }];
      expect(told('external', { 'litellm.models': models }).join()).toContain('would have no permission to call it');
    },
  );

  test('refuses a fallback to a model that does not exist', () => {
    expect(told('prod', { 'litellm.fallbacks': { 'claude-sonnet': ['nova-light'] } })).toEqual([
      '  litellm.fallbacks names "nova-light", which no model is called; did you mean nova-lite?',
      '    models are called: claude-sonnet, nova-lite, embeddings, claude-sonnet-direct',
    ]);
  });

  test('refuses several pods on one volume', () => {
    expect(told('local', { 'openwebui.replicas': 2 })[0]).toBe(
      '  openwebui.replicas is 2, but storage.kind is volume; it takes 1',
    );
  });

  test('refuses a digest for the classic chart', () => {
    expect(
      told('staging', { 'litellm.shape': 'classic', 'litellm.image': { digest: `sha256:${'a'.repeat(64)}` } })[0],
    ).toBe('  litellm.image.digest is given, but litellm.shape is classic, and its chart takes no digest');
  });

  test('refuses a gateway without a host, and one host for two applications', () => {
    expect(told('prod', { 'gateway.hosts': {} })[0]).toBe(
      '  gateway.hosts names no host, so nothing would go through the gateway',
    );
    expect(told('prod', { 'gateway.hosts': { openwebui: 'a.example.com', litellm: 'a.example.com' } })).toEqual([
      '  gateway.hosts gives both applications a.example.com; each has a host name of its own',
    ]);
  });
});

describe('the gateway', () => {
  const envoy = { kind: 'envoy', hosts: { openwebui: 'chat.example.com' } };
  const plain = [
    '  gateway.tlsSecret is missing, so passwords and chats would go to the gateway in plain HTTP',
    "    name a Secret of the environment's namespace with the hosts' certificate; only an environment with protection: false may go without",
  ];
  const open = [
    '  gateway.scheme is internet-facing, but gateway.allowedCidrs is empty, which opens the applications to everyone',
    "    list the ranges that may connect, or write ['0.0.0.0/0'] if everyone is meant",
  ];

  test('refuses Envoy without TLS', () => {
    expect(told('external', { 'gateway.tlsSecret': undefined })).toEqual(plain);
  });

  test.each(['external', 'prod'] as const)('refuses to open it to the internet without saying to whom, %s', (name) => {
    expect(told(name, { 'gateway.scheme': 'internet-facing', 'gateway.allowedCidrs': undefined })).toEqual(open);
  });

  test.each(['203.0.113.0/24', '0.0.0.0/0'])('accepts to open it to those who are named, %s', (range) => {
    expect(told('prod', { 'gateway.scheme': 'internet-facing', 'gateway.allowedCidrs': [range] })).toEqual([]);
  });

  test('accepts everyone whom the network lets through inside the VPC', () => {
    expect(told('prod', { 'gateway.allowedCidrs': undefined })).toEqual([]);
  });

  test('accepts plain HTTP and everyone where nothing is protected', () => {
    expect(told('local', { gateway: envoy })).toEqual([]);
    expect(told('dev', { gateway: { ...envoy, scheme: 'internet-facing' } })).toEqual([]);
  });
});

describe('variableUses', () => {
  test('tells of each variable which settings it is for', () => {
    const uses = variableUses(environment('external'));
    expect([...uses.keys()].sort()).toEqual(requiredVariables(environment('external')));
    const paths = [...uses.values()].flat();
    expect(paths).toContain('postgres.litellm.url');
    expect(variableUses(environment('prod')).size).toBe(0);
  });
});

describe('requiredVariables', () => {
  test('are all that stand in an environment, once each, sorted', () => {
    expect(requiredVariables(environment('external'))).toEqual([
      'ANTHROPIC_API_KEY',
      'LITELLM_DATABASE_PASSWORD',
      'LITELLM_REDIS_URL',
      'OPENAI_API_KEY',
      'OPENWEBUI_DATABASE_URL',
      'OPENWEBUI_REDIS_PASSWORD',
      'TAVILY_API_KEY',
    ]);
  });

  test('are none where every secret is generated or exists already', () => {
    expect(requiredVariables(environment('prod'))).toEqual([]);
  });

  test('are missing when they are not set, or empty', () => {
    expect(
      missingVariables(environment('staging'), { LITELLM_REDIS_PASSWORD: '', OPENAI_API_KEY: 'set', OTHER: 'set' }),
    ).toEqual(['LITELLM_REDIS_PASSWORD']);
  });
});

describe('sign-in to Open WebUI', () => {
  const oidc = { clientId: 'chat', clientSecret: '${SECRET}', providerUrl: 'https://id.example.com/configuration' };

  test('is refused through nobody', () => {
    expect(told('staging', { 'openwebui.sso': { passwordLogin: true } })).toEqual([
      '  openwebui.sso names no provider',
      '    write oidc, microsoft, google or github, or take it out',
    ]);
  });

  test('is refused with accounts that have nothing but a password where passwords do not work', () => {
    const sso = { oidc, passwordLogin: false };
    const admin = { email: 'admin@example.com', password: '${ADMIN}' };
    expect(told('staging', { 'openwebui.sso': sso, 'openwebui.signUp': true, 'openwebui.admin': admin })).toEqual([
      '  openwebui.signUp is on, but openwebui.sso.passwordLogin is off, and a new account would have nothing but a password',
      "    take one of them out; openwebui.sso.signUp says whether the providers' users get an account",
      '  openwebui.admin is given, but openwebui.sso.passwordLogin is off, and nobody could sign in as that user',
      '    take it out and say in openwebui.sso.roles who is an administrator, or let passwords work',
    ]);
  });

  test('is accepted for an administrator who is known to the provider by their address', () => {
    const sso = { oidc, passwordLogin: false, mergeAccountsByEmail: true };
    const admin = { email: 'admin@example.com', password: '${ADMIN}' };
    expect(told('staging', { 'openwebui.sso': sso, 'openwebui.admin': admin })).toEqual([]);
  });
});

describe("ElastiCache's tokens for LiteLLM's Redis", () => {
  const iam = { 'litellm.redis': { authentication: 'iam' } };

  test('are accepted where cache and coordination are managed', () => {
    expect(told('prod', iam)).toEqual([]);
  });

  test('are refused with any other server, each named', () => {
    expect(told('local', iam)).toEqual([
      '  litellm.redis.authentication is iam, but redis.litellm.kind is in-cluster; it takes password',
      "    only ElastiCache takes tokens: write password, or let LiteLLM's cache and coordination both be managed",
      '  litellm.redis.authentication is iam, but redis.openwebui.kind is in-cluster; it takes password',
      "    only ElastiCache takes tokens: write password, or let LiteLLM's cache and coordination both be managed",
    ]);
  });
});

describe("RDS' tokens for LiteLLM's database", () => {
  const iam = { 'litellm.database': { authentication: 'iam' } };

  test('are accepted with Aurora', () => {
    expect(told('prod', iam)).toEqual([]);
  });

  test('are refused with any other database, with the reason', () => {
    expect(told('local', iam)).toEqual([
      "  litellm.database.authentication is iam, but LiteLLM's database is not the managed one; it takes password",
      "    only Aurora takes tokens, and only there the platform can give LiteLLM's user the right to them",
    ]);
  });

  test('are refused in the classic shape, whose migrations know none', () => {
    expect(told('prod', { ...iam, 'litellm.shape': 'classic' })).toEqual([
      '  litellm.database.authentication is iam, but litellm.shape is classic, and its migrations take a password',
      '    write password, or choose monolith or split',
    ]);
  });
});

describe('Sentinels of Open WebUI', () => {
  const sentinel = (topology: object) => ({
    'redis.openwebui': { kind: 'external', url: 'redis://:${P}@primary', topology: { kind: 'sentinel', ...topology } },
  });
  const nodes = ['s1.example.com:26379', 's2.example.com:26379'];

  test('are accepted on one port and without a password', () => {
    expect(told('external', sentinel({ nodes }))).toEqual([]);
  });

  test('are refused on several ports', () => {
    expect(told('external', sentinel({ nodes: ['s1.example.com:26379', 's2.example.com:26380'] }))[0]).toBe(
      '  redis.openwebui.topology.nodes listen on several ports (26379, 26380); Open WebUI takes one',
    );
  });

  test('are refused with a password, which it would not give them', () => {
    expect(told('external', sentinel({ nodes, password: '${S}' }))[0]).toBe(
      '  redis.openwebui.topology.password is given, but Open WebUI gives Sentinels no password',
    );
  });
});

describe('names of models', () => {
  test.each([
    ['contextWindowFallbacks', { 'gpt-4o': ['long'] }, 'litellm.contextWindowFallbacks names "long"'],
    ['defaultFallbacks', ['any'], 'litellm.defaultFallbacks names "any"'],
    ['aliases', { best: 'gpt-4' }, 'litellm.aliases names "gpt-4", which no model is called; did you mean gpt-4o?'],
    ['models[0].shadow', 'new', 'litellm.models[0].shadow names "new"'],
    ['models[0].shadow', 'gpt-4o', 'litellm.models[0].shadow is its own name (gpt-4o)'],
    ['aliases', { 'gpt-4o': 'claude-sonnet' }, 'litellm.aliases has "gpt-4o", which a model is called already'],
  ])('are refused where there is no such model: %s', (setting, value, says) => {
    expect(told('external', { [`litellm.${setting}`]: value })[0]).toContain(says);
  });

  test('may be an alias where calls fall back to it', () => {
    const aliases = { best: 'gpt-4o' };
    expect(told('external', { 'litellm.aliases': aliases, 'litellm.defaultFallbacks': ['best'] })).toEqual([]);
  });
});

describe('secret variables', () => {
  test('of its own are accepted', () => {
    expect(told('external', { 'litellm.secretEnv': { SMTP_PASSWORD: '${SMTP}' } })).toEqual([]);
  });

  test.each([
    ['litellm', 'DATABASE_URL'],
    ['litellm', 'REDIS_PASSWORD'],
    ['openwebui', 'WEBUI_SECRET_KEY'],
    ['openwebui', 'OAUTH_CLIENT_SECRET'],
  ])('of %s are refused where the platform sets them: %s', (application, name) => {
    const [line] = told('external', { [`${application}.secretEnv`]: { [name]: '${X}' } });
    expect(line).toContain(`${application}.secretEnv.${name} is protected: `);
  });

  test('are refused in plain text', () => {
    expect(told('external', { 'litellm.secretEnv': { SMTP_PASSWORD: 'hunter2' } }).join()).not.toContain('hunter2');
    expect(told('external', { 'litellm.secretEnv': { SMTP_PASSWORD: 'hunter2' } })).not.toEqual([]);
  });
});

describe('more pods of Open WebUI', () => {
  test('at most than at least are refused the other way round', () => {
    expect(told('external', { 'openwebui.replicas': 5, 'openwebui.maxReplicas': 2 })).toEqual([
      '  openwebui.maxReplicas is 2; it takes at least openwebui.replicas (5)',
    ]);
  });

  test('are refused on a volume, though there are more only under load', () => {
    expect(told('local', { 'openwebui.maxReplicas': 3 })[0]).toContain('openwebui.maxReplicas is 3');
  });
});

describe('network policies', () => {
  const extraEgress = (from: string) => [{ from, ranges: ['10.9.0.0/16'], ports: [443] }];

  test.each([
    ['searxng', "search: { kind: 'in-cluster' }"],
    ['pipelines', 'openwebui.pipelines'],
    ['cert-manager', 'redis'],
    ['envoy-gateway', "gateway: { kind: 'envoy' }"],
  ])('refuse more egress for %s where there is none, and say what brings it', (from, todo) => {
    const lines = told('prod', { search: { kind: 'none' }, networkPolicies: { extraEgress: extraEgress(from) } });
    expect(lines).toEqual([
      `  networkPolicies.extraEgress[0].from is ${from}, and the environment has no pods of it`,
      expect.stringContaining(todo),
    ]);
  });

  test.each(['cert-manager', 'searxng', 'external-secrets', 'litellm', 'openwebui'])(
    'take it for %s where there is one',
    (from) => {
      expect(told('local', { networkPolicies: { extraEgress: extraEgress(from) } })).toEqual([]);
    },
  );

  test('refuse to be told where the API of an EKS cluster is', () => {
    const engine = { kind: 'standard', kubernetesApi: { ranges: ['198.51.100.10/32'] } };
    expect(told('prod', { networkPolicies: { engine } })).toEqual([
      '  networkPolicies.engine.kubernetesApi is given, but cluster.kind is managed, and on EKS it is known where the API is',
      '    take it out; it is for a cluster behind a kubeconfig',
    ]);
    expect(told('local', { networkPolicies: { engine } })).toEqual([]);
  });

  test('refuse Cilium where the VPC CNI enforces them, and take it elsewhere', () => {
    const cilium = { networkPolicies: { engine: { kind: 'cilium' } } };
    const cluster = { kind: 'existing', name: 'shared', autoMode: true, authentication: 'token' };
    const autoMode = { ...cilium, cluster };
    const todo = '    take it out; it is for a cluster on which Cilium runs already';
    expect(told('prod', cilium)).toEqual([
      '  networkPolicies.engine.kind is cilium, but cluster.kind is managed, and there the VPC CNI enforces network policies',
      todo,
    ]);
    expect(told('external', autoMode)).toEqual([
      '  networkPolicies.engine.kind is cilium, but cluster.autoMode is on, and there the VPC CNI enforces network policies',
      todo,
    ]);
    for (const name of ['local', 'external'] as const) expect(told(name, cilium)).toEqual([]);
  });
});

describe('secrets whose name has the secret word in its middle', () => {
  const set = (name: string, value: string) =>
    told('staging', { 'openwebui.values.extraEnvVars': [{ name, value }] }).filter((line) =>
      line.includes('plain text'),
    );

  test.each([
    ['AWS_BEARER_TOKEN_BEDROCK', 'anything'],
    ['HCP_VAULT_APPROLE_SECRET_ID', '2f0c9a4e-example-Summer2026'],
    ['AUTOMATIC1111_API_AUTH', 'artist:Summer2026'],
    ['ANY_NAME', `ABSK${'QmVkcm9ja0FQSUtleS0'.repeat(3)}=`],
  ])('are refused in plain text: %s', (name, value) => {
    expect(set(name, value)).toHaveLength(1);
  });

  test.each([
    ['AWS_BEARER_TOKEN_BEDROCK_FILE', '/run/secrets/bedrock.txt'],
    ['ENABLE_API_AUTH', 'false'],
    ['OAUTH_ACCESS_TOKEN_TTL', '3600'],
    ['MAX_TOKENS_PER_CHAT', '4096'],
  ])('are told from what only speaks of one: %s', (name, value) => {
    expect(set(name, value)).toEqual([]);
  });
});
