/** Where a request that failed is written down. */
export interface Log {
  error(message: string): void;
}

/** Cancelled as soon as the editor no longer wants the answer. */
export interface Token {
  readonly isCancellationRequested: boolean;
}

/**
 * Wraps the answer to one request: when it throws, that is logged and the request is answered with `empty`, and the server lives on;
 * when the editor has given up on it already, nothing is computed.
 */
export function guard<Params, Answer, Empty>(
  log: Log,
  name: string,
  empty: Empty,
  answer: (params: Params) => Answer,
): (params: Params, token: Token) => Answer | Empty {
  return (params, token) => {
    if (token.isCancellationRequested) return empty;
    try {
      return answer(params);
    } catch (error) {
      log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return empty;
    }
  };
}
