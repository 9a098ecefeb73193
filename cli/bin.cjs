#!/usr/bin/env node
// Starts the command on any Node that can read this file, so that a Node that is too old or too new is told so
// in words. The rest is TypeScript, run without a build; in the published package it is compiled.
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const OLDEST = [20, 19];
/** cdktf-cli's terminal library has no prebuilt binaries from here on. */
const TOO_NEW = 23;

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]) || major >= TOO_NEW) {
  process.stderr.write(
    `Node ${process.versions.node} does not run this; it takes ${OLDEST.join('.')} or newer, below ${TOO_NEW}.\n` +
      'Install Node 22: https://nodejs.org/en/download, or with nvm: nvm install 22 && nvm use 22\n',
  );
  process.exit(2);
}

const isSource = existsSync(join(__dirname, 'main.ts'));
try {
  require.resolve(isSource ? 'sucrase' : 'tsx/cjs/api');
} catch {
  process.stderr.write(`what this needs is not installed; run: npm ${isSource ? 'ci' : 'install'}\n`);
  process.exit(2);
}

// A project's environments are TypeScript in either case; another project's may be written for any way to run it.
if (isSource) require('../runtime/typescript.cjs');
else require('tsx/cjs/api').register();
const { main } = require(isSource ? './main.ts' : '../dist/cli/main.js');
main(process.argv);
