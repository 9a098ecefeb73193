// cdktf loads its translator of HCL, with three compilers, before every command; only `cdktf convert` calls it. Without
// it each command starts in two thirds of the processor's time.
'use strict';
const Module = require('node:module');

const load = Module._load;
Module._load = function (request, ...rest) {
  return request === '@cdktf/hcl2cdk' ? {} : load.call(this, request, ...rest);
};
