import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

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
  {
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
          ],
        },
      ],
    },
  },
  // What the bench measures is the whole package.
  { files: ['bench/minimal/*.ts'], rules: { 'no-restricted-imports': 'off' } },
  // The one place that loads late: Node would take a dynamic import() for an ES module's, and tsx leaves it to Node.
  { files: ['cli/actions/index.ts'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
