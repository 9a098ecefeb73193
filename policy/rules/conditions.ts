import { listOf, textOf } from '../synthesized';
import type { Statement } from './policy-documents';

/**
 * Operators by which a statement is about some alone. One that negates, and one that lets pass whatever lacks the key
 * (`…IfExists`, `ForAllValues:`), leaves everybody else in.
 */
const POSITIVE = /^(ForAnyValue:)?(String(Equals|Like|EqualsIgnoreCase)|Arn(Equals|Like))$/;

/**
 * Whether a statement is only about requests of which a key has one of some values.
 * @param key the key's name, in whatever case: to AWS it is the same
 * @param isNarrow judges each of the values; one that is not narrow lets others in
 */
export function isBound({ conditions }: Statement, key: RegExp, isNarrow: (value: string) => boolean): boolean {
  return Object.entries(conditions)
    .filter(([operator]) => POSITIVE.test(operator))
    .flatMap(([, byKey]) => Object.entries(byKey))
    .filter(([name]) => key.test(name))
    .some(([, values]) => listOf(values).length > 0 && listOf(values).every((value) => isNarrow(textOf(value))));
}
