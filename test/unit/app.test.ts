import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, type IResolvable, Lazy, TerraformOutput, TerraformStack } from 'cdktf';
import { environmentsApp } from '../../app';
import { environmentStacks } from '../../stacks';

jest.mock('../../stacks');
// Here somebody reads them: what cdktf itself does, which other tests leave out.
jest.mock('../support/no-creation-stacks', () => jest.requireActual('cdktf/lib/tokens/private/stack-trace.js'));
const stacks = environmentStacks as jest.Mock;

/** A file and a line of it, as a stack trace has them. */
const HERE = /app\.test\.ts:\d+:\d+/;

describe('environmentsApp', () => {
  let outdir: string;
  let tokens: IResolvable[];
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), 'environments-app-'));
    process.env.CDKTF_OUTDIR = outdir;
    tokens = [];
  });
  afterEach(() => {
    delete process.env.CDKTF_OUTDIR;
    rmSync(outdir, { recursive: true });
  });

  /** Synthesizes one stack with one output. @returns what it throws */
  function synthesize(produce: () => string): unknown {
    stacks.mockImplementation((app: App) => {
      const token = Lazy.anyValue({ produce });
      tokens.push(token);
      new TerraformOutput(new TerraformStack(app, 'stack'), 'output', { value: token });
    });
    try {
      environmentsApp({ ENVIRONMENT: 'local' });
    } catch (error) {
      return error;
    }
    return undefined;
  }

  test('takes no stack trace of what resolves', () => {
    expect(synthesize(() => 'known')).toBeUndefined();
    expect(tokens.map(({ creationStack }) => creationStack)).toEqual([[]]);
  });

  test('says of a token that does not resolve where it was made', () => {
    const error = synthesize(() => {
      throw new Error('not known');
    });
    expect(error).toBeInstanceOf(Error);
    const [, creationStack = ''] = (error as Error).message.split('Object creation stack:');
    expect(creationStack).toMatch(HERE);
  });
});
