/** Runs tasks one at a time in the order in which they are handed in; one that fails does not hold up the next. */
export function createSerial(): <T>(run: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (run) => {
    const result = tail.then(run);
    tail = result.catch(() => undefined);
    return result;
  };
}
