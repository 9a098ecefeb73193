import { execFileSync } from 'node:child_process';
import { cdktfProgram } from '../../rehearsal';

describe('cdktfProgram', () => {
  const flags = cdktfProgram().slice(0, -1);
  const printed = (expression: string) =>
    execFileSync(process.execPath, [...flags, '--print', expression], { cwd: __dirname, encoding: 'utf8' });

  test('starts Node without what translates HCL, and with everything else', () => {
    expect(printed("Object.keys(require('@cdktf/hcl2cdk'))")).toBe('[]\n');
    expect(printed("typeof require('cdktf').App")).toBe('function\n');
  });
});
