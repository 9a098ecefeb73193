import { lastWords } from '../../rehearsal/processes/last-words';

describe('lastWords', () => {
  test('is the end of what was printed, without colours, spinners and empty lines', () => {
    const printed =
      'first\n\u001b[2K\u001b[1A\u001b[G\n⠋  Processing\n\u001b[31mError:\u001b[0m no credentials\n\n  found\n';
    expect(lastWords(printed, 2)).toBe('Error: no credentials\n  found');
    expect(lastWords(printed, 9)).toBe('first\nError: no credentials\n  found');
  });
});
