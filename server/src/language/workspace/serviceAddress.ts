import type { ScalarNode } from '../document/node.ts';

/** A DNS name of a Service in a text: the parts of the text that are its name and its port. */
export interface ServiceAddress {
  readonly name: ScalarNode;
  readonly namespace: string;
  readonly port?: ScalarNode;
  /** `web.shop.svc` is one; `http://web:80` may be anything. */
  readonly certain: boolean;
}

/**
 * The addresses of Services in a text of one line: `web.shop.svc`, with or without `.cluster.local`, and hosts of one label behind a scheme,
 * which mean a Service of `here` if they mean one.
 */
export function serviceAddresses(node: ScalarNode, here: string): ServiceAddress[] {
  const offset = offsetOfText(node);
  if (offset === undefined) return [];
  const part = (start: number, text: string): ScalarNode => ({
    kind: 'scalar',
    style: 'plain',
    start: node.start + offset + start,
    end: node.start + offset + start + text.length,
    text,
    value: text,
  });
  const long = [
    ...node.text.matchAll(
      /(?<![\w.-])([a-z][a-z0-9-]*)\.([a-z0-9][a-z0-9-]*)\.svc(?:\.cluster\.local)?(?![\w-]|\.\w)(?::(\d+))?/g,
    ),
  ];
  const short = [
    ...node.text.matchAll(/(?<=^[a-z][a-z0-9+.-]*:\/\/(?:[^/@\s]*@)?)([a-z][a-z0-9-]*)(?::(\d+))?(?=[/?,]|$)/g),
  ];
  return [
    ...long.map(({ index, 0: all, 1: name = '', 2: namespace = '', 3: port }) => ({
      name: part(index, name),
      namespace,
      certain: true,
      ...(port === undefined ? {} : { port: part(index + all.length - port.length, port) }),
    })),
    ...short
      .filter(([, name]) => name !== 'localhost')
      .map(({ index, 0: all, 1: name = '', 2: port }) => ({
        name: part(index, name),
        namespace: here,
        certain: false,
        ...(port === undefined ? {} : { port: part(index + all.length - port.length, port) }),
      })),
  ];
}

/** Where in the node its text begins; undefined where the text is not written as it is read. */
function offsetOfText({ style, start, end, text }: ScalarNode): number | undefined {
  const quotes = style === 'single' || style === 'double' ? 1 : 0;
  return (style === 'plain' || quotes === 1) && end - start === text.length + 2 * quotes ? quotes : undefined;
}
