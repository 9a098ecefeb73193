/**
 * Is told while something goes on: how far it is, or what somebody has to know, an error or a plan that waits for them.
 */
export type Tell = (text: string, about: 'progress' | 'outcome') => void;
