import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Construct } from 'constructs';
import { parse } from 'yaml';
import { imagesOf } from '../../../operations/images';
import { CHARTS, type PinnedChart } from '../../../constructs/helm/catalog';
import { isMap, valueAt } from '../../../constructs/helm/helm-merge';
import { ImageSource, UPSTREAM_REGISTRIES } from '../../../constructs/images';
import { ImagesSettings } from '../../../constructs/images/settings';
import { Names } from '../../../constructs/names/names';
import { type EnvironmentInput, loadEnvironments } from '../../../environments';
import { textsOf } from '../../../environments/rules/texts';
import type { Environment } from '../../../environments/schema';
import { awsEnvironment, environment, layers } from '../../support/applications';
import { releaseValues } from '../../support/helm-release';
import { emptyStack, policy, resource, resources, type TerraformJson } from '../../support/terraform-json';
import { told } from '../environments/support';

const MIRROR = 'registry.example.com:5000/mirror';
const GITHUB = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/github-AbCdEf';
const DOCKER_HUB = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/docker-AbCdEf';
const ECR_CACHE = { kind: 'ecr-cache', credentials: { github: GITHUB, dockerHub: DOCKER_HUB } } as const;
const ECR = '123456789012.dkr.ecr.eu-central-1.amazonaws.com';

/** An image as a publisher's registry has it, and not behind another one. */
const UPSTREAM = new RegExp(
  `(^|[^\\w./-])(${Object.keys(UPSTREAM_REGISTRIES).join('|').replaceAll('.', '\\.')})/[\\w./-]+`,
);

/** Every text that a Helm release of some stacks is told. */
function helmTexts(stacks: Readonly<Record<string, TerraformJson>>): string[] {
  return Object.values(stacks).flatMap((json) =>
    resources(json, 'helm_release').flatMap(({ values }) =>
      textsOf(JSON.parse((values as readonly string[] | undefined)?.[0] ?? '{}')).map(({ text }) => text),
    ),
  );
}

/** The shipped environments, and one with everything that they leave out. */
function everyEnvironment(): Environment[] {
  const shapes = (['split', 'classic'] as const).map((shape) => environment({ litellm: { shape } }));
  const gateways: Partial<EnvironmentInput>[] = [
    { gateway: { kind: 'envoy', hosts: { openwebui: 'chat.example.com' }, tlsSecret: 'tls' } },
    {
      gateway: {
        kind: 'alb',
        hosts: { openwebui: 'chat.example.com' },
        certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1',
      },
    },
  ];
  return [...loadEnvironments(), ...shapes, ...gateways.map((input) => awsEnvironment(input))];
}

describe('ImageSource', () => {
  const settings = (kind: object) => ({
    settings: ImagesSettings.parse(kind),
    names: new Names('test'),
    account: { id: '123456789012', region: 'eu-central-1' },
  });

  test('is the publishers’ own registries where nothing was said', () => {
    expect(ImageSource.of(emptyStack()).reference('ghcr.io/a/b', '1', 'x')).toBe('ghcr.io/a/b:1');
  });

  test('is found from everything in its stack, and from nothing else', () => {
    const stack = emptyStack();
    new ImageSource(settings({ kind: 'mirror', registry: MIRROR })).provideFor(stack);
    const below = new Construct(new Construct(stack, 'one'), 'two');
    expect(ImageSource.of(below).repository('ghcr.io/a/b')).toBe(`${MIRROR}/ghcr.io/a/b`);
    expect(ImageSource.of(emptyStack('other')).repository('ghcr.io/a/b')).toBe('ghcr.io/a/b');
  });

  test('keeps images of the same name from two publishers apart', () => {
    const source = new ImageSource(settings(ECR_CACHE));
    expect(source.repository('ghcr.io/a/b')).toBe(`${ECR}/test-github/a/b`);
    expect(source.repository('docker.io/library/postgres')).toBe(`${ECR}/test-docker-hub/library/postgres`);
  });

  test('names caches within ECR’s limit, whatever the environment is called', () => {
    const long = new ImageSource({ ...settings(ECR_CACHE), names: new Names('a-very-long-environment') });
    expect(long.cachePrefix('docker.io')).toMatch(/^[a-z0-9-]{2,30}$/);
    expect(long.cachePrefix('docker.io')).not.toBe(long.cachePrefix('ghcr.io'));
  });
});

describe('images', () => {
  let everything: Environment[];
  beforeAll(() => {
    everything = everyEnvironment();
  });

  test('come from their publishers by default', () => {
    expect(helmTexts(layers(environment())).filter((text) => UPSTREAM.test(text)).length).toBeGreaterThan(5);
  });

  test('all come from the mirror where there is one', () => {
    for (const one of everything) {
      const images = ImagesSettings.parse({ kind: 'mirror', registry: MIRROR });
      const escaped = helmTexts(layers({ ...one, images })).filter((text) => UPSTREAM.test(text));
      expect({ environment: one.name, escaped }).toEqual({ environment: one.name, escaped: [] });
    }
  });

  test('all come from the cache in ECR where there is one', () => {
    for (const one of everything.filter(({ name }) => ['staging', 'test'].includes(name))) {
      if (!one.account) continue;
      const images = ImagesSettings.parse(ECR_CACHE);
      const stacks = layers({ ...one, images });
      const escaped = helmTexts(stacks).filter((text) => UPSTREAM.test(text));
      expect({ environment: one.name, escaped }).toEqual({ environment: one.name, escaped: [] });
    }
  });

  test('are all named with a tag, and listed with what runs them', () => {
    for (const one of everything) {
      const images = ImagesSettings.parse({ kind: 'mirror', registry: MIRROR });
      const listed = imagesOf({ ...one, images });
      for (const { image, pulledFrom, usedBy } of listed) {
        expect(image).toMatch(/^[\w.]+\/[\w./-]+:[\w.-]+$/);
        expect(pulledFrom).toBe(`${MIRROR}/${image}`);
        expect(usedBy.length).toBeGreaterThan(0);
      }
      expect(listed.map(({ image }) => image.replace(/:.*/, ''))).toEqual(
        expect.arrayContaining([
          'ghcr.io/berriai/litellm',
          'ghcr.io/external-secrets/external-secrets',
          'ghcr.io/open-webui/open-webui',
        ]),
      );
    }
  });

  test('are pinned: no tag stands for another version next week', () => {
    const release = /:(?:[a-z]+-)?v?\d+\.\d+[\w.-]*$/;
    const commit = /:[0-9a-f]{8,40}$/;
    for (const { image, digest } of everything.flatMap((one) => imagesOf(one))) {
      if (digest === undefined) expect([release, commit].some((form) => form.test(image)) || image).toBe(true);
    }
  });

  test('are what operators run, too', () => {
    const listed = imagesOf(environment({ gateway: { kind: 'envoy', hosts: { openwebui: 'chat.example.com' } } }));
    expect(listed).toContainEqual({
      image: 'ghcr.io/cloudnative-pg/pgbouncer:1.25.1',
      pulledFrom: 'ghcr.io/cloudnative-pg/pgbouncer:1.25.1',
      usedBy: ['infra-postgresql'],
    });
    expect(listed.map(({ image }) => image)).toContain('docker.io/envoyproxy/envoy:distroless-v1.39.0');
  });

  test('keep the digest that LiteLLM is pinned to apart from the tag', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const listed = imagesOf(environment({ litellm: { image: { tag: '1.104.0', digest } } }));
    expect(listed.find(({ image }) => image === 'ghcr.io/berriai/litellm:1.104.0')).toMatchObject({ digest });
  });

  test('may be a user’s own for Open WebUI, in every container of its pods', () => {
    const repository = 'harbor.example.com/open-webui';
    const mine = environment({
      images: { kind: 'mirror', registry: MIRROR },
      openwebui: { values: { image: { repository } } },
    });
    const values = releaseValues(layers(mine).apps ?? { terraform: {} }, 'open-webui');
    expect(values.image).toMatchObject({ repository, tag: '0.11.0' });
    expect(values.extraInitContainers).toMatchObject([{ image: `${repository}:0.11.0` }]);
    expect(imagesOf(mine).map(({ pulledFrom }) => pulledFrom)).toContain(`${repository}:0.11.0`);
  });
});

describe('EcrCache', () => {
  let json: TerraformJson;
  beforeAll(() => {
    const managed = awsEnvironment({
      network: { kind: 'managed' },
      cluster: { kind: 'managed' },
      images: ECR_CACHE,
    });
    json = layers(managed).cluster ?? { terraform: {} };
  });

  test('has a rule for each publisher, with the name that it is let in by', () => {
    const rules = resources(json, 'aws_ecr_pull_through_cache_rule');
    expect(rules).toHaveLength(5);
    expect(rules).toContainEqual({
      credential_arn: GITHUB,
      ecr_repository_prefix: 'test-github',
      upstream_registry_url: 'ghcr.io',
    });
    const quay = rules.find(({ upstream_registry_url: url }) => url === 'quay.io');
    expect(quay).not.toHaveProperty('credential_arn');
  });

  test('lets the nodes have images fetched into these repositories, and does no more for them', () => {
    const [statement, ...others] = policy(resource(json, 'aws_iam_role_policy', 'image-cache').policy).Statement;
    expect(others).toEqual([]);
    expect(statement?.Action).toEqual(['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository']);
    expect(statement?.Resource).toHaveLength(5);
    for (const arn of statement?.Resource ?? []) {
      expect(arn).toMatch(/^arn:aws:ecr:eu-central-1:123456789012:repository\/test-[a-z-]+\/\*$/);
    }
  });

  test('drops what no tag leads to any more', () => {
    for (const template of resources(json, 'aws_ecr_repository_creation_template')) {
      expect(template.applied_for).toEqual(['PULL_THROUGH_CACHE']);
      expect(template.lifecycle_policy).toContain('"tagStatus":"untagged"');
    }
  });

  test('has no rule for a publisher that would not let it in', () => {
    const images = { kind: 'ecr-cache', credentials: { github: GITHUB } } as const;
    const without = layers(awsEnvironment({ images })).cluster;
    const urls = resources(without ?? { terraform: {} }, 'aws_ecr_pull_through_cache_rule').map(
      ({ upstream_registry_url: url }) => url,
    );
    expect(urls.sort()).toEqual(['ghcr.io', 'public.ecr.aws', 'quay.io', 'registry.k8s.io']);
  });
});

describe('images settings', () => {
  test.each(['registry.example.com', 'localhost:5000/a/b', `${ECR}/mirror`])('take %s as a mirror', (registry) => {
    expect(ImagesSettings.safeParse({ kind: 'mirror', registry }).success).toBe(true);
  });

  test.each(['https://registry.example.com', 'registry', 'registry.example.com/', 'Registry.example.com/a', 'a.b/C'])(
    'refuse %s as a mirror',
    (registry) => {
      expect(ImagesSettings.safeParse({ kind: 'mirror', registry }).success).toBe(false);
    },
  );

  const inProd = (name: string, account = '333333333333') =>
    `arn:aws:secretsmanager:eu-central-1:${account}:secret:${name}-AbCdEf`;

  test('refuse an entry that ECR would not read', () => {
    expect(told('prod', { images: { kind: 'ecr-cache', credentials: { github: inProd('github') } } })[0]).toContain(
      'whose name begins with ecr-pullthroughcache/',
    );
  });

  test('refuse a publisher without an entry, and an entry of another account', () => {
    const github = inProd('ecr-pullthroughcache/github', '444444444444');
    expect(told('prod', { images: { kind: 'ecr-cache', credentials: { github } } })).toEqual([
      '  images.credentials.dockerHub is missing, but images of docker.io run here',
      '    docker.io lets ECR in by name only; write the ARN of an entry of AWS Secrets Manager, ecr-pullthroughcache/…',
      '  images.credentials.github is of account 444444444444, but account.id is 333333333333',
      '    ECR reads entries of its own account only',
    ]);
  });

  test('refuse a cache in ECR without an account', () => {
    expect(told('local', { images: ECR_CACHE })[0]).toBe(
      '  images is ecr-cache, but there is no account for it to be in; it takes upstream or mirror',
    );
  });
});

/** What charts say of themselves, beside a checkout. */
const AT_HAND = join(__dirname, '..', '..', '..', '..', 'shared', 'charts');
const FOLDERS: Readonly<Record<string, string>> = { cluster: 'cnpg-cluster', 'gateway-helm': 'envoy-gateway' };
/** Charts whose templates write a `v` before the application's version. */
const WITH_V: readonly string[] = ['external-dns'];
const atHand = Object.values<PinnedChart>(CHARTS).filter(
  ({ chart, images }) => images.length > 0 && existsSync(join(AT_HAND, FOLDERS[chart] ?? chart, 'values.yaml')),
);

/** The images of the pinned charts, as the charts themselves have them. */
function compareWithCharts(): void {
  test.each(atHand.map((chart) => [chart.chart, chart] as const))('of %s are the chart’s own', (name, { images }) => {
    const file = (path: string) => readFileSync(join(AT_HAND, FOLDERS[name] ?? name, path), 'utf8');
    const values: unknown = parse(file('values.yaml'));
    const { appVersion } = parse(file('Chart.yaml')) as { readonly appVersion: string };
    const ofChart = WITH_V.includes(name) ? `v${appVersion}` : appVersion;
    for (const { image, tag, at } of images) {
      for (const path of at) {
        const given = valueAt(values, path.split('.'));
        if (!isMap(given)) continue;
        const { registry, repository, tag: own } = given;
        const whole = [registry, repository]
          .flatMap((part) => (typeof part === 'string' && part !== '' ? [part] : []))
          .join('/');
        expect(whole === '' ? image : whole).toBe(image);
        expect(tag).toBe(typeof own === 'string' && own !== '' ? own : ofChart);
      }
    }
  });
}

if (atHand.length > 0) describe('images of the catalog', compareWithCharts);
else test.skip(`images of the catalog: ${AT_HAND} is not there`, () => undefined);
