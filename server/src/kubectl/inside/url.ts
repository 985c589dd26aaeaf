/** What a URL on a command line of curl asks for. */
export interface Url {
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

/** Reads `web:8080/path`, `http://web`, `https://10.0.0.1/`. Undefined where there is no host or the port is none. */
export function readUrl(text: string): Url | undefined {
  const match = /^(?:(\w+):\/\/)?(?:[^/@]*@)?([^/:?#]+)(?::(\d+))?([/?#].*)?$/.exec(text);
  if (match === null) return undefined;
  const [, scheme = 'http', host = '', port, path = '/'] = match;
  const number = port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port);
  const withoutQuery = path.replace(/[?#].*$/, '');
  return number > 65_535 ? undefined : { host, port: number, path: withoutQuery === '' ? '/' : withoutQuery };
}
