import type { ClusterConnection } from '../../../constructs/cluster';
import { ApplicationRoute, gateway, type GatewayConnection, loadBalancerController } from '../../../constructs/gateway';
import { GatewaySettings } from '../../../constructs/gateway/settings';
import { Namespace } from '../../../constructs/kubernetes/namespace';
import { Names } from '../../../constructs/names';
import { dependencies, manifest, type Manifest, release, releaseValues } from '../../support/helm-release';
import { emptyStack, policy, resource, synthesized, type TerraformJson } from '../../support/terraform-json';

const eks = (autoMode: boolean): ClusterConnection => ({
  kind: 'eks',
  name: 'prod-cluster',
  endpoint: 'https://eks.example.com',
  certificateAuthorityData: '',
  securityGroupId: 'sg-cluster',
  vpcId: 'vpc-1',
  dnsAddress: '172.20.0.10',
  autoMode,
  podSecurityGroups: false,
  authentication: 'exec',
});
const account = { id: '123456789012', region: 'eu-central-1' };

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
  const connection = gateway(stack, 'gateway', parsed, { names, cluster, namespace, protection });
  const hosts = parsed.kind === 'none' ? {} : parsed.hosts;
  const route = (application: 'litellm' | 'openwebui', port: number) =>
    new ApplicationRoute(stack, application, {
      gateway: connection,
      application,
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
