/**
 * `npm start` and others: builds, then runs a program of `dist/src/` in this process.
 *
 * usage: node scripts/run.cjs [--built] <program> [arguments]
 *
 * With `--built`, a complete build is not made again. Scripts in package.json call this with `exec`: a shell between
 * npm and the server would keep signals from it, and would leave it running.
 */
/* global __dirname, process */
'use strict';

var build = require('./build.cjs');
var path = require('path');
var url = require('url');

var args = process.argv.slice(2);
var mayBeOld = args[0] === '--built';
if (mayBeOld) args.shift();
var program = path.join(path.dirname(__dirname), 'dist', 'src', args.shift());
var parent = process.ppid;

build(mayBeOld, function () {
  // npm was killed during the build.
  if (process.ppid !== parent) process.exit(1);
  // As if Node had been given the program: workers are started from it.
  process.argv = [process.argv[0], program].concat(args);
  import(url.pathToFileURL(program).href);
});
