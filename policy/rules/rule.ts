import type { Resource, SynthesizedEnvironment } from '../synthesized';

/** What a rule says of one thing that it looks at. */
export interface Verdict {
  /** A resource's address with its stack in front, `prod-data/aws_kms_key.key`; more after a `#` for a part of it. */
  readonly subject: string;
  /** What is wrong with it; absent when it is right. */
  readonly problem?: string;
}

/** Something that has to be true of every environment. */
export interface Rule {
  /**
   * The control of AWS Foundational Security Best Practices (`RDS.7`), of the CIS EKS Benchmark 1.8 (`CIS-EKS-5.4.1`)
   * or of Checkov (`CKV_K8S_14`) that it implements; `HUB-…` where none of them has one.
   */
  readonly id: string;
  /** The promise, in one sentence. */
  readonly title: string;
  /** Whether it is for environments with `protection` alone. */
  readonly onlyProtected?: true;
  judge(environment: SynthesizedEnvironment): readonly Verdict[];
}

/** Says what is wrong with a resource; nothing when it is right. */
export type Judgement = (resource: Resource) => string | undefined;

/** A rule on every resource of some types. */
export function resourceRule(id: string, title: string, types: readonly string[], judgement: Judgement): Rule {
  return {
    id,
    title,
    judge: (environment) => environment.ofTypes(...types).map((resource) => verdict(resource, judgement)),
  };
}

/** The same, only in environments whose data is kept safe: what `protection: false` gives up on purpose. */
export function protectedResourceRule(id: string, title: string, types: readonly string[], judgement: Judgement): Rule {
  const rule = resourceRule(id, title, types, judgement);
  return {
    ...rule,
    onlyProtected: true,
    judge: (environment) => (environment.isProtected ? rule.judge(environment) : []),
  };
}

/** Says what is wrong with one resource, as a verdict. */
export function verdict(resource: Resource, judgement: Judgement): Verdict {
  return { subject: resource.address, problem: judgement(resource) };
}

/** A judgement by something that must be so, and what to say otherwise. */
export function unless(holds: boolean, problem: string): string | undefined {
  return holds ? undefined : problem;
}

/** The first of several things that are wrong. */
export function firstOf(...problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}
