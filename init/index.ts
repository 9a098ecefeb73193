/**
 * Writes a new environment, and a project around it where there is none.
 *
 * @packageDocumentation
 */
export { initialize, type InitializeProps } from './initialize';
export type { Answers, Topic } from './question';
