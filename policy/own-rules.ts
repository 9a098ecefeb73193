import type { SuiteOutcomes } from './outcome';
import { type Rule, RULES } from './rules';
import type { SynthesizedEnvironment } from './synthesized';

/** Holds environments against the project's own rules. */
export function checkOwnRules(
  environments: readonly SynthesizedEnvironment[],
  rules: readonly Rule[] = RULES,
): SuiteOutcomes {
  const outcomes = environments.flatMap((environment) =>
    rules.flatMap((rule) =>
      rule.judge(environment).map(({ subject, problem }) => ({
        environment: environment.name,
        check: rule.id,
        title: rule.title,
        subject,
        problem: problem === undefined ? undefined : `${rule.title}: ${problem}`,
      })),
    ),
  );
  return { suite: 'own rules', outcomes };
}
