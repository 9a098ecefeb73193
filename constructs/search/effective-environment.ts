import { ChartReader } from '../helm/chart-reader';
import { type ContainerVariables, plain, secret } from '../helm/container-variables';

/** Variables of the one container of our own chart `searxng`. */
export function searxngVariables(values: unknown): ContainerVariables {
  const chart = new ChartReader({}, values);
  return {
    searxng: [
      secret('SEARXNG_SECRET', chart.at('secret.name'), chart.at('secret.key')),
      plain('GRANIAN_HOST', '0.0.0.0'),
      plain('GRANIAN_PORT', chart.at('port')),
    ],
  };
}
