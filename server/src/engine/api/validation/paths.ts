import { type Causes, invalid } from './causes.ts';

/** No `..` among the elements of a path. Follows kubernetes pkg/apis/core/validation validatePathNoBacksteps. */
export function validateNoBacksteps(path: string, field: string, errors: Causes): void {
  if (path.split('/').includes('..')) errors.push(invalid(field, path, "must not contain '..'"));
}

/** A path below a folder. Follows validateLocalDescendingPath. */
export function validateDescendingPath(path: string, field: string, errors: Causes): void {
  if (path.startsWith('/')) errors.push(invalid(field, path, 'must be a relative path'));
  validateNoBacksteps(path, field, errors);
}

/** The same, and no name that begins with `..`, for the kubelet writes such itself. Follows ValidateLocalNonReservedPath. */
export function validateNonReservedPath(path: string, field: string, errors: Causes): void {
  validateDescendingPath(path, field, errors);
  if (path.startsWith('..') && !path.startsWith('../')) errors.push(invalid(field, path, "must not start with '..'"));
}

/** Permissions of a file. */
export function validateFileMode(mode: number | undefined, field: string, errors: Causes): void {
  if (mode !== undefined && (mode > 0o777 || mode < 0))
    errors.push(invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive'));
}
