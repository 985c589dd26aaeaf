import { parseAllDocuments } from 'yaml';
import type { Key } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import { start } from '#engine/engine.ts';
import type { World } from '#engine/world.ts';
import { defaultWorld } from '#engine/world.ts';

/** A cluster for engine tests, driven in text: manifests in, lines out. */
export interface Bench {
  readonly run: Run;
  /** Creates every document of the text; answers `kind/name created` or the refusal, a line each. */
  create(text: string): string;
  /** Passes so many virtual seconds. */
  pass(seconds: number): void;
  /** `reason: message` of the Events about an object (`Job/j`), in order, with `×n` for repeated ones. */
  events(about: string): string;
  get(key: Key): ApiObject | undefined;
}

export function bench(world: Partial<World> = {}): Bench {
  const run = start({ ...defaultWorld(), ...world });
  return {
    run,
    create: (text) =>
      parseAllDocuments(text)
        .map((document) => document.toJS() as ApiObject | null)
        .filter((object) => object !== null)
        .map((object) => {
          const outcome = run.api().create(object, 'the test asks for it');
          return outcome.kind === 'rejected'
            ? outcome.status.message
            : `${object.kind}/${outcome.after?.metadata.name} created`;
        })
        .join('\n'),
    pass: (seconds) => run.advance(run.now + seconds * 1000),
    events: (about) => {
      const [kind, name] = about.split('/');
      const lines = run.view
        .list('Event')
        .filter((event) => {
          const involved = event['involvedObject'] as { kind: string; name: string };
          return involved.kind === kind && involved.name === name;
        })
        .map(
          (event) =>
            `${event['reason']}: ${event['message']}${Number(event['count']) > 1 ? ` ×${event['count']}` : ''}`,
        );
      return `\n${lines.join('\n')}\n`;
    },
    get: (key) => run.view.get(key),
  };
}
