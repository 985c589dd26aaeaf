import type { ApiObject } from '#engine/api/meta.ts';
import { equal } from '#engine/equal.ts';
import { isFields } from '#engine/patch/json.ts';
import { ok, refused } from '#engine/result.ts';
import type { Command, Context } from '../command.ts';
import { fail } from '../command.ts';
import { changeAll } from '../edit.ts';
import { readJson } from '../json.ts';
import { withoutManagedFields } from '../managedFields/managers.ts';
import { outputFlags } from '../printers/objectOutput.ts';
import { toYaml } from '../printers/yaml.ts';
import { select, selectionFlags } from '../targets.ts';

const head = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`;

/** `kubectl edit TYPE/NAME`: the object in the person's editor. */
export const edit: Command = {
  name: 'edit',
  flags: [
    ...selectionFlags(),
    ...outputFlags,
    { name: 'record', type: 'bool' },
    { name: 'subresource', type: 'string' },
    { name: 'save-config', type: 'bool' },
  ],
  run(context: Context): number {
    const { edit: open } = context.cluster;
    if (open === undefined)
      return fail(context, 'there is no editor here: use kubectl patch, or get -o yaml and replace -f');
    const selection = select(context);
    if (!selection.ok) return fail(context, selection.error);
    return changeAll(context, selection.value, ({ object }) => {
      const shown = withoutManagedFields(object);
      const before = toYaml(shown);
      const after = open(`${head}${before}\n`);
      const read = readJson(after);
      if (!read.ok) return refused(`error: ${read.error}`);
      if (!isFields(read.value) || equal(read.value, JSON.parse(JSON.stringify(shown)))) {
        return refused('Edit cancelled, no changes made.');
      }
      return ok({ next: read.value as unknown as ApiObject, done: 'edited' });
    });
  },
};
