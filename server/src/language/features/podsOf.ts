import { t } from '@vscode/l10n';
import { nameOf, objectOf, type Resource } from '../document/resource.ts';

/** How many pods the object asks for, as far as it says; a DaemonSet counts as one. */
export function podsOf({ body }: Resource): number {
  const spec = objectOf(body)['spec'] as { replicas?: unknown } | null | undefined;
  return body.kind === 'Pod' || typeof spec?.replicas !== 'number' ? 1 : spec.replicas;
}

/** What a selector catches, in words: `selects 3 pods of Deployment/web`. */
export function selectsText(selected: readonly Resource[]): string {
  if (selected.length === 0) return t('selects no pod of this workspace');
  const pods = selected.reduce((sum, resource) => sum + podsOf(resource), 0);
  const names = selected.map(({ body }) => nameOf(body)).join(', ');
  return pods === 1 ? t('selects 1 pod of {0}', names) : t('selects {0} pods of {1}', String(pods), names);
}
