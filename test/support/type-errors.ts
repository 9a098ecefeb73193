import { join } from 'node:path';
import ts from 'typescript';

const PROJECT = join(__dirname, '..', '..');

/** What TypeScript says against files that are not on the disk, by their path, as strictly as for the project's own. */
export function typeErrors(files: ReadonlyMap<string, string>): { readonly path: string; readonly message: string }[] {
  const configuration = ts.readConfigFile(join(PROJECT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(configuration.config, ts.sys, PROJECT);
  const checked: ts.CompilerOptions = {
    ...options,
    noEmit: true,
    types: ['node'],
    // A snippet shows what can be had, and need not use it.
    noUnusedLocals: false,
  };
  const real = ts.createCompilerHost(checked);
  const host: ts.CompilerHost = {
    ...real,
    fileExists: (path) => files.has(path) || real.fileExists(path),
    readFile: (path) => files.get(path) ?? real.readFile(path),
    getSourceFile: (path, ...rest) => {
      const text = files.get(path);
      return text === undefined
        ? real.getSourceFile(path, ...rest)
        : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    },
  };
  const program = ts.createProgram([...files.keys()], checked, host);
  return [...files.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    const problems = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return problems.map(({ messageText }) => ({ path, message: ts.flattenDiagnosticMessageText(messageText, ' ') }));
  });
}
