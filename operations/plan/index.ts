export { planEnvironment, type EnvironmentPlanProps } from './environment-plan';
export { planComment, planOutcome } from './plan-comment';
export { planSelected, type PlanSelectedProps } from './plan-selected';
export { type Change, type ChangeKind, changesOf, type PlanJson, type StackPlan, wouldChange } from './stack-plan';
