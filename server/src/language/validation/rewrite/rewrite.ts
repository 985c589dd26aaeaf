import { t } from '@vscode/l10n';
import type { Node } from '../../document/node.ts';
import type { Body } from '../../document/resource.ts';
import type { Edit, Fix } from '../problem.ts';
import { rewriters } from './registry.ts';

/** Rewrites a manifest of a removed API version to the one that took its place, structure included. */
export function rewriteFix(body: Body, apiVersion: Node, use: string): Fix {
  const version: Edit = { start: apiVersion.start, end: apiVersion.end, text: use };
  const rest = rewriters[`${use}/${body.kind}`]?.(body) ?? [];
  return { title: t('Rewrite to {0}', use), edits: [version, ...rest].toSorted((a, b) => a.start - b.start) };
}
