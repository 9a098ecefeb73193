import { interruption } from '../../../cli/interruption';

describe('interruption', () => {
  // The streams stay watched, in the program as here.
  const listeners = [process.stdout, process.stderr].map((stream) => stream.listeners('error'));

  afterEach(() => {
    [process.stdout, process.stderr].forEach((stream, index) => {
      stream.removeAllListeners('error');
      listeners[index]?.forEach((listener) => stream.on('error', listener as () => void));
    });
  });

  test.each(['EPIPE', 'EIO'])('takes a reader that went away (%s) as a request to end', (code) => {
    const { signal, exitCode, release } = interruption();
    process.stderr.emit('error', Object.assign(new Error(code), { code }));
    release();
    expect(signal.aborted).toBe(true);
    expect(exitCode()).toBe(141);
  });

  test('keeps the exit code of the signal that came first', () => {
    const { exitCode, release } = interruption();
    process.emit('SIGHUP', 'SIGHUP');
    process.stderr.emit('error', Object.assign(new Error('EIO'), { code: 'EIO' }));
    release();
    expect(exitCode()).toBe(129);
  });
});
