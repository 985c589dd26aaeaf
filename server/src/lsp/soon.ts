/** Calls `then` after the messages that wait already. Web workers have no setImmediate. */
export function soon(then: () => void): void {
  if (typeof setImmediate === 'function') setImmediate(then);
  else setTimeout(then, 0);
}
