import { helmMerge, isMap, valueAt, type ValueMap } from './helm-merge';
import { isTruthy, text } from './container-variables';

/** A release's values over the chart's defaults, read as the chart's templates do. */
export class ChartReader {
  private readonly values: ValueMap;

  /** @param defaults those of the chart's own defaults that the reader asks for */
  constructor(defaults: ValueMap, values: unknown) {
    this.values = helmMerge(defaults, isMap(values) ? values : {});
  }

  /** The value at a path of keys joined by dots. */
  at(path: string): unknown {
    return valueAt(this.values, path.split('.'));
  }

  /** Whether a template's `if` would hold. */
  is(path: string): boolean {
    return isTruthy(this.at(path));
  }

  text(path: string): string {
    return text(this.at(path));
  }

  /** Sprig's `default`. */
  textOr(path: string, otherwise: string): string {
    return this.is(path) ? this.text(path) : otherwise;
  }
}
