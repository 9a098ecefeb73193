import type { ChartValues } from '../helm/chart-values';

/** The variable that holds what a call to the drain has to show. */
export const DRAIN_TOKEN = 'DRAIN_ENDPOINT_TOKEN';

/** Seconds between the end of the drain and the end of the pod. */
const MARGIN_SECONDS = 30;

/**
 * Stops the pod from taking calls, and waits until those that it has are answered. A probe of Kubernetes' own cannot do
 * it: it would have to have the token written down.
 */
function script(port: number, seconds: number): string {
  return [
    'import os, urllib.request as request',
    `call = request.Request("http://127.0.0.1:${port}/health/drain", headers={"X-Drain-Token": os.environ["${DRAIN_TOKEN}"]})`,
    `request.urlopen(call, timeout=${seconds + MARGIN_SECONDS / 2})`,
  ].join('\n');
}

/** How a pod of LiteLLM's that listens on that port goes: it finishes what it has begun. */
export function draining(port: number, seconds: number): ChartValues {
  return {
    lifecycle: { preStop: { exec: { command: ['python', '-c', script(port, seconds)] } } },
    terminationGracePeriodSeconds: seconds + MARGIN_SECONDS,
  };
}
