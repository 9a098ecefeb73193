// Loaded into every process of a measured command: says at its end what it used, and which files of packages it loaded.
'use strict';

const { appendFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

// A worker thread's use is counted in its process'.
if (isMainThread) {
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const files = process.env.BENCH_FILES
      ? Object.keys(require.cache).filter((file) => file.includes('node_modules'))
      : [];
    const used = { cpuMs: (userCPUTime + systemCPUTime) / 1000, memoryMb: maxRSS / 1024, files };
    appendFileSync(process.env.BENCH_USAGE, `${JSON.stringify(used)}\n`);
  });
}
