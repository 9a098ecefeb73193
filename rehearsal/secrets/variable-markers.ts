import type { RehearsedVariable } from '../report/report';
import { makeSecret } from '../providers/cloud/markers';
import type { Marker } from './secret-search';

/** Made-up values for the `${NAME}`s of an environment, so that a missing one keeps nobody from rehearsing. */
export class VariableMarkers {
  private readonly values: ReadonlyMap<string, string>;

  constructor(names: readonly string[]) {
    this.values = new Map([...new Set(names)].sort().map((name) => [name, makeSecret()]));
  }

  /** As Terraform takes them from the environment of its process. */
  terraformVariables(): Record<string, string> {
    return Object.fromEntries([...this.values].map(([name, value]) => [`TF_VAR_${name}`, value]));
  }

  markers(): Marker[] {
    return [...this.values].map(([name, value]) => ({ value, origin: `variable ${name}` }));
  }

  /** Which of them a real deployment from this machine would find set. */
  report(machine: NodeJS.ProcessEnv): RehearsedVariable[] {
    return [...this.values.keys()].map((name) => ({ name, isSet: (machine[name] ?? '') !== '' }));
  }
}
