import type { z } from 'zod';
import { whatItTakes } from '../../constructs/telling/shape-problems';
import { oneOf } from '../../constructs/telling/words';

/** What `init` has to know; each is a flag of the same name. */
export type Topic =
  | 'cluster'
  | 'cluster-name'
  | 'context'
  | 'account'
  | 'region'
  | 'purpose'
  | 'cidr'
  | 'vpc'
  | 'subnets'
  | 'api-from'
  | 'postgres'
  | 'postgres-host'
  | 'openwebui-redis'
  | 'openwebui-redis-host'
  | 'litellm-redis'
  | 'litellm-redis-host'
  | 'storage'
  | 'bucket'
  | 'models'
  | 'ollama-url'
  | 'gateway'
  | 'host'
  | 'certificate'
  | 'tls-secret'
  | 'admin-email'
  | 'state'
  | 'state-bucket'
  | 'state-region'
  | 'organization';

/** What was answered so far, as it is written after the flag; a list with commas. */
export type Answers = Readonly<Partial<Record<Topic, string>>>;

/** What suggestions are made from, besides the answers. */
export interface Surroundings {
  /** The ranges of the networks of other environments. */
  readonly takenCidrs: readonly string[];
  /** The region that the user's AWS tools work in. */
  readonly region: string | undefined;
}

export interface Choice {
  readonly value: string;
  /** What is chosen with it, in a few words. */
  readonly means: string;
}

/** One question of the dialogue, and the flag that answers it. */
export interface Question {
  readonly topic: Topic;
  /** How the flag's value is written: `<id>`. */
  readonly value: string;
  /** As it is asked, and as the flag is explained. */
  readonly message: string;
  readonly choices?: readonly Choice[];
  /** Whether it takes several values, with commas between them. */
  readonly several?: boolean;
  /** The answers with which it makes sense: one of these values of another topic. */
  readonly onlyWith?: { readonly topic: Topic; readonly values: readonly string[] };
  /** The setting that a value becomes; what is wrong with it is told with the flag's name. */
  readonly setting: string;
  /** What a single value has to be. */
  readonly accepts?: z.ZodType;
  /** The answer where nobody is asked, and the one that the dialogue begins with. None: it has to be given. */
  readonly suggestion?: (answers: Answers, surroundings: Surroundings) => string | undefined;
  /** Whether it may stay without an answer. */
  readonly optional?: boolean;
  /** Whether the dialogue leaves it out: its suggestion suits nearly everyone. */
  readonly onlyByFlag?: boolean;
}

/** The values of an answer. */
export function valuesOf(answer: string | undefined): string[] {
  return (answer ?? '')
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** Whether the answers leave a question open, or make it one that nobody has to ask. */
export function applies({ onlyWith }: Question, answers: Answers): boolean {
  return onlyWith === undefined || valuesOf(answers[onlyWith.topic]).some((value) => onlyWith.values.includes(value));
}

/** What is wrong with an answer by itself, if anything. */
export function refusal({ choices, several, accepts }: Question, answer: string): string | undefined {
  const values = several ? valuesOf(answer) : [answer];
  if (choices) {
    const known = choices.map(({ value }) => value);
    const unknown = values.filter((value) => !known.includes(value));
    if (unknown.length > 0 || values.length === 0) {
      return `it takes ${several ? `${known.join(', ')}, with commas between` : oneOf(known)}`;
    }
  }
  const [issue] = values.flatMap((value) => accepts?.safeParse(value).error?.issues ?? []);
  return issue && whatItTakes(issue);
}
