import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
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
  const configuration = ts.readConfigFile(join(PROJECT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(configuration.config, ts.sys, PROJECT);
  const real = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...real,
    fileExists: (path) => files.has(path) || real.fileExists(path),
    readFile: (path) => {
      const snippet = files.get(path);
      return snippet ? asFile(snippet) : real.readFile(path);
    },
    getSourceFile: (path, ...rest) => {
      const snippet = files.get(path);
      return snippet
        ? ts.createSourceFile(path, asFile(snippet), ts.ScriptTarget.ES2022, true)
        : real.getSourceFile(path, ...rest);
    },
  };
  const program = ts.createProgram([...files.keys()], { ...options, noEmit: true, types: ['node'] }, host);
  return [...files].flatMap(([path, { where }]) => {
    const source = program.getSourceFile(path);
    const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return problems.map(({ messageText }) => `${where}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
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
