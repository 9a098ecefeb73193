import { checkbox, input, select } from '@inquirer/prompts';
import { type Problem, say } from '../constructs/telling/problems';
import { oneOf } from '../constructs/telling/words';
import { type Answers, applies, type Question, type Surroundings, type Topic, valuesOf } from './question';
import { QUESTIONS } from './questions';
import { refusal } from './refusal';

/** Answers, and all that is wrong with those that were given. */
export interface Interview {
  readonly answers: Answers;
  readonly problems: readonly Problem[];
}

/** Asks one question. @returns its answer, empty for none */
export type Ask = (question: Question, suggestion: string | undefined) => Promise<string>;

/**
 * Gets an answer to every question that the others leave open: from the flags, from the user where one can be asked,
 * else from what the question suggests.
 * @param ask absent where nobody is asked
 */
export async function interview(flags: Answers, surroundings: Surroundings, ask?: Ask): Promise<Interview> {
  const wrong = QUESTIONS.flatMap((question) => flagProblems(question, flags[question.topic]));
  // Nobody should answer a dozen questions to be told then that a flag was wrong.
  if (wrong.length > 0) return { answers: flags, problems: wrong };

  const answers: Partial<Record<Topic, string>> = {};
  const problems: Problem[] = [];
  for (const question of QUESTIONS) {
    const { topic, optional, onlyByFlag, value, message } = question;
    const flag = flags[topic];
    if (!applies(question, answers)) {
      if (flag !== undefined) problems.push(uselessFlag(question));
      continue;
    }
    const suggestion = question.suggestion?.(answers, surroundings);
    const answer = flag ?? (ask && !(onlyByFlag && suggestion) ? await ask(question, suggestion) : suggestion);
    if (answer !== undefined && answer !== '') answers[topic] = answer;
    else if (!optional) problems.push({ says: say`--${topic} ${value} is missing`, todo: say`${message}` });
  }
  return { answers, problems };
}

function flagProblems(question: Question, flag: string | undefined): Problem[] {
  const problem = flag === undefined ? undefined : refusal(question, flag);
  return problem === undefined ? [] : [{ says: say`--${question.topic} is ${JSON.stringify(flag)}; ${problem}` }];
}

function uselessFlag({ topic, onlyWith }: Question): Problem {
  return {
    says: say`--${topic} says nothing here; it is for --${onlyWith?.topic ?? ''} ${oneOf(onlyWith?.values ?? [])}`,
  };
}

/** Asks in the terminal, and again until the answer will do. */
export const askInTerminal: Ask = async (question, suggestion) => {
  const { message, choices, several, optional } = question;
  const options = choices?.map(({ value, means }) => ({ value, name: `${value}: ${means}`, short: value }));
  if (options && several) {
    const suggested = valuesOf(suggestion);
    const chosen = await checkbox({
      message,
      required: true,
      choices: options.map((option) => ({ ...option, checked: suggested.includes(option.value) })),
    });
    return chosen.join(',');
  }
  if (options) return select({ message, choices: options, default: suggestion });
  const answer = await input({
    message,
    default: suggestion,
    required: !optional,
    validate: (text) => (text.trim() === '' ? optional === true : (refusal(question, text.trim()) ?? true)),
  });
  return answer.trim();
};
