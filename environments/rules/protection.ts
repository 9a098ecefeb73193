import { at, type Problem, say } from '../../constructs/telling/problems';
import type { Environment } from '../schema';

/** Settings that undo what `protection` promises. */
export function protectionProblems({ protection, secrets }: Environment): Problem[] {
  if (!protection || secrets.kind !== 'aws-secrets-manager' || secrets.recoveryWindowDays > 0) return [];
  return [
    {
      says: say`${at('secrets.recoveryWindowDays')} is 0, but ${at('protection')} is on; it takes 7 to 30`,
      todo: say`a secret that is deleted at once cannot be restored, LiteLLM's salt key for example, and with it what it encrypted`,
    },
  ];
}
