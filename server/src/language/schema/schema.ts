/** The shape of a bundled version's schema.json. */
export interface SchemaFile {
  readonly definitions: Readonly<Record<string, Definition>>;
}

/** One type of the API: its fields, and nothing else is allowed. */
export interface Definition {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  /** Fields that older bundled versions do not have, with the first version that has them. */
  readonly since?: Readonly<Record<string, string>>;
  /** Other fields are kept as they are, as custom resources may ask for. */
  readonly open?: boolean;
}

/** The part of JSON Schema that the OpenAPI document of Kubernetes needs; `$ref` names a definition, `Quantity` or `IntOrString`. */
export interface FieldSchema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly items?: FieldSchema;
  readonly additionalProperties?: FieldSchema;
  readonly enum?: readonly string[];
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
}

/** docs.json: descriptions by definition and field; `$` is the definition's own. */
export type DocsFile = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** index.json: kinds by `apps/v1/Deployment`. */
export type IndexFile = Readonly<Record<string, Kind>>;

/** A kind that the API server of a version takes. */
export interface Kind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** The name of its definition. */
  readonly definition: string;
  /** The first bundled version that has it, where older ones do not. */
  readonly since?: string;
  /** Made by a CustomResourceDefinition of the workspace. */
  readonly custom?: true;
}

/** `apps/v1`, `v1`. */
export function apiVersionOf(kind: Kind): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
}
