import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Value, type ValueRecord } from '../protocol/value';
import type { BlockSchema } from '../schema/terraform-schema';

/** A mistake in a configuration, at an argument. */
export interface Problem {
  summary: string;
  detail: string;
  /** Steps from the resource; empty when it is the resource as a whole. */
  path: string[];
}

/**
 * What providers check beyond their schema; Terraform itself has refused unknown and missing arguments and
 * wrong types by now.
 * @param directory the folder that Terraform runs in
 */
export function validateResource(type: string, block: BlockSchema, config: ValueRecord, directory: string): Problem[] {
  const problems = writeOnlyProblems(block, config);
  return type === 'helm_release' ? [...problems, ...chartProblems(config, directory)] : problems;
}

/** A write-only argument stands in place of the plain one, and needs the version that says when to write it again. */
function writeOnlyProblems(block: BlockSchema, config: ValueRecord): Problem[] {
  const problems: Problem[] = [];
  for (const [name, { write_only, nested_type }] of Object.entries(block.attributes)) {
    if (write_only !== true || nested_type !== undefined || !isSet(config[name])) continue;
    const plain = name.replace(/_wo$/, '');
    if (isSet(config[plain])) {
      const detail = `"${name}": conflicts with ${plain}`;
      problems.push({ summary: 'Conflicting configuration arguments', detail, path: [name] });
    }
    const version = [`${name}_version`, `${name}_revision`].find((candidate) => candidate in block.attributes);
    if (version !== undefined && !isSet(config[version])) {
      const detail = `"${name}": all of "${name},${version}" must be specified`;
      problems.push({ summary: 'Missing required argument', detail, path: [name] });
    }
  }
  return problems;
}

function isSet(value: Value | undefined): boolean {
  return value !== undefined && value !== null;
}

/** A chart is a folder or file that exists, or one from a repository with the version written down. */
function chartProblems({ chart, repository, version }: ValueRecord, directory: string): Problem[] {
  if (typeof chart !== 'string') return [];
  const remote = isSet(repository) || chart.startsWith('oci://') || /^https?:/.test(chart);
  if (!remote && !existsSync(resolve(directory, chart))) {
    return [{ summary: 'Chart not found', detail: `No chart at the path "${chart}"`, path: ['chart'] }];
  }
  if (remote && !isSet(version)) {
    const detail = `The chart "${chart}" comes from a repository, so the release needs its version.`;
    return [{ summary: 'Chart version missing', detail, path: ['version'] }];
  }
  return [];
}
