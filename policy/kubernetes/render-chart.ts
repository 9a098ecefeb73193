import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { helmMerge, type ValueMap } from '../../constructs/helm/helm-merge';
import { GoTemplates } from './go-template';

/** A Kubernetes object, as far as its kind and name. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

/** A release of a chart. */
export interface ChartRelease {
  readonly name: string;
  readonly namespace: string;
  readonly values: ValueMap;
}

/**
 * The objects that a chart of the project's own makes. Other charts go further than the templates that are understood
 * here; checksums differ from Helm's.
 * @param folder the chart's folder
 * @throws Error for a template that is not understood
 */
export function renderChart(folder: string, { name, namespace, values }: ChartRelease): KubernetesObject[] {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  const defaults = (parse(read('values.yaml')) ?? {}) as ValueMap;
  const templates = new GoTemplates({
    Values: withoutNull(helmMerge(defaults, values)),
    Release: { Name: name, Namespace: namespace, Service: 'Helm' },
    Chart: capitalized(parse(read('Chart.yaml')) as Record<string, unknown>),
    Files: chartFiles(folder),
  });
  const files = readdirSync(join(folder, 'templates')).sort();
  const sources = files.map((file) => ({ file, source: read(join('templates', file)) }));
  sources.forEach(({ source }) => {
    templates.define(source);
  });
  return sources
    .filter(({ file }) => file.endsWith('.yaml'))
    .flatMap(({ file, source }) => objectsIn(`${name}: ${file}`, templates.render(source)))
    .map((object) => ({
      ...object,
      metadata: { ...object.metadata, namespace: object.metadata.namespace ?? namespace },
    }));
}

function objectsIn(where: string, text: string): KubernetesObject[] {
  return parseAllDocuments(text, { uniqueKeys: true, prettyErrors: true }).flatMap((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${where} renders to no YAML: ${error.message}`);
    const object = document.toJS() as KubernetesObject | null;
    return object === null ? [] : [object];
  });
}

/** A value of `null` takes the chart's default away. */
function withoutNull(values: ValueMap): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}

function capitalized(chart: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(chart).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
  );
}

/** Helm's `.Files`: `Get` and `Glob` with one star. */
function chartFiles(folder: string): object {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  const read = (file: unknown): string => readFileSync(join(folder, String(file)), 'utf8');
  return {
    Get: read,
    Glob: (pattern: unknown) => {
      const matching = new RegExp(`^${String(pattern).replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
      const found = Object.fromEntries(all.filter((file) => matching.test(file)).map((file) => [file, read(file)]));
      // What Helm offers on the result is no file of it.
      return Object.defineProperty(found, 'AsConfig', { value: () => JSON.stringify(found), enumerable: false });
    },
  };
}
