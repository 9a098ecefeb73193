import type { ContainerVariables } from './container-variables';
import type { Protection } from './protected-values';

/** The release that values belong to. */
export interface KnownRelease {
  readonly release: string;
  readonly namespace: string;
}

/** A chart whose containers' environment variables are known from its values. */
export interface KnownChart {
  /** As Helm calls it. */
  readonly name: string;
  /**
   * The environment variables that each container of a release gets, computed from its values as the chart's own
   * templates do, in order and with duplicates. No Helm and no cluster is asked.
   * @param values `helm_release.values`, parsed
   */
  variables(values: unknown, release: KnownRelease): ContainerVariables;
}

/** What tells the entries of a list apart; `itself` for a list of texts. */
export type EntryKey = 'name' | 'mountPath' | 'path' | 'guardrail_name' | 'search_tool_name' | 'itself';

/** A chart that takes values of a user's own beside the platform's. */
export interface PassthroughChart extends KnownChart {
  /** For which choices it is taken, where an application has several charts. */
  readonly takenFor?: string;
  /** What a user's values may not set. */
  readonly protection: Protection;
  /**
   * The values that the pinned version has: a line for each map, with its path and the keys in it, taken from its
   * values.yaml and templates. A map that is not there takes any key: Kubernetes' own objects, labels, subcharts.
   */
  readonly knownValues: string;
  /**
   * Lists to which the platform adds entries of its own: a user's list is merged into them by what names an entry,
   * instead of replacing them.
   */
  readonly mergedLists: Readonly<Record<string, EntryKey>>;
}
