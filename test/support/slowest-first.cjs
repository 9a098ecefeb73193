'use strict';
const { join, relative } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** What takes minutes, by the beginning of the path below `test`; the first takes longest. */
const SLOWEST = [
  'rehearsal/recipes',
  'rehearsal/environments',
  'package/package',
  'rehearsal/',
  'integration/',
  'unit/cli/',
  'docs/',
];

/**
 * Starts what takes longest first, so that the workers end together. Jest itself does so once it has seen the tests
 * run; on a new machine it goes by the size of files, and a rehearsal is a short one.
 */
module.exports = class SlowestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.every(({ duration }) => duration !== undefined)) return sorted;
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
};

function rank({ path, context }) {
  const file = relative(join(context.config.rootDir, 'test'), path);
  const found = SLOWEST.findIndex((beginning) => file.startsWith(beginning));
  return found < 0 ? SLOWEST.length : found;
}
