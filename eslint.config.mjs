import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

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

/** From the ground up: each may import those before it. */
const ORDER = [
  ['constructs', 'A construct stands alone: it knows no stack, environment or command.'],
  ['environments', 'An environment is made of settings that constructs export.'],
  ['stacks', 'A stack composes constructs and knows nothing of what runs it.'],
  ['rehearsal', 'A rehearsal takes any CDKTF app, and knows nothing of what the command does besides.'],
  ['project', 'A project is a folder with environments; what is done with them comes later.'],
  ['policy', 'The policy gate reads what was synthesized, and deploys nothing.'],
  ['access', 'Rights are told by what was synthesized, and deploy nothing.'],
  ['operations', 'An operation is called by the command, not the other way round.'],
  ['init', 'A new environment is written by the command, not the other way round.'],
  ['cli', ''],
];

const layers = () =>
  ORDER.map(([name, why], index) =>
    folder(
      `${name}/**/*.ts`,
      ORDER.slice(index + 1).map(([later]) => later),
      why,
    ),
  );

export default tseslint.config(
  { ignores: ['.rehearsal', 'cdktf.out', 'dist', 'node_modules', '**/*.cjs', '**/*.mjs', 'jest.config.js'] },
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
  ...layers(),
  // The one place that loads late: Node would take a dynamic import() for an ES module's, and tsx leaves it to Node.
  { files: ['cli/actions/index.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  folder('{main,app,index,package/**/*,test/**/*}.ts', [], ''),
);
