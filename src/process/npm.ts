import cluster from 'node:cluster';

const lookAgainMs = 500;

/** True if npm started this process by a script. */
export function isRunByNpm(): boolean {
  return process.env['npm_lifecycle_event'] !== undefined;
}

/**
 * Calls `onEnd` once npm has ended, if it started this process by `npm start` or `npm run mock`. Nobody hands on
 * SIGKILL, and npm does not hand on SIGHUP: without this, the server would keep running.
 */
export function onEndOfNpm(onEnd: () => void): void {
  const script = process.env['npm_lifecycle_event'];
  if (cluster.isWorker || (script !== 'start' && script !== 'mock')) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    onEnd();
  }, lookAgainMs);
  timer.unref();
}
