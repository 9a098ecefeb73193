// Tells which test files took longest, and how many tests passed, failed and were skipped, from Jest's JSON.
'use strict';
const { readFileSync } = require('node:fs');
const { relative } = require('node:path');

const SHOWN = 10;

const results = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const slowest = results.testResults
  .map(({ name, startTime, endTime }) => ({
    file: relative(process.cwd(), name),
    seconds: (endTime - startTime) / 1000,
  }))
  .sort((one, other) => other.seconds - one.seconds)
  .slice(0, SHOWN);
for (const { file, seconds } of slowest) console.log(`${seconds.toFixed(0).padStart(5)} s  ${file}`);
const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = results;
console.log(
  `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed, ${numPendingTests} skipped`,
);
