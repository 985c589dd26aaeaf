import type { KubernetesVersion } from '#engine/api/version.ts';
import type { Definition, DocsFile, FieldSchema, IndexFile, Kind, SchemaFile } from './schema.ts';
import { apiVersionOf } from './schema.ts';
import type { Structural } from './structural.ts';

/** Where the bundled schemas come from. A host answers at once, with the text of a file, or undefined when it has none (yet). */
export interface SchemaSource {
  read(version: KubernetesVersion, part: 'schema' | 'index' | 'docs'): string | undefined;
}

/** What one version of Kubernetes knows. Read when first asked for: docs only when a description is. */
export interface Catalog {
  readonly version: KubernetesVersion;
  readonly kinds: readonly Kind[];
  /** The kind as it stands in a manifest, or undefined. */
  kind(apiVersion: string, kind: string): Kind | undefined;
  definition(name: string): Definition | undefined;
  /** The schema of a custom resource as its definition gives it; undefined for built-in kinds. */
  structural(kind: Kind): Structural | undefined;
  /** The description of a definition, or of one of its fields. */
  doc(definition: string, field?: string): string | undefined;
}

/** The catalog of a version; the same one for the same source. */
export function catalogOf(source: SchemaSource, version: KubernetesVersion): Catalog {
  const made = catalogs.get(source) ?? new Map<KubernetesVersion, Catalog>();
  catalogs.set(source, made);
  const known = made.get(version);
  if (known !== undefined) return known;
  const catalog = open(source, version);
  if (catalog.kinds.length > 0) made.set(version, catalog);
  return catalog;
}

/** The definition that a schema refers to, by name; undefined for scalars, lists, maps, `Quantity` and `IntOrString`. */
export function referenced(catalog: Catalog, schema: FieldSchema): Definition | undefined {
  return schema.$ref === undefined ? undefined : catalog.definition(schema.$ref);
}

const catalogs = new WeakMap<SchemaSource, Map<KubernetesVersion, Catalog>>();

function open(source: SchemaSource, version: KubernetesVersion): Catalog {
  const definitions = parse<SchemaFile>(source.read(version, 'schema'))?.definitions ?? {};
  const kinds = Object.values(parse<IndexFile>(source.read(version, 'index')) ?? {});
  const byName = new Map(kinds.map((kind) => [`${apiVersionOf(kind)}/${kind.kind}`, kind]));
  let docs: DocsFile | undefined;
  return {
    version,
    kinds,
    kind: (apiVersion, kind) => byName.get(`${apiVersion}/${kind}`),
    structural: () => undefined,
    definition: (name) => (Object.hasOwn(definitions, name) ? definitions[name] : undefined),
    doc(definition, field = '$') {
      docs ??= parse<DocsFile>(source.read(version, 'docs'));
      return docs?.[definition]?.[field];
    },
  };
}

function parse<T>(text: string | undefined): T | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
