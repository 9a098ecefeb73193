import { join } from 'node:path';
import type { ValueMap } from '../../constructs/helm/helm-merge';
import { releaseValues, type SynthesizedEnvironment, textOf } from '../synthesized';
import { type KubernetesObject, renderChart } from './render-chart';

/** A Kubernetes object that a chart of the project's own makes. */
export interface OwnObject {
  readonly environment: string;
  readonly stack: string;
  readonly object: KubernetesObject;
}

/** A reference to a number stands in values without quotes; any number will do where it is looked at. */
const SOME_NUMBER = '1';

/**
 * Every object of the project's own charts in synthesized environments, with references as they stand.
 * @param output cdktf's output folder, with the charts that the stacks carry
 */
export function ownObjects(environments: readonly SynthesizedEnvironment[], output: string): OwnObject[] {
  return environments.flatMap((environment) =>
    environment.stacks.flatMap((stack) =>
      stack
        .ofTypes(['helm_release'])
        // Theirs come from a repository.
        .filter((release) => release.text('chart').startsWith('./'))
        .flatMap((release) => {
          const chart = join(output, 'stacks', stack.name, release.text('chart'));
          const [values = {}] = release.list('values').map((text) => releaseValues(textOf(text), SOME_NUMBER));
          const objects = renderChart(chart, {
            name: release.text('name'),
            // A namespace of the same stack is a reference.
            namespace: release.text('namespace'),
            values: values as ValueMap,
          });
          return objects.map((object) => ({ environment: environment.name, stack: stack.name, object }));
        }),
    ),
  );
}

/** How an object is called: `prod-data/Job.bootstrap`. */
export function subjectOf({ stack, object: { kind, metadata } }: OwnObject): string {
  return `${stack}/${kind}.${metadata.name}`;
}
