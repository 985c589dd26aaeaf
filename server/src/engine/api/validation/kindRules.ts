import type { NameFormat } from '../names.ts';
import { dns1123Subdomain } from '../names.ts';
import type { KubernetesVersion } from '../version.ts';
import type { Causes } from './causes.ts';
import { invalid } from './causes.ts';
import type { Fields } from './read.ts';
import { sameValue } from './same.ts';

/** What the API server checks of one kind besides metadata. */
export interface KindRules {
  /** The format of metadata.name. */
  readonly name: NameFormat;
  /** The format from a version on that takes more. */
  readonly relaxed?: { readonly since: KubernetesVersion; readonly name: NameFormat };
  /** Whether finalizers without a domain are refused, as those kinds do that use the core group's function. */
  readonly qualifiedFinalizers: boolean;
  /** The whole object, on create and on update. */
  readonly validate: (object: Fields, version: KubernetesVersion, errors: Causes) => void;
  /** Only on create, after `validate`. */
  readonly create?: (object: Fields, version: KubernetesVersion, errors: Causes) => void;
  /** Only on update, before `validate`. */
  readonly update?: (next: Fields, old: Fields, version: KubernetesVersion, errors: Causes) => void;
}

/** Rules of a kind whose names are DNS subdomains, as most are. */
export function rulesOf(rules: Partial<KindRules> & Pick<KindRules, 'validate'>): KindRules {
  return { name: dns1123Subdomain, qualifiedFinalizers: true, ...rules };
}

/** `field is immutable`. Follows kubernetes ValidateImmutableField. */
export function immutable(next: unknown, old: unknown, path: string, errors: Causes): void {
  if (!sameValue(next, old)) errors.push(invalid(path, next, 'field is immutable'));
}
