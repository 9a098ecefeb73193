#!/usr/bin/env node
// Starts the command on any Node that can read this file, so that a Node that is too old or too new is told so
// in words. The rest is TypeScript, run without a build.
'use strict';

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

require('tsx/cjs/api').register();
require('./main.ts').main(process.argv);
