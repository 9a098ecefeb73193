import type { ContainerVariables } from '../../constructs/helm/container-variables';
import type { KnownRelease } from '../../constructs/helm/known-chart';
import { applicationChart } from '../../environments/applications';

/** The environment variables that each container of a release gets, by the name of its chart. */
export function effectiveEnvironment(chart: string, values: unknown, release: KnownRelease): ContainerVariables {
  const known = applicationChart(chart);
  if (!known) throw new Error(`the variables of the chart ${chart} are not known`);
  return known.chart.variables(values, release);
}
