import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { variableFor } from '../../../constructs/secrets';
import { emptyStack, synthesized } from '../../support/terraform-json';

describe('variableFor', () => {
  test('makes one variable for a name, however often a stack uses it', () => {
    const stack = emptyStack();
    new TerraformOutput(stack, 'one', { value: variableFor(stack, 'REDIS_PASSWORD') });
    new TerraformOutput(stack, 'other', { value: variableFor(new Construct(stack, 'deeper'), 'REDIS_PASSWORD') });
    expect(Object.values(synthesized(stack).output ?? {}).map(({ value }) => value)).toEqual([
      '${var.REDIS_PASSWORD}',
      '${var.REDIS_PASSWORD}',
    ]);
    const { variable } = synthesized(stack) as unknown as { variable: unknown };
    expect(variable).toEqual({
      REDIS_PASSWORD: {
        type: 'string',
        sensitive: true,
        nullable: false,
        ephemeral: true,
        description: 'REDIS_PASSWORD, as the environment file refers to it',
      },
    });
  });
});
