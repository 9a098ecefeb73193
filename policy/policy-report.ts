import { excepts, type GateExceptions, type PolicyException } from './exceptions';
import type { Outcome, SuiteOutcomes } from './outcome';

/** A failure. */
export type Failure = Outcome & { readonly problem: string };

/** What one suite of checks says of one environment. */
export interface SuiteReport {
  readonly environment: string;
  readonly suite: string;
  /** How many checks passed. */
  readonly passed: number;
  readonly failed: readonly Failure[];
  readonly excepted: readonly (Failure & { readonly reason: string })[];
}

/** What the gate found. */
export interface PolicyReport {
  readonly passed: boolean;
  readonly suites: readonly SuiteReport[];
  /** Exceptions that nothing needs any more. */
  readonly unused: readonly PolicyException[];
}

export interface ReportProps {
  readonly environments: readonly string[];
  /** Whether these are all environments that there are: only then an exception that matches nothing is out of use. */
  readonly complete: boolean;
  readonly suites: readonly SuiteOutcomes[];
  readonly exceptions: GateExceptions;
}

/** Puts outcomes and exceptions together. */
export function policyReport({ environments, complete, suites, exceptions }: ReportProps): PolicyReport {
  const used = new Set<PolicyException>();
  const { needed, optional } = exceptions;
  // A project's own reason comes first.
  const all = [...needed, ...optional];
  const reports = environments.flatMap((environment) =>
    suites.map(({ suite, outcomes }) => {
      const own = outcomes.filter((outcome) => outcome.environment === environment);
      const failed: Failure[] = [];
      const excepted: SuiteReport['excepted'][number][] = [];
      for (const failure of own.filter(isFailure)) {
        const matching = all.filter((exception) => excepts(exception, failure));
        matching.forEach((exception) => used.add(exception));
        if (matching[0]) excepted.push({ ...failure, reason: matching[0].reason });
        else failed.push(failure);
      }
      return { environment, suite, passed: own.length - failed.length - excepted.length, failed, excepted };
    }),
  );
  const unused = complete ? needed.filter((exception) => !used.has(exception)) : [];
  return {
    passed: unused.length === 0 && reports.every(({ failed }) => failed.length === 0),
    suites: reports,
    unused,
  };
}

function isFailure(outcome: Outcome): outcome is Failure {
  return outcome.problem !== undefined;
}
