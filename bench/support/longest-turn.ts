/**
 * Watches the turns of this process's event loop. The answer ends it and tells the processor time of the longest, in milliseconds: what
 * other processes take of a turn is not in it.
 */
export function watchTurns(): () => number {
  let longestMicros = 0;
  let before = process.threadCpuUsage();
  const look = () => {
    const { user, system } = process.threadCpuUsage(before);
    longestMicros = Math.max(longestMicros, user + system);
    before = process.threadCpuUsage();
    next = setImmediate(look);
  };
  let next = setImmediate(look);
  return () => {
    clearImmediate(next);
    return longestMicros / 1_000;
  };
}
