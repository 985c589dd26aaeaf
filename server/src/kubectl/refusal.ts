import { splitKey } from '#engine/api/key.ts';
import type { Cause, Status } from '#engine/api/status.ts';
import type { Rejected } from '#engine/store/change.ts';

/** A refusal of the API server as kubectl prints it; `doing` is what it adds for manifests: `error when creating "web.yaml"`. */
export function refusalText(rejected: Pick<Rejected, 'key' | 'status'>, doing = ''): string {
  const { status, key } = rejected;
  if (status.reason === 'Invalid' && (status.causes?.length ?? 0) > 0) return invalidText(key, status.causes ?? []);
  return serverError(status, doing);
}

/** `Error from server (NotFound): …`. */
export function serverError(status: Status, doing = ''): string {
  const message = doing === '' ? status.message : `${doing}: ${status.message}`;
  return `Error from server (${status.reason}): ${message}`;
}

function invalidText(key: string, causes: readonly Cause[]): string {
  const { kind, name } = splitKey(key);
  const head = `The ${kind.split('.')[0]} "${name}" is invalid: `;
  const texts = [...new Set(causes.map((cause) => `${cause.field}: ${cause.message}`))];
  if (texts.length === 1) return `${head}${texts[0]}`;
  return `${head}\n${texts.map((text) => `* ${text}`).join('\n')}`;
}
