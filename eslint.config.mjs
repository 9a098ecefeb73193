import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

/** One direction: main → environments, stacks; stacks → constructs; constructs → constructs. */
const folder = (files, forbidden, why) => ({
  files: [files],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: '^@cdktf/provider-[a-z]+$',
            message:
              'Import one resource at a time, by path (`@cdktf/provider-aws/lib/rds-cluster`): the whole package costs each run 5 s and 650 MB.',
          },
          ...forbidden.map((name) => ({ regex: `(^|/)\\.\\./${name}(/|$)`, message: why })),
        ],
      },
    ],
  },
});

export default tseslint.config(
  { ignores: ['.rehearsal', 'cdktf.out', 'dist', 'node_modules', '**/*.cjs', '**/*.mjs', '**/*.js'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers read well in messages; everything else is still refused.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // A construct registers itself with its scope: `new` for its effect is how CDK code reads.
      'no-new': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  folder(
    'constructs/**/*.ts',
    ['stacks', 'environments', 'cli', 'rehearsal'],
    'A construct stands alone: it knows no stack, environment or command.',
  ),
  folder('stacks/**/*.ts', ['cli', 'rehearsal'], 'A stack composes constructs and knows nothing of what runs it.'),
  folder(
    'environments/**/*.ts',
    ['stacks', 'cli', 'rehearsal'],
    'An environment is made of settings that constructs export.',
  ),
  folder('rehearsal/**/*.ts', ['cli'], 'The command calls the rehearsal, not the other way round.'),
  folder(
    'runtime/**/*.ts',
    ['constructs', 'stacks', 'environments', 'cli', 'rehearsal'],
    'What the program runs on knows nothing of it.',
  ),
  folder('cli/**/*.ts', [], ''),
  folder('{main,app,index,package/**/*,test/**/*}.ts', [], ''),
);
