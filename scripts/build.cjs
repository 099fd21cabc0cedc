/**
 * Builds `dist/`, if the development dependencies are installed and the folder can be written. Otherwise a complete
 * build is used as it is.
 * Written for every Node.js there is: CommonJS, without newer syntax.
 */
/* global __dirname, console, process */
'use strict';

require('./check-node.cjs');
var fs = require('fs');
var path = require('path');
var spawn = require('child_process').spawn;

var root = path.dirname(__dirname);
/** Written after a build has succeeded. Without it, a build was interrupted or has errors. */
var stamp = path.join(root, 'dist', '.built');

function isHere(name) {
  return fs.existsSync(path.join(root, name));
}

function isWritable(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch (error) {
    return ['EACCES', 'EPERM', 'EROFS'].indexOf(error.code) < 0;
  }
}

function canBuild() {
  var needed = ['tsconfig.build.json', 'node_modules/tsx', 'node_modules/typescript'];
  return needed.every(isHere) && isWritable(isHere('dist') ? path.dirname(stamp) : root);
}

/** Runs a step. Its output goes to stderr: stdout belongs to the program, such as a token. */
function run(args, next) {
  var child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 2, 2] });
  var signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  function stop(signal) {
    child.kill(signal);
  }
  signals.forEach(function (signal) {
    process.on(signal, stop);
  });
  child.on('error', function (error) {
    console.error('tasks-api cannot be built: ' + error.message);
    process.exit(1);
  });
  child.on('exit', function (code) {
    signals.forEach(function (signal) {
      process.removeListener(signal, stop);
    });
    if (code !== 0) process.exit(code || 1);
    next();
  });
}

function make(done) {
  fs.rmSync(stamp, { force: true });
  run(['--import', 'tsx', 'scripts/generate.ts', '--build'], function () {
    run(['node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json'], function () {
      fs.writeFileSync(stamp, '');
      done();
    });
  });
}

/**
 * Calls `done` once there is a complete build. Otherwise ends the process with a sentence.
 *
 * @param mayBeOld true if a complete build need not be made again
 */
module.exports = function build(mayBeOld, done) {
  var isComplete = fs.existsSync(stamp);
  if (canBuild() && !(mayBeOld && isComplete)) make(done);
  else if (isComplete) done();
  else {
    console.error(
      'tasks-api is not built, and cannot be built: the development dependencies are not installed, or the folder ' +
        'cannot be written. Run "npm ci --include=dev" as the owner of the folder, then try again.',
    );
    process.exit(1);
  }
};

if (require.main === module) module.exports(false, function () {});
