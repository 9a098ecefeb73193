import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { valkeyLocation } from '../../../constructs/redis/valkey-location';
import type { PodGroup } from '../../../constructs/network-policies';
import { CERT_MANAGER_PODS } from '../../../constructs/operators/cert-manager';
import { CLOUD_NATIVE_PG_PODS } from '../../../constructs/operators/cloud-native-pg';
import { ENVOY_GATEWAY_PODS } from '../../../constructs/operators/envoy-gateway';
import { EXTERNAL_DNS_PODS } from '../../../constructs/operators/external-dns';
import { EXTERNAL_SECRETS_PODS } from '../../../constructs/operators/external-secrets';
import { RELOADER_PODS } from '../../../constructs/operators/reloader';
import { litellmPods } from '../../../constructs/litellm/pods';
import { OPEN_WEBUI_PODS, PIPELINES_PODS, TIKA_PODS, VIRTUAL_KEY_PODS } from '../../../constructs/open-webui/pods';
import { bootstrapPods } from '../../../constructs/postgres/bootstrap-pods';
import { SEARXNG_PODS } from '../../../constructs/search/pods';

type Labels = Readonly<Record<string, string>>;
interface Workload {
  readonly pods: Readonly<Record<string, Labels>>;
  readonly services: Readonly<Record<string, Labels>>;
}

const { workloads: WORKLOADS } = JSON.parse(readFileSync(join(__dirname, 'rendered-labels.json'), 'utf8')) as {
  readonly workloads: Readonly<Record<string, Workload>>;
};

/** A group of pods, the pods of a chart that it means, and the Service that they are reached by. */
interface Case {
  readonly group: PodGroup | undefined;
  readonly workload: string;
  readonly pods: readonly string[];
  readonly service?: string;
}

const split = litellmPods('split');
const monolith = litellmPods('monolith');
const classic = litellmPods('classic');

const GROUPS: readonly Case[] = [
  { group: monolith.api, workload: 'litellm, monolith', pods: ['litellm'], service: 'litellm' },
  { group: monolith.migrations, workload: 'litellm, monolith', pods: ['litellm-migrations'] },
  { group: split.api, workload: 'litellm, split', pods: ['litellm-gateway'], service: 'litellm-gateway' },
  { group: split.management, workload: 'litellm, split', pods: ['litellm-backend'], service: 'litellm-backend' },
  { group: split.migrations, workload: 'litellm, split', pods: ['litellm-migrations'] },
  { group: classic.api, workload: 'litellm, classic', pods: ['litellm', 'litellm-migrations'], service: 'litellm' },
  { group: OPEN_WEBUI_PODS, workload: 'open-webui', pods: ['open-webui'], service: 'open-webui' },
  { group: SEARXNG_PODS, workload: 'searxng', pods: ['searxng'], service: 'searxng' },
  { group: PIPELINES_PODS, workload: 'pipelines', pods: ['pipelines'], service: 'pipelines' },
  { group: TIKA_PODS, workload: 'tika', pods: ['tika'], service: 'tika' },
  { group: VIRTUAL_KEY_PODS, workload: 'virtual-key', pods: ['open-webui-virtual-key'] },
  {
    group: bootstrapPods('infra-database-bootstrap'),
    workload: 'database-bootstrap',
    pods: ['infra-database-bootstrap'],
  },
  {
    group: valkeyLocation('infra-valkey').groups[0],
    workload: 'valkey',
    pods: ['infra-valkey'],
    service: 'infra-valkey',
  },
  { group: EXTERNAL_SECRETS_PODS, workload: 'external-secrets', pods: ['external-secrets'] },
  { group: CERT_MANAGER_PODS.controller, workload: 'cert-manager', pods: ['cert-manager'], service: 'cert-manager' },
  {
    group: CERT_MANAGER_PODS.webhook,
    workload: 'cert-manager',
    pods: ['cert-manager-webhook'],
    service: 'cert-manager-webhook',
  },
  {
    group: CERT_MANAGER_PODS.injector,
    workload: 'cert-manager',
    pods: ['cert-manager-cainjector'],
    service: 'cert-manager-cainjector',
  },
  { group: CERT_MANAGER_PODS.startupCheck, workload: 'cert-manager', pods: ['cert-manager-startupapicheck'] },
  {
    group: CLOUD_NATIVE_PG_PODS,
    workload: 'cloudnative-pg',
    pods: ['cloudnative-pg'],
    service: 'cnpg-webhook-service',
  },
  {
    group: ENVOY_GATEWAY_PODS.controller,
    workload: 'envoy-gateway',
    pods: ['envoy-gateway'],
    service: 'envoy-gateway',
  },
  {
    group: ENVOY_GATEWAY_PODS.certificates,
    workload: 'envoy-gateway',
    pods: ['envoy-gateway-gateway-helm-certgen'],
  },
  { group: EXTERNAL_DNS_PODS, workload: 'external-dns', pods: ['external-dns'], service: 'external-dns' },
  { group: RELOADER_PODS, workload: 'reloader', pods: ['reloader-reloader'] },
];

function covers(group: PodGroup, labels: Labels): boolean {
  return Object.entries(group.labels).every(([name, value]) => labels[name] === value);
}

describe.each(GROUPS)('the labels of $pods of $workload', ({ group, workload, pods, service }) => {
  const labels = group ?? { name: 'nothing', labels: { no: 'pod' } };

  test('select its pods as the chart renders them, and no other workload', () => {
    const shape = workload.startsWith('litellm, ') ? workload : 'litellm, monolith';
    const selected = Object.entries(WORKLOADS)
      .filter(([name]) => !name.startsWith('litellm, ') || name === shape)
      .flatMap(([, { pods: all }]) => Object.entries(all))
      .filter(([, podLabels]) => covers(labels, podLabels))
      .map(([name]) => name);
    expect(selected.sort()).toEqual([...pods].sort());
  });

  test('are in the selector of its Service, by which the VPC CNI finds its address', () => {
    const selectors = WORKLOADS[workload]?.services ?? {};
    expect(Object.keys(selectors).filter((name) => covers(labels, selectors[name] ?? {}))).toEqual(
      service === undefined ? [] : [service],
    );
  });
});
