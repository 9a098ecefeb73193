import type { State } from '../terraform/state-file';

/** A Helm release, as the state has it. */
export interface HelmRelease {
  readonly release: string;
  readonly namespace: string;
  readonly chart: string;
  /** Its values, parsed. */
  readonly values: unknown;
}

/** Every Helm release of the stacks whose values are JSON, as those are that this project writes. */
export function releasesOf(states: readonly State[]): HelmRelease[] {
  return states
    .flatMap(({ resources }) => resources)
    .filter(({ mode, type }) => mode === 'managed' && type === 'helm_release')
    .flatMap(({ instances }) => instances)
    .map(({ attributes: { name, namespace, chart, values } }) => ({
      release: String(name),
      namespace: String(namespace),
      chart: String(chart),
      values: JSON.parse((values as readonly string[] | null)?.[0] ?? '{}') as unknown,
    }));
}
