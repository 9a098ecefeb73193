/** cdktf ended badly, and has told why. */
export class CdktfFailed extends Error {
  override readonly name = 'CdktfFailed';

  constructor(readonly exitCode: number) {
    super(`cdktf ended with exit code ${exitCode}`);
  }
}
