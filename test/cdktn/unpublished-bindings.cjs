// Loaded into Node before the app. Bindings that are not published for cdktn are answered with those for cdktf, and
// what these load as cdktf with cdktn: one core for all of them.
'use strict';

const Module = require('node:module');

const PUBLISHED = ['aws', 'random'];
const resolve = Module._resolveFilename;
// From here cdktn is found, which bindings in the project's own folder cannot see.
const fromProject = Module.createRequire(`${process.cwd()}/main.ts`);

Module._resolveFilename = function (request, parent, ...rest) {
  const [, provider] = /^@cdktn\/provider-([a-z]+)/.exec(request) ?? [];
  if (provider !== undefined && !PUBLISHED.includes(provider)) {
    return resolve.call(this, request.replace('@cdktn/', '@cdktf/'), parent, ...rest);
  }
  return request === 'cdktf' ? fromProject.resolve('cdktn') : resolve.call(this, request, parent, ...rest);
};
