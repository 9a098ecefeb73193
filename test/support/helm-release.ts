import type { Block, TerraformJson } from './terraform-json';

/** A Kubernetes object, as far as a test looks at it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** The Helm release of that name, or nothing where the stack has none. */
export function release(json: TerraformJson, name: string): Block | undefined {
  return Object.values(json.resource?.helm_release ?? {}).find((block) => block.name === name);
}

/** What a release's chart is told. */
export function releaseValues(json: TerraformJson, name: string): Readonly<Record<string, unknown>> {
  const found = release(json, name);
  if (!found) throw new Error(`no release ${name}`);
  return JSON.parse((found.values as readonly string[])[0] ?? '') as Readonly<Record<string, unknown>>;
}

/** The one object of a kind among those that a release of our own `manifests` chart carries. */
export function manifest(json: TerraformJson, releaseName: string, kind: string, name?: string): Manifest {
  const resources = releaseValues(json, releaseName).resources as readonly Manifest[];
  const [found, ...others] = resources.filter(
    (one) => one.kind === kind && (name === undefined || one.metadata.name === name),
  );
  if (!found) throw new Error(`no ${kind} in ${releaseName}`);
  if (others.length > 0) throw new Error(`${others.length + 1} objects ${kind} in ${releaseName}`);
  return found;
}

/** Addresses that a release waits for. */
export function dependencies(json: TerraformJson, name: string): readonly string[] {
  return (release(json, name)?.depends_on ?? []) as readonly string[];
}
