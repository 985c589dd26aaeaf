import { t } from '@vscode/l10n';
import type { ScalarNode } from '../../document/node.ts';
import { stringAt } from '../../document/strings.ts';
import { containersOf } from '../../workspace/containers.ts';
import { indexOf, type Snapshot } from '../../workspace/snapshot.ts';
import { inFile, type Offer, type Target } from './refactoring.ts';
import { containersAt } from './workload.ts';

/** Gives an image without a tag, or with `latest`, one that the workspace uses elsewhere; without such a one there is nothing to offer. */
export function pinImage(target: Target): readonly Offer[] {
  const containers = containersAt(target);
  const [container] = containers;
  const image = containers.length === 1 && container !== undefined ? stringAt(container.map, 'image') : undefined;
  const floating = image === undefined ? null : /^(.*?)(?::latest)?$/.exec(image.text);
  const repository = floating?.[1];
  if (image === undefined || repository === undefined || hasTag(repository) || isBlock(image)) return [];
  return tagged(target.snapshot, repository).map((text) => ({
    title: t('Pin the image to {0}', text),
    edits: inFile(target, [{ start: image.start, end: image.end, text: quotedAs(image, text) }]),
  }));
}

function isBlock({ style }: ScalarNode): boolean {
  return style === 'literal' || style === 'folded';
}

function quotedAs({ style }: ScalarNode, text: string): string {
  if (style === 'double') return `"${text}"`;
  return style === 'single' ? `'${text}'` : text;
}

/** The most tags on offer. */
const most = 3;

function tagged(snapshot: Snapshot, repository: string): string[] {
  const found = new Set<string>();
  for (const { body } of indexOf(snapshot).all)
    for (const { node } of containersOf(body)) {
      const image = stringAt(node, 'image')?.text ?? '';
      if (image.startsWith(`${repository}:`) && image !== `${repository}:latest`) found.add(image);
    }
  return [...found].sort().slice(-most).reverse();
}

function hasTag(image: string): boolean {
  return image.includes('@') || image.lastIndexOf(':') > image.lastIndexOf('/');
}
