import type { EnvVar } from '../../constructs/helm/container-variables';
import { applicationChart } from '../../environments/applications';
import type { State } from '../terraform/state-file';
import { composedSecrets, type ComposedSecrets } from './composed-secrets';
import { type HelmRelease, releasesOf } from './releases';

/** An environment variable as a container gets it. */
export interface ReportedVariable {
  readonly name: string;
  /** Its value; secrets in it are masked. */
  readonly value: string;
  /** Where it comes from, when it is not written down as it is: the Secret and key, and what that is composed of. */
  readonly from?: string;
}

/** Environment variables by application and container. */
export type ContainerEnvironments = Readonly<Record<string, Readonly<Record<string, readonly ReportedVariable[]>>>>;

/** The environment variables of every application's containers, from the Helm values that the states hold. */
export function containerEnvironments(states: readonly State[]): ContainerEnvironments {
  const secrets = composedSecrets(states);
  const applications = releasesOf(states).flatMap((release) => {
    const known = applicationChart(chartOf(release));
    if (!known) return [];
    const containers = Object.entries(known.chart.variables(release.values, release))
      .map(([name, variables]) => [name, variables.flatMap((variable) => reported(variable, secrets))] as const)
      .filter(([, variables]) => variables.length > 0);
    return [[known.application, Object.fromEntries(containers)] as const];
  });
  return Object.fromEntries(applications);
}

/** Our own charts travel in a folder whose name says nothing; their release is called like the chart. */
function chartOf({ chart, release }: HelmRelease): string {
  return chart.startsWith('.') ? release : chart;
}

function reported(variable: EnvVar, secrets: ComposedSecrets): ReportedVariable[] {
  if ('value' in variable) return [variable];
  if ('from' in variable) return [{ name: variable.name, value: '', from: variable.from }];
  if ('configMap' in variable) {
    const { name, configMap, key } = variable;
    return [{ name, value: '', from: `ConfigMap ${configMap}#${key}` }];
  }
  if ('secret' in variable) return [fromSecret(variable.name, variable.secret, variable.key, secrets)];
  const keys = variable.allOf === 'Secret' ? Object.keys(secrets.get(variable.of) ?? {}) : [];
  if (keys.length === 0) return [{ name: '*', value: '', from: `every key of ${variable.allOf} ${variable.of}` }];
  return keys.map((key) => fromSecret(key, variable.of, key, secrets));
}

function fromSecret(name: string, secret: string, key: string, secrets: ComposedSecrets): ReportedVariable {
  const composed = secrets.get(secret)?.[key];
  const sources = composed?.sources.map((source) => ` ← ${source}`).join(',') ?? '';
  return { name, value: composed?.masked ?? '***', from: `Secret ${secret}#${key}${sources}` };
}

/** Containers of one application that get the very same variables. */
export interface ContainerGroup {
  readonly application: string;
  readonly containers: readonly string[];
  readonly variables: readonly ReportedVariable[];
}

/** The containers with those together that are alike, for people to read each list once. */
export function containerGroups(environments: ContainerEnvironments): ContainerGroup[] {
  return Object.entries(environments).flatMap(([application, byContainer]) => {
    const groups = new Map<string, { containers: string[]; variables: readonly ReportedVariable[] }>();
    for (const [container, variables] of Object.entries(byContainer)) {
      const key = JSON.stringify(variables);
      const group = groups.get(key) ?? { containers: [], variables };
      group.containers.push(container);
      groups.set(key, group);
    }
    return [...groups.values()].map((group) => ({ application, ...group }));
  });
}
