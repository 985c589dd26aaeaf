/** What is wrong with a name that becomes one element of a URL's path: roles, kinds. Follows kubernetes apimachinery/pkg/api/validation/path IsValidPathSegmentName. */
export function pathSegmentName(name: string): readonly string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%']
    .filter((character) => name.includes(character))
    .map((character) => `may not contain '${character}'`);
}
