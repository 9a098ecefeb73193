import type { Wiring } from '../../constructs/wiring/wiring';
import type { SecretScanResult } from '../secrets/secret-scan';
import type { UpgradeReport } from '../upgrade/upgrade-report';
import type { ContainerEnvironments } from './containers';
import type { Surroundings } from './surroundings';

/** Something that makes a rehearsal fail. */
export interface RehearsalProblem {
  readonly phase: 'deploy as before' | 'deploy' | 'upgrade' | 'plan again' | 'secrets' | 'destroy';
  readonly stack?: string;
  /** In Terraform's own words where it is Terraform's. */
  readonly message: string;
}

/** What a rehearsal found out about one stack. */
export interface StackReport {
  readonly name: string;
  /** Stacks that it needs. */
  readonly dependencies: readonly string[];
  /** Stacks that were being deployed at the same time. */
  readonly beside: readonly string[];
  /** Resources that Terraform manages in it. */
  readonly resources: number;
  /** How many of each type, most first. */
  readonly types: Readonly<Record<string, number>>;
  /** Outputs by name; `null` stands for the value of a sensitive one. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** How long each step took; absent for one that was not reached. */
  readonly seconds: { readonly deploy?: number; readonly planAgain?: number; readonly destroy?: number };
  /** What a second plan would change; absent when there was none. */
  readonly changesOnSecondPlan?: readonly string[];
}

/** A `${NAME}` of the environment. */
export interface RehearsedVariable {
  readonly name: string;
  /** Whether a real deployment from here would find it. */
  readonly isSet: boolean;
}

/** What a rehearsal found out. The shape of `rehearse --json`. */
export interface RehearsalReport {
  readonly environment: string;
  readonly passed: boolean;
  readonly problems: readonly RehearsalProblem[];
  readonly seconds: number;
  /** The program that deployed, with its version: `Terraform 1.11.4`. */
  readonly terraform: string;
  readonly stacks: readonly StackReport[];
  /** Stacks of the environment that were built but not deployed, by the user's choice. */
  readonly notDeployed: readonly string[];
  /** Connections by application; absent when the apps stack was not deployed. */
  readonly wiring?: Wiring;
  /** The environment variables of every container of the applications, secrets as references. */
  readonly containers: ContainerEnvironments;
  readonly surroundings: Surroundings;
  readonly variables: readonly RehearsedVariable[];
  readonly secrets: SecretScanResult;
  /** The failure that was injected, and what Terraform said of it, before the second attempt went through. */
  readonly resumedAfter?: string;
  /** What changed since an earlier state; absent when none was given. */
  readonly upgrade?: UpgradeReport;
  readonly doesNotProve: readonly string[];
  /** Where everything was kept, when that was asked for. */
  readonly directory?: string;
}
