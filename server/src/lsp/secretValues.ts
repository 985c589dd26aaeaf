import { t } from '@vscode/l10n';
import type { Connection, Hover, TextDocumentPositionParams } from 'vscode-languageserver';
import { offsetIn } from '#language/document/document.ts';
import { secretValue } from '#language/languageService.ts';
import { fileOf, type Snapshot } from '#language/workspace/snapshot.ts';
import { type SecretValueAnswer, type SecretValuePlace, secretValueRequest } from '#protocol/secretValue.ts';
import { guard } from './guard.ts';

/** The command of the editor that shows a value; an editor that has it says so in `initialize`. */
const showCommand = 'drydock.showSecretValue';

/** Answers what a Secret's key stands for. Nothing but this request tells it. */
export function registerSecretValues(connection: Connection, now: () => Snapshot): void {
  connection.onRequest(
    secretValueRequest,
    guard(connection.console, 'secretValue', null, (place: SecretValuePlace): SecretValueAnswer | null => {
      const file = fileOf(now(), place.uri);
      return file === undefined ? null : (secretValue(now(), place.uri, offsetIn(file, place)) ?? null);
    }),
  );
}

/** The hover with a link that asks for the value, where there is one and the editor can show it. */
export function withSecretLink(
  hover: Hover | null,
  snapshot: Snapshot,
  { textDocument: { uri }, position }: TextDocumentPositionParams,
  commands: readonly string[],
): Hover | null {
  const file = fileOf(snapshot, uri);
  if (hover === null || file === undefined || !commands.includes(showCommand)) return hover;
  if (secretValue(snapshot, uri, offsetIn(file, position)) === undefined) return hover;
  if (typeof hover.contents !== 'object' || !('value' in hover.contents)) return hover;
  const place: SecretValuePlace = { uri, line: position.line, character: position.character };
  const link = `[${t('Show the value')}](command:${showCommand}?${encodeURIComponent(JSON.stringify([place]))})`;
  return { ...hover, contents: { kind: 'markdown', value: `${link}\n\n${hover.contents.value}` } };
}
