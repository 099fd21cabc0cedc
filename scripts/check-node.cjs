/**
 * Ends with a sentence where Node.js is older than `engines` in package.json. The sources would end with a SyntaxError.
 * Written for every Node.js there is: CommonJS, without newer syntax.
 */
/* global console, process */
'use strict';

var minimum = /\d+\.\d+\.\d+/.exec(require('../package.json').engines.node)[0];
var needed = minimum.split('.').map(Number);
var given = process.versions.node.split('.').map(Number);
var difference = given[0] - needed[0] || given[1] - needed[1] || given[2] - needed[2];

if (difference < 0) {
  console.error('tasks-api needs Node.js ' + minimum + ' or later. This is ' + process.versions.node + '.');
  process.exit(1);
}
