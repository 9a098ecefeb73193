/**
 * The policy gate: checks what cdktf wrote with Checkov, with the schemas of the Kubernetes API and with rules of our own.
 *
 * @packageDocumentation
 */
export { type GateExceptions, type PolicyException, projectExceptions, readExceptions } from './exceptions';
export type { Outcome, SuiteOutcomes } from './outcome';
export { checkOwnRules } from './own-rules';
export { policyGate, type PolicyGateProps } from './policy-gate';
export type { Failure, PolicyReport, SuiteReport } from './policy-report';
export { policyOutcome, policyText } from './policy-text';
export { type Rule, RULES } from './rules';
export { type EnvironmentFacts, readEnvironments, SynthesizedEnvironment } from './synthesized';
