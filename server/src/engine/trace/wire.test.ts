import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rollingUpdate, TraceBuilder } from '../../../../test/support/traceBuilder.ts';
import { delta, patched } from './delta.ts';
import type { Trace } from './trace.ts';
import { Decoder, decodeTrace } from './unwire.ts';
import { Encoder, encodeTrace } from './wire.ts';

/** The trace after a walk through JSON text. */
function throughWire(trace: Trace): Trace {
  const decoded = decodeTrace(JSON.parse(JSON.stringify(encodeTrace(trace))));
  if (!decoded.ok) throw new Error(decoded.error);
  return decoded.value;
}

test('decode(encode(trace)) is the trace', () => {
  const trace = rollingUpdate();
  expect(throughWire(trace)).toEqual(trace);
});

test('chunks of any size decode to the same entries', () => {
  const { entries } = rollingUpdate(6, 2);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }), (sizes) => {
      const encoder = new Encoder();
      const decoder = new Decoder();
      const decoded = [];
      for (let i = 0, turn = 0; i < entries.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        const chunk = decoder.decode(JSON.parse(JSON.stringify(encoder.encode(entries.slice(i, i + size)))));
        if (!chunk.ok) throw new Error(chunk.error);
        decoded.push(...chunk.value);
        i += size;
      }
      expect(decoded).toEqual(entries);
    }),
    { numRuns: 30 },
  );
});

test('any JSON becomes any other JSON by its delta', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      const [a, b] = [JSON.parse(JSON.stringify(before)), JSON.parse(JSON.stringify(after))];
      expect(patched(a, JSON.parse(JSON.stringify(delta(a, b))))).toEqual(b);
    }),
  );
});

test('notes keep their data, whatever the one before it said', () => {
  const json = fc.option(fc.jsonValue(), { nil: undefined });
  fc.assert(
    fc.property(fc.array(json, { maxLength: 6 }), (all) => {
      const build = new TraceBuilder();
      for (const data of JSON.parse(JSON.stringify(all)))
        build.push('default-scheduler', null, 'it looked', {
          kind: 'note',
          topic: 'scheduling',
          text: 'a diagnosis',
          ...(data === null ? {} : { data }),
        });
      expect(throughWire(build.trace())).toEqual(build.trace());
    }),
  );
});

test('what an update leaves alone stays the same object', () => {
  const trace = throughWire(rollingUpdate());
  const updates = trace.entries.filter(
    (entry) => entry.change.kind === 'applied' && entry.change.verb === 'update' && entry.change.key.startsWith('Pod/'),
  );
  const shared = updates.filter(
    ({ change }) =>
      change.kind === 'applied' && change.before?.metadata.ownerReferences === change.after?.metadata.ownerReferences,
  );
  expect(updates.length).toBeGreaterThan(20);
  expect(shared.length).toBe(updates.length);
});

test('the wire form of a thousand like pods is less than half than the pods', () => {
  const trace = rollingUpdate(1000, 20);
  const plain = JSON.stringify(
    trace.entries.map(({ change }) =>
      change.kind === 'applied' && change.key.startsWith('Pod/') ? change.after : null,
    ),
  ).length;
  const onWire = JSON.stringify(
    encodeTrace({
      ...trace,
      entries: trace.entries
        .filter(({ change }) => change.key?.startsWith('Pod/'))
        .map((entry, seq) => ({ ...entry, seq, cause: null })),
    }),
  ).length;
  expect(onWire * 2).toBeLessThan(plain);
});

test.each([
  [null, 'this is not a trace: it has no header and no chunks'],
  [{ header: {}, chunks: [{ from: 0, strings: [] }] }, 'a chunk of the trace is missing its strings or entries'],
  [
    { header: {}, chunks: [{ from: 7, strings: [], entries: [[]] }] },
    'a chunk of the trace is missing: expected entry 0, found 7',
  ],
  [
    { header: {}, chunks: [{ from: 0, strings: ['a'], entries: [[0, 0, 0, 0, ['u', 0, ['{', {}]]]] }] },
    'entry 0 of the trace cannot be read',
  ],
])('what is no trace is refused with a sentence: %j', (wire, message) => {
  expect(decodeTrace(wire)).toEqual({ ok: false, error: message });
});

test('any JSON at all is decoded or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (header, change) => {
      const wire = { header, chunks: [{ from: 0, strings: ['x'], entries: [[0, 0, 0, 0, change]] }] };
      expect(typeof decodeTrace(wire).ok).toBe('boolean');
    }),
  );
});

test('a cut-off trace decodes up to the chunk before the cut', () => {
  const builder = new TraceBuilder();
  for (const entry of rollingUpdate(3, 1).entries) builder.entries.push(entry);
  const encoder = new Encoder();
  const first = encoder.encode(builder.entries.slice(0, 10));
  const decoder = new Decoder();
  expect(decoder.decode(first).ok).toBe(true);
  expect(decoder.decode({ ...encoder.encode(builder.entries.slice(10)), entries: [null] })).toEqual({
    ok: false,
    error: 'entry 10 of the trace cannot be read',
  });
});
