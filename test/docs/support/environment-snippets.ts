import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { typeErrors } from '../../support/type-errors';
import { type Snippet, PROJECT } from './documents';

/** Whether a snippet is a whole file, and not some settings of one. */
export function isWhole({ code }: Snippet): boolean {
  return code.includes('export default');
}

/** Whether a snippet is an app that uses the package, and no environment. */
export function isApp(snippet: Snippet): boolean {
  return snippet.code.includes("from 'inferencehub-cdktf'") && !isWhole(snippet);
}

/** A snippet as a file beside the environments: with the imports that it leaves out, and as settings where it is some. */
function asFile(snippet: Snippet): string {
  if (isApp(snippet)) return snippet.code;
  if (!isWhole(snippet)) {
    return `import type { EnvironmentInput } from './schema';\nexport const some: Partial<EnvironmentInput> = {\n${snippet.code}\n};\n`;
  }
  const isComplete = snippet.code.includes('import { defineEnvironment }');
  return isComplete ? snippet.code : `import { defineEnvironment } from './schema';\n${snippet.code}`;
}

/** What TypeScript says against snippets, by where they stand; they are checked as files of `environments/`. */
export function compileErrors(snippets: readonly Snippet[]): string[] {
  const files = new Map(
    snippets.map((snippet, index) => [join(PROJECT, 'environments', `snippet-${index}.ts`), snippet]),
  );
  const texts = new Map([...files].map(([path, snippet]) => [path, asFile(snippet)]));
  return typeErrors(texts).map(({ path, message }) => `${files.get(path)?.where ?? path}: ${message}`);
}

/** What a snippet says, as plain data. */
export function settingsOf(snippet: Snippet): Record<string, unknown> {
  const { outputText } = ts.transpileModule(asFile(snippet), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: { default?: unknown; some?: unknown } = {};
  runInNewContext(outputText, {
    exports: exported,
    require: () => ({ defineEnvironment: (settings: unknown) => settings }),
  });
  return JSON.parse(JSON.stringify(exported.default ?? exported.some)) as Record<string, unknown>;
}
