import { parseDuration } from '#engine/time.ts';
import type { Blocking } from '../command.ts';
import type { Program } from './program.ts';
import { type Asked, type Client, type Requester, request } from './request.ts';

/** Programs that make requests. */
export const clientPrograms: readonly Program[] = [
  { name: 'curl', run: (inside) => curl(inside, inside.words) },
  { name: 'wget', run: (inside) => request(inside, readWords(inside.words, wgetFlags), wgetWords) },
];

/** `curl [flags] URL`, from a pod or from outside the cluster. */
export function curl(from: Requester, words: readonly string[]): Blocking {
  return request(from, readWords(words, curlFlags), curlWords);
}

/** Flags that take a value, and those among them that matter: the rest changes nothing about who answers. */
interface FlagWords {
  readonly valued: RegExp;
  readonly limit: RegExp;
}

const curlFlags: FlagWords = {
  valued:
    /^(-[sSvkLifgN]*[HXdomuAbcewTFxr]|--(header|request|data|data-raw|output|max-time|connect-timeout|user|user-agent|cookie|retry|resolve|write-out|cacert|cert|key|url))$/,
  limit: /^(-[sSvkLifgN]*m|--max-time|--connect-timeout)$/,
};
const wgetFlags: FlagWords = {
  valued: /^(-[qcS]*[OTPUYo]|--(header|post-data|timeout|output-document))$/,
  limit: /^(-[qcS]*T|--timeout)$/,
};

function readWords(words: readonly string[], { valued, limit }: FlagWords): Asked {
  const plain: string[] = [];
  const values: (readonly [flag: string, value: string])[] = [];
  for (let at = 0; at < words.length; at++) {
    const [flag = '', inline] = assigned(words[at] ?? '');
    if (!flag.startsWith('-')) plain.push(flag);
    else if (inline !== undefined) values.push([flag, inline]);
    else if (valued.test(flag)) values.push([flag, words[++at] ?? '']);
  }
  const hosts = values.flatMap(([, value]) => /^host:\s*([^:\s]+)/i.exec(value)?.[1] ?? []);
  const limits = values.flatMap(([flag, value]) => (limit.test(flag) ? (parseDuration(`${value}s`) ?? []) : []));
  const url = plain[0] ?? values.find(([flag]) => flag === '--url')?.[1];
  return { url, hostHeader: hosts.at(-1), limit: limits.at(-1) };
}

/** `--header=x` and `-T5` as a flag and its value; a word that is no such flag alone. */
function assigned(word: string): readonly [string, string?] {
  const long = /^(--[\w-]+)=(.*)$/s.exec(word) ?? /^(-[TmO])(.+)$/s.exec(word);
  return long === null ? [word] : [long[1] ?? '', long[2] ?? ''];
}

const curlWords: Client = {
  unresolved: (host) => ({ text: `curl: (6) Could not resolve host: ${host}`, code: 6 }),
  refused: (host, port) => ({
    text: `curl: (7) Failed to connect to ${host} port ${port} after 0 ms: Couldn't connect to server`,
    code: 7,
  }),
  timedOut: (host, port, waited, limited) => ({
    text: limited
      ? `curl: (28) Connection timed out after ${waited} milliseconds`
      : `curl: (28) Failed to connect to ${host} port ${port} after ${waited} ms: Couldn't connect to server`,
    code: 28,
  }),
};

/** In the words of busybox. */
const wgetWords: Client = {
  unresolved: (host) => ({ text: `wget: bad address '${host}'`, code: 1 }),
  refused: (host) => ({ text: `wget: can't connect to remote host (${host}): Connection refused`, code: 1 }),
  timedOut: () => ({ text: 'wget: download timed out', code: 1 }),
};
