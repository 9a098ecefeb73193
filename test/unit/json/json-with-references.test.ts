import { Testing, TerraformOutput, TerraformStack, TerraformVariable, Token } from 'cdktf';
import { type JsonObject, jsonWithReferences } from '../../../constructs/json/json-with-references';

/** What Terraform is given for `values`, as it stands in the synthesized JSON. */
function synthesized(values: (stack: TerraformStack) => JsonObject): string {
  const stack = new TerraformStack(Testing.app(), 'chart-values');
  new TerraformOutput(stack, 'values', { value: jsonWithReferences(values(stack)) });
  const json = JSON.parse(Testing.synth(stack)) as { output: { values: { value: string } } };
  return json.output.values.value;
}

describe('jsonWithReferences', () => {
  test('writes JSON with sorted keys and leaves out what is undefined', () => {
    expect(synthesized(() => ({ b: 1, a: { d: true, c: null, e: undefined } }))).toBe(
      '{"a":{"c":null,"d":true},"b":1}',
    );
  });

  test("keeps Terraform from reading a user's text as a template", () => {
    expect(JSON.parse(synthesized(() => ({ prompt: 'pay ${amount} or %{ if x }' })))).toEqual({
      prompt: 'pay $${amount} or %%{ if x }',
    });
  });

  test('passes references through, as strings and as numbers', () => {
    const values = synthesized((stack) => {
      const host = new TerraformVariable(stack, 'host', { type: 'string' });
      const port = new TerraformVariable(stack, 'port', { type: 'number' });
      return { url: `redis://${host.stringValue}:6379`, port: port.numberValue, text: 'a ${b}' };
    });
    expect(values).toBe('{"port":${var.port},"text":"a $${b}","url":"redis://${var.host}:6379"}');
  });

  test('refuses a reference that is neither a string nor a number', () => {
    expect(() =>
      synthesized((stack) => {
        const flag = new TerraformVariable(stack, 'flag', { type: 'bool' });
        return { nested: { flag: flag.booleanValue as unknown as boolean } };
      }),
    ).toThrow('nested.flag');
    expect(() =>
      synthesized((stack) => {
        const list = new TerraformVariable(stack, 'list', { type: 'list(string)' });
        return { list: Token.asList(list.value) };
      }),
    ).toThrow('list');
  });
});
