import { withoutCreationStacks } from '../../../runtime/without-creation-stacks';

describe('withoutCreationStacks', () => {
  test('leaves errors their stack traces', () => {
    class ProviderError extends Error {}
    withoutCreationStacks(() => {
      const error = new ProviderError('not possible');
      error.stack = '';
      Error.captureStackTrace(error);
      expect(error.stack).toMatch(/^Error: not possible\n +at .*without-creation-stacks\.test\.ts:\d+/);
    });
  });

  test('takes none for other objects, until it ends, also with an error', () => {
    const token = { stack: '' };
    expect(() => {
      withoutCreationStacks(() => {
        Error.captureStackTrace(token);
        throw new Error('not possible');
      });
    }).toThrow('not possible');
    expect(token.stack).toBe('');
    Error.captureStackTrace(token);
    expect(token.stack).toContain('without-creation-stacks.test.ts');
  });
});
