import { t } from '@vscode/l10n';
import type { Fix } from './problem.ts';

/** The fix that writes `text` where something else stands. */
export function replaceBy({ start, end }: { readonly start: number; readonly end: number }, text: string): Fix {
  return { title: t('Replace by {0}', text), edits: [{ start, end, text }] };
}
