// Loads files of packages and does nothing with them: the floor of whatever uses them.
'use strict';

const { readFileSync } = require('node:fs');

for (const file of JSON.parse(readFileSync(process.env.BENCH_LOAD, 'utf8'))) require(file);
