import type { ClusterConnection } from '../../../constructs/cluster';
import { ApplicationRoute, gateway, type GatewayConnection, loadBalancerController } from '../../../constructs/gateway';
import { GatewaySettings } from '../../../constructs/gateway/settings';
import { Namespace } from '../../../constructs/kubernetes/namespace';
import { LITELLM_EXPOSURE } from '../../../constructs/litellm/exposure';
import { LITELLM_ROUTED_PODS } from '../../../constructs/litellm/pods';
import { Names } from '../../../constructs/names/names';
import { OPEN_WEBUI_EXPOSURE } from '../../../constructs/open-webui/exposure';
import { OPEN_WEBUI_ROUTED_PODS } from '../../../constructs/open-webui/pods';
import { eksConnection } from '../../support/eks-connection';
import { dependencies, manifest, type Manifest, release, releaseValues } from '../../support/helm-release';
import { networkPolicyWiring } from '../../support/network-policies';
import { emptyStack, policy, resource, synthesized, type TerraformJson } from '../../support/terraform-json';

const eks = (autoMode: boolean): ClusterConnection => eksConnection({ autoMode });
const account = { id: '123456789012', region: 'eu-central-1' };

const EXPOSURE = { litellm: LITELLM_EXPOSURE, openwebui: OPEN_WEBUI_EXPOSURE };

interface Built {
  readonly json: TerraformJson;
  readonly connection: GatewayConnection;
  /** Where users find each application. */
  readonly urls: Readonly<Record<string, string | undefined>>;
}

function build(settings: object, cluster: ClusterConnection, protection = true): Built {
  const stack = emptyStack();
  const parsed = GatewaySettings.parse(settings);
  const names = new Names('prod');
  const controllers = loadBalancerController(stack, parsed, {
    names,
    account,
    cluster,
    protection,
    tags: { team: 'ai' },
  });
  const namespace = new Namespace(stack, 'namespace', {
    name: 'inferencehub',
    dependsOn: controllers,
  });
  const connection = gateway(stack, 'gateway', parsed, {
    names,
    cluster,
    namespace,
    protection,
    account,
    routed: { litellm: LITELLM_ROUTED_PODS, openwebui: OPEN_WEBUI_ROUTED_PODS },
    networkPolicies: networkPolicyWiring(cluster),
    tags: { team: 'ai' },
  });
  const hosts = parsed.kind === 'none' ? {} : parsed.hosts;
  const route = (application: 'litellm' | 'openwebui', port: number) =>
    new ApplicationRoute(stack, application, {
      gateway: connection,
      application,
      exposure: EXPOSURE[application],
      hostname: hosts[application],
      namespace: 'inferencehub',
      service: { name: application, port },
    }).url;
  const urls = { openwebui: route('openwebui', 80), litellm: route('litellm', 4000) };
  return { json: synthesized(stack), connection, urls };
}

/** `path → what answers`, in the order of an Ingress. */
function albPaths(ingress: Manifest): [string, string][] {
  const { rules } = ingress.spec as {
    rules: { http: { paths: { path: string; backend: { service: { name: string } } }[] } }[];
  };
  return (rules[0]?.http.paths ?? []).map(({ path, backend }) => [path, backend.service.name]);
}

const alb = {
  kind: 'alb',
  hosts: { openwebui: 'chat.example.com', litellm: 'llm.example.com' },
  certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1',
  allowedCidrs: ['10.0.0.0/8', '192.0.2.0/24'],
};

describe('an Application Load Balancer', () => {
  let built: Built;
  const annotation = (application: string, name: string) =>
    manifest(built.json, `${application}-route`, 'Ingress').metadata.annotations?.[`alb.ingress.kubernetes.io/${name}`];
  const parameters = (json: TerraformJson) => manifest(json, 'alb-gateway', 'IngressClassParams');

  beforeAll(() => {
    built = build(alb, eks(false));
  });

  test('is internal, has the certificate and is shared by all routes, whatever an Ingress says', () => {
    expect(parameters(built.json).spec).toMatchObject({
      scheme: 'internal',
      certificateArn: [alb.certificateArn],
      group: { name: 'prod-alb' },
    });
  });

  test("can be used from the applications' namespace alone", () => {
    expect(parameters(built.json).spec).toMatchObject({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'inferencehub' } },
    });
  });

  test('lets an answer pause for ten minutes', () => {
    expect((parameters(built.json).spec as { loadBalancerAttributes: unknown }).loadBalancerAttributes).toContainEqual({
      key: 'idle_timeout.timeout_seconds',
      value: '600',
    });
  });

  test('takes connections from the listed ranges, over TLS 1.2 or newer', () => {
    expect(annotation('openwebui', 'inbound-cidrs')).toBe('10.0.0.0/8,192.0.2.0/24');
    expect(annotation('openwebui', 'ssl-policy')).toContain('TLS13-1-2');
    expect(annotation('openwebui', 'ssl-redirect')).toBe('443');
    expect(built.urls).toEqual({ openwebui: 'https://chat.example.com', litellm: 'https://llm.example.com' });
  });

  test('brings a browser back to its pod, and a model call to the pod with the fewest', () => {
    expect(annotation('openwebui', 'target-type')).toBe('ip');
    expect(annotation('openwebui', 'target-group-attributes')).toContain('stickiness.enabled=true');
    expect(annotation('litellm', 'target-group-attributes')).toContain('algorithm.type=least_outstanding_requests');
    expect(annotation('litellm', 'target-group-attributes')).not.toContain('stickiness');
  });

  test('closes health and metrics of Open WebUI before it opens the rest', () => {
    expect(albPaths(manifest(built.json, 'openwebui-route', 'Ingress'))).toEqual([
      ['/health', 'not-found'],
      ['/metrics', 'not-found'],
      ['/', 'openwebui'],
    ]);
    expect(annotation('openwebui', 'actions.not-found')).toContain('"statusCode":"404"');
  });

  test('opens the calls to models of LiteLLM and nothing else', () => {
    const paths = albPaths(manifest(built.json, 'litellm-route', 'Ingress'));
    const open = paths.filter(([, service]) => service === 'litellm').map(([path]) => path);
    expect(open).toEqual(
      expect.arrayContaining(['/v1/chat/completions', '/chat/completions', '/v1/models', '/models']),
    );
    expect(paths.at(-1)).toEqual(['/', 'not-found']);
    const inside = [
      '/metrics',
      '/health',
      '/ui',
      '/key/generate',
      '/docs',
      '/openapi.json',
      '/config',
      '/health/drain',
    ];
    const belowV1 = ['/v1/model/info', '/v1/mcp/server', '/v1/memory', '/v1/traces', '/v1/metrics', '/v1/logs'];
    for (const closed of [...inside, ...belowV1]) {
      expect(open.filter((path) => closed === path || closed.startsWith(`${path}/`))).toEqual([]);
    }
  });

  test('stays far from the 100 rules that a load balancer has, with both applications on it', () => {
    const rules = ['openwebui', 'litellm'].flatMap((name) =>
      albPaths(manifest(built.json, `${name}-route`, 'Ingress')),
    );
    expect(rules.length).toBeLessThan(30);
  });

  test('asks the pods themselves whether they are well', () => {
    expect(annotation('openwebui', 'healthcheck-path')).toBe('/health');
    expect(annotation('litellm', 'healthcheck-path')).toBe('/health/liveliness');
  });

  test('gives an application without a host name no route', () => {
    const { json, urls } = build({ ...alb, hosts: { openwebui: 'chat.example.com' } }, eks(true));
    expect(release(json, 'litellm-route')).toBeUndefined();
    expect(urls.litellm).toBeUndefined();
  });

  test("is made by Auto Mode's own controller where there is one", () => {
    const { json } = build(alb, eks(true));
    expect(release(json, 'aws-load-balancer-controller')).toBeUndefined();
    expect(parameters(json)).toMatchObject({
      apiVersion: 'eks.amazonaws.com/v1',
      spec: { certificateARNs: [alb.certificateArn] },
    });
    expect(manifest(json, 'alb-gateway', 'IngressClass').spec).toMatchObject({ controller: 'eks.amazonaws.com/alb' });
  });

  test('refuses a cluster that is not on EKS', () => {
    expect(() => build(alb, { kind: 'kubeconfig', path: '~/.kube/config' })).toThrow('EKS');
  });
});

describe('AwsLoadBalancerController', () => {
  let json: TerraformJson;

  beforeAll(() => {
    json = build(alb, eks(false)).json;
  });

  test('answers for no Service of the cluster, so that other releases need not wait for it', () => {
    expect(releaseValues(json, 'aws-load-balancer-controller')).toMatchObject({ enableServiceMutatorWebhook: false });
  });

  test('does not ask the instance metadata service where it is', () => {
    expect(releaseValues(json, 'aws-load-balancer-controller')).toMatchObject({
      clusterName: 'prod-cluster',
      region: 'eu-central-1',
      vpcId: 'vpc-1',
    });
  });

  test('has its role before its pods start', () => {
    expect(dependencies(json, 'aws-load-balancer-controller')).toEqual([
      expect.stringMatching(/^aws_eks_pod_identity_association\./),
    ]);
  });

  test("outlives the applications' namespace, in which Ingresses wait for it", () => {
    const waits = resource(json, 'kubernetes_namespace_v1').depends_on as string[];
    expect(waits).toEqual([expect.stringMatching(/^helm_release\.load-balancer-controller/)]);
  });

  describe('its policy', () => {
    const statements = () => policy(resource(json, 'aws_iam_role_policy').policy).Statement;

    test('names every action', () => {
      expect(statements().flatMap(({ Action }) => Action.filter((action) => action.includes('*')))).toEqual([]);
    });

    test('says `*` only where AWS lists', () => {
      const wide = statements().filter(({ Resource }) => Resource?.includes('*'));
      expect(wide.map(({ Sid }) => Sid)).toEqual(['Describe']);
      expect(wide[0]?.Action.filter((action) => !/^[a-z0-9]+:(Describe|Get)/.test(action))).toEqual([]);
    });

    test('changes what this cluster made, and its security group, alone', () => {
      const own = { 'aws:ResourceTag/elbv2.k8s.aws/cluster': 'prod-cluster' };
      const bySid = (sid: string) => statements().find(({ Sid }) => Sid === sid);
      for (const sid of ['OwnSecurityGroups', 'OwnLoadBalancersAndTargetGroups', 'Targets', 'Tag']) {
        expect(bySid(sid)?.Condition?.StringEquals).toEqual(own);
      }
      expect(bySid('ClusterSecurityGroup')?.Resource).toEqual([
        'arn:aws:ec2:eu-central-1:123456789012:security-group/sg-cluster',
      ]);
    });
  });
});

describe('WebAcl', () => {
  let json: TerraformJson;
  let acl: WebAclBlock;
  beforeAll(() => {
    json = build({ ...alb, waf: { kind: 'managed' } }, eks(false)).json;
    acl = resource(json, 'aws_wafv2_web_acl') as unknown as WebAclBlock;
  });

  interface WebAclBlock {
    readonly rule: readonly {
      readonly name: string;
      readonly priority: number;
      readonly action?: unknown;
      readonly override_action?: unknown;
      readonly statement: {
        readonly managed_rule_group_statement?: {
          readonly name: string;
          readonly rule_action_override: readonly { readonly name: string; readonly action_to_use: object }[];
        };
        readonly rate_based_statement?: object;
      };
    }[];
  }
  const rule = (name: string, { rule: rules } = acl) => rules.find((one) => one.name === name);
  const webAcls = (made: TerraformJson) => made.resource?.aws_wafv2_web_acl;
  const annotations = (made: TerraformJson) => manifest(made, 'openwebui-route', 'Ingress').metadata.annotations ?? {};

  test('is attached to the load balancer of every route', () => {
    for (const release of ['openwebui-route', 'litellm-route']) {
      expect(manifest(json, release, 'Ingress').metadata.annotations).toHaveProperty(
        ['alb.ingress.kubernetes.io/wafv2-acl-arn'],
        expect.stringMatching(/^\$\{aws_wafv2_web_acl\..*\.arn\}$/),
      );
    }
  });

  test('is regional, lets through what no rule stops, and asks the lists of bad addresses first', () => {
    expect(acl).toMatchObject({ scope: 'REGIONAL', default_action: { allow: {} } });
    expect(acl.rule.map(({ name, priority }) => [priority, name])).toEqual([
      [0, 'AWSManagedRulesAmazonIpReputationList'],
      [1, 'AWSManagedRulesKnownBadInputsRuleSet'],
      [2, 'AWSManagedRulesCommonRuleSet'],
      [3, 'requests-of-one-address'],
    ]);
    expect(rule('AWSManagedRulesCommonRuleSet')?.override_action).toEqual({ none: {} });
  });

  test('counts what it finds in bodies, and stops nobody for a long prompt or for code in it', () => {
    const overridden = acl.rule.flatMap(
      ({ statement }) => statement.managed_rule_group_statement?.rule_action_override ?? [],
    );
    expect(overridden.map(({ name }) => name).sort()).toEqual([
      'CrossSiteScripting_BODY',
      'EC2MetaDataSSRF_BODY',
      'GenericLFI_BODY',
      'GenericRFI_BODY',
      'JavaDeserializationRCE_BODY',
      'Log4JRCE_BODY',
      'ReactJSRCE_BODY',
      'SizeRestrictions_BODY',
      'SizeRestrictions_QUERYSTRING',
    ]);
    for (const { action_to_use: action } of overridden) expect(action).toEqual({ count: {} });
  });

  test('turns an address away that sends more than its share in five minutes', () => {
    expect(rule('requests-of-one-address')).toMatchObject({
      action: { block: { custom_response: { response_code: 429 } } },
      statement: { rate_based_statement: { limit: 10_000, aggregate_key_type: 'IP', evaluation_window_sec: 300 } },
    });
  });

  test('stops nothing where it only counts', () => {
    const counting = build({ ...alb, waf: { kind: 'managed', action: 'count' } }, eks(true)).json;
    const { rule: rules } = resource(counting, 'aws_wafv2_web_acl') as unknown as WebAclBlock;
    for (const { action, override_action: override } of rules) expect(action ?? override).toEqual({ count: {} });
  });

  test('logs what it stopped or counted, with a key of its own and without a secret', () => {
    expect(resource(json, 'aws_cloudwatch_log_group')).toMatchObject({
      name: 'aws-waf-logs-prod-web-acl',
      retention_in_days: 365,
      kms_key_id: expect.stringContaining('aws_kms_key.gateway_web-acl') as string,
    });
    const logging = resource(json, 'aws_wafv2_web_acl_logging_configuration');
    expect(logging.logging_filter).toMatchObject({ default_behavior: 'DROP' });
    expect(logging.redacted_fields).toEqual([
      ...['api-key', 'authorization', 'cookie', 'x-api-key', 'x-goog-api-key', 'x-litellm-api-key'].map((name) => ({
        single_header: { name },
      })),
      { query_string: {} },
    ]);
    expect(resource(json, 'aws_wafv2_web_acl')).toMatchObject({
      visibility_config: { sampled_requests_enabled: false },
    });
  });

  test('lets the delivery of logs of this account write there, and nothing else', () => {
    const [statement] = policy(resource(json, 'aws_cloudwatch_log_resource_policy').policy_document).Statement;
    expect(statement).toMatchObject({
      Principal: { Service: 'delivery.logs.amazonaws.com' },
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
    });
  });

  test('gives the controller the rights to this one web ACL, and to none where there is none', () => {
    const statements = policy(resource(json, 'aws_iam_role_policy').policy).Statement;
    expect(statements.find(({ Sid }) => Sid === 'AttachWebAcl')?.Resource).toEqual([
      'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/prod-web-acl/*',
      'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/*/*',
    ]);
    expect(releaseValues(json, 'aws-load-balancer-controller')).toMatchObject({ enableWafv2: true });

    const without = build(alb, eks(false)).json;
    expect(JSON.stringify(resource(without, 'aws_iam_role_policy'))).not.toContain('wafv2');
    expect(releaseValues(without, 'aws-load-balancer-controller')).toMatchObject({ enableWafv2: false });
    expect(Object.keys(annotations(without)).filter((name) => name.includes('waf'))).toEqual([]);
    expect(webAcls(without)).toBeUndefined();
  });

  test('can be one that is there already', () => {
    const arn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/corporate/0a1b2c3d';
    const existing = build({ ...alb, waf: { kind: 'existing', arn } }, eks(true)).json;
    expect(annotations(existing)['alb.ingress.kubernetes.io/wafv2-acl-arn']).toBe(arn);
    expect(webAcls(existing)).toBeUndefined();
  });
});

describe('Envoy', () => {
  const envoy = {
    kind: 'envoy',
    hosts: { openwebui: 'chat.example.com', litellm: 'llm.example.com' },
    tlsSecret: 'wildcard-tls',
    allowedCidrs: ['10.0.0.0/8'],
  };
  const gatewayRelease = 'envoy-gateway-routes';
  const policyOf = (json: TerraformJson, application: string) =>
    manifest(json, `${application}-route`, 'BackendTrafficPolicy').spec as Record<string, unknown>;
  let built: Built;

  beforeAll(() => {
    built = build(envoy, eks(false));
  });

  test('has its resource definitions before its objects', () => {
    expect(dependencies(built.json, gatewayRelease)).toContainEqual(
      expect.stringMatching(/^helm_release\.gateway_operator/),
    );
  });

  test("speaks TLS with the user's certificate and sends plain HTTP there", () => {
    const { listeners } = manifest(built.json, gatewayRelease, 'Gateway').spec as {
      listeners: { name: string; protocol: string; tls?: unknown }[];
    };
    expect(listeners.map(({ name, protocol }) => [name, protocol])).toEqual([
      ['http', 'HTTP'],
      ['https', 'HTTPS'],
    ]);
    expect(listeners[1]?.tls).toMatchObject({ certificateRefs: [{ name: 'wildcard-tls' }] });
    expect(manifest(built.json, gatewayRelease, 'HTTPRoute', 'https-redirect').spec).toMatchObject({
      parentRefs: [{ sectionName: 'http' }],
      rules: [{ filters: [{ requestRedirect: { scheme: 'https' } }] }],
    });
    expect(built.urls.openwebui).toBe('https://chat.example.com');
  });

  test('does not end an answer after its 15 seconds, but after ten silent minutes', () => {
    for (const application of ['openwebui', 'litellm']) {
      const { rules } = manifest(built.json, `${application}-route`, 'HTTPRoute').spec as { rules: object[] };
      expect(rules.at(-1)).toMatchObject({ timeouts: { request: '0s' } });
      expect(policyOf(built.json, application).timeout).toEqual({
        http: { requestTimeout: '0s', streamIdleTimeout: '600s' },
      });
    }
    expect(manifest(built.json, gatewayRelease, 'ClientTrafficPolicy').spec).toMatchObject({
      timeout: { http: { streamIdleTimeout: '600s' } },
    });
  });

  test('takes uploads of more than its 32 KiB', () => {
    expect(manifest(built.json, gatewayRelease, 'ClientTrafficPolicy').spec).toMatchObject({
      connection: { bufferLimit: '50Mi' },
    });
  });

  test('brings a browser back to its pod', () => {
    expect(policyOf(built.json, 'openwebui').loadBalancer).toMatchObject({ consistentHash: { type: 'Cookie' } });
    expect(policyOf(built.json, 'litellm').loadBalancer).toEqual({ type: 'LeastRequest' });
  });

  test('is behind an internal Network Load Balancer with a class of its own, for the listed ranges', () => {
    const { envoyService } = (
      manifest(built.json, gatewayRelease, 'EnvoyProxy').spec as {
        provider: { kubernetes: { envoyService: Record<string, unknown> } };
      }
    ).provider.kubernetes;
    expect(envoyService).toMatchObject({
      type: 'LoadBalancer',
      loadBalancerClass: 'service.k8s.aws/nlb',
      loadBalancerSourceRanges: ['10.0.0.0/8'],
      annotations: { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' },
    });
  });

  test('closes health and metrics of Open WebUI', () => {
    const { rules } = manifest(built.json, 'openwebui-route', 'HTTPRoute').spec as { rules: object[] };
    expect(rules[0]).toMatchObject({
      matches: [{ path: { value: '/health' } }, { path: { value: '/metrics' } }],
      filters: [{ extensionRef: { kind: 'HTTPRouteFilter', name: 'openwebui-not-found' } }],
    });
    expect(rules[0]).not.toHaveProperty('backendRefs');
    expect(manifest(built.json, 'openwebui-route', 'HTTPRouteFilter').spec).toMatchObject({
      directResponse: { statusCode: 404 },
    });
  });

  test('opens only listed paths of LiteLLM', () => {
    const { rules } = manifest(built.json, 'litellm-route', 'HTTPRoute').spec as {
      rules: { matches: { path: { value: string } }[] }[];
    };
    expect(rules).toHaveLength(1);
    expect(rules[0]?.matches.map(({ path }) => path.value)).not.toContain('/');
  });

  test('is two proxies in a protected environment, one elsewhere', () => {
    const provider = (json: TerraformJson) =>
      (manifest(json, gatewayRelease, 'EnvoyProxy').spec as { provider: { kubernetes: object } }).provider.kubernetes;
    expect(provider(built.json)).toMatchObject({ envoyDeployment: { replicas: 2 }, envoyPDB: { minAvailable: 1 } });
    const local = build({ kind: 'envoy' }, { kind: 'kubeconfig', path: '~/.kube/config' }, false);
    expect(provider(local.json)).toMatchObject({ envoyDeployment: { replicas: 1 } });
    expect(provider(local.json)).not.toHaveProperty('envoyPDB');
  });

  test('is plain HTTP without a certificate, and asks nothing of AWS outside EKS', () => {
    const { json, urls } = build(
      { kind: 'envoy', hosts: { openwebui: 'chat.example.com' } },
      { kind: 'kubeconfig', path: '~/.kube/config' },
    );
    expect(urls.openwebui).toBe('http://chat.example.com');
    expect(JSON.stringify(releaseValues(json, gatewayRelease))).not.toContain('aws');
    expect(json.resource).not.toHaveProperty('aws_iam_role');
  });
});

describe('no gateway', () => {
  test('makes nothing, and no controller', () => {
    const { json, urls } = build({ kind: 'none' }, eks(false));
    expect(json.resource).not.toHaveProperty('helm_release');
    expect(urls).toEqual({ openwebui: undefined, litellm: undefined });
  });
});
