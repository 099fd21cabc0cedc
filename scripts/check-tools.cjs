/**
 * Ends with a sentence where the development dependencies are not installed. A shell would only say that it does not
 * find `tsx`. Written for every Node.js there is: CommonJS, without newer syntax.
 */
/* global __dirname, console, process */
'use strict';

require('./check-node.cjs');
var fs = require('fs');
var path = require('path');

if (!fs.existsSync(path.join(path.dirname(__dirname), 'node_modules', 'tsx'))) {
  console.error('The development dependencies are not installed. Run "npm ci --include=dev", then try again.');
  process.exit(1);
}
