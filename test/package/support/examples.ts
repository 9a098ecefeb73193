import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import * as cdktf from 'cdktf';
import ts from 'typescript';
import * as hub from '../../../index';
import { PROJECT } from '../../docs/support/documents';
import * as exampleStack from './example-stack';

/** An `@example` of a class or a function. */
export interface Example {
  /** The class or the function as the source calls it. */
  readonly of: string;
  readonly code: string;
}

const STACK = './example-stack';

/** The examples in the constructs' docstrings. */
export function examples(): Example[] {
  const folder = join(PROJECT, 'constructs');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .flatMap((file) => examplesIn(readFileSync(join(folder, file), 'utf8')));
}

function examplesIn(source: string): Example[] {
  const documented = source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport (?:class|function) (\w+)/g);
  return [...documented].flatMap(([, comment = '', of = '']) => {
    const text = comment.replace(/^ \* ?/gm, '');
    return [...text.matchAll(/^@example\n```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => ({ of, code }));
  });
}

/** An example as a file beside the example stack, with the imports that it takes and what it takes for granted. */
export function asFile(example: Example): string {
  const words = wordsOf(example);
  const used = (names: readonly string[]) => names.filter((name) => words.has(name)).join(', ');
  return `import { ${used(Object.keys(cdktf))} } from 'cdktf';
import { ${used(exportedNames())} } from 'inferencehub-cdktf';
import { ExampleStack } from '${STACK}';
export class Example extends ExampleStack {
  make(): void {
    const { ${givenTo(example).join(', ')} } = this;
    {
${example.code}
    }
  }
}
`;
}

/** What the example takes for granted. */
function givenTo(example: Example): (keyof exampleStack.ExampleStack)[] {
  const words = wordsOf(example);
  const made = [...example.code.matchAll(/^const (\{[^}]*\}|\w+)/gm)].flatMap(
    ([, names = '']) => names.match(/\w+/g) ?? [],
  );
  return exampleStack.GIVEN.filter((name) => words.has(name) && !made.includes(name));
}

/** The names in an example: what is in quotes and the keys of objects are none. */
function wordsOf({ code }: Example): ReadonlySet<string> {
  return new Set(code.replace(/'[^']*'/g, '').match(/\b[A-Za-z]\w*\b(?!:)/g));
}

/** The JSON of a stack in which the example was made, and of one that has only what it takes for granted. */
export function synthesized(example: Example): { readonly made: string; readonly given: string } {
  const { outputText } = ts.transpileModule(asFile(example), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const modules: Readonly<Record<string, unknown>> = { cdktf, 'inferencehub-cdktf': hub, [STACK]: exampleStack };
  const exported: { Example?: new () => exampleStack.ExampleStack & { make: () => void } } = {};
  runInNewContext(outputText, { exports: exported, require: (name: string) => modules[name] });
  if (!exported.Example) throw new Error(`the example of ${example.of} is none`);
  const stack = new exported.Example();
  stack.make();
  const bare = new exampleStack.ExampleStack();
  for (const name of givenTo(example)) Reflect.get(bare, name);
  return { made: cdktf.Testing.synth(stack), given: cdktf.Testing.synth(bare) };
}

/** Everything that the package exports, types too, as the API report lists it. */
function exportedNames(): string[] {
  const report = readFileSync(join(PROJECT, 'etc', 'inferencehub-cdktf.api.md'), 'utf8');
  const names = [...report.matchAll(/^export (?:abstract )?(?:class|const|function|interface|type) (\w+)/gm)];
  return [...new Set(names.map(([, name = '']) => name))];
}
