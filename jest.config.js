/** Jest transpiles only; the type check is tsc's, once (`npm run typecheck`). */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': '@swc/jest' },
  moduleNameMapper: { '/stack-trace$': '<rootDir>/test/support/no-creation-stacks.ts' },
  testSequencer: '<rootDir>/test/support/slowest-first.cjs',
  moduleFileExtensions: ['ts', 'js', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/.rehearsal', '<rootDir>/cdktf.out', '<rootDir>/dist'],
  // Two cores: one worker loads the bindings while the other waits for Terraform.
  maxWorkers: 2,
  testTimeout: 120_000,
};
