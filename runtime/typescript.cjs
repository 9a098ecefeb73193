// Has Node run this project's TypeScript without a build: `node --require ./runtime/typescript.cjs main.ts`. Every line
// stays where it is, so errors name the source's lines without source maps, which make a stack trace many times as dear.
'use strict';

const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join, relative } = require('node:path');

const PROJECT = join(__dirname, '..');
const CACHE = join(PROJECT, 'node_modules', '.cache', 'inferencehub-cdktf');
/** The project's files as JavaScript, by path, each with the hash of the source that it was made of. */
const FILES = join(CACHE, 'typescript.json');

/** Differs with whatever changes what comes out of a source. */
const version = hash(readFileSync(__filename), require('sucrase/package.json').version);
const known = readKnown();
let isComplete = true;

require.extensions['.ts'] = (module, path) => module._compile(javaScriptOf(path), path);
process.once('exit', writeKnown);
// From Node 22 on, what Node makes of the JavaScript is kept too, that of packages as well.
Module.enableCompileCache?.(join(CACHE, 'compiled'));

function javaScriptOf(path) {
  const source = readFileSync(path, 'utf8');
  const name = relative(PROJECT, path);
  // Files from elsewhere, an environment in another folder for example, would pile up.
  if (name.startsWith('..')) return transformed(source, path);
  const sum = hash(source);
  if (known[name]?.sum !== sum) {
    known[name] = { sum, code: transformed(source, path) };
    isComplete = false;
  }
  return known[name].code;
}

function transformed(source, filePath) {
  const options = { transforms: ['typescript', 'imports'], disableESTransforms: true, preserveDynamicImport: true };
  return require('sucrase').transform(source, { ...options, filePath }).code;
}

function readKnown() {
  try {
    const read = JSON.parse(readFileSync(FILES, 'utf8'));
    return read.version === version ? read.files : {};
  } catch {
    return {};
  }
}

/** All at once, because another process may be reading it. */
function writeKnown() {
  if (isComplete) return;
  try {
    mkdirSync(CACHE, { recursive: true });
    const draft = `${FILES}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ version, files: known }));
    renameSync(draft, FILES);
  } catch {
    // Nothing may be written here; the next run transforms again.
  }
}

function hash(...contents) {
  const sum = createHash('sha256');
  for (const content of contents) sum.update(content);
  return sum.digest('base64');
}
