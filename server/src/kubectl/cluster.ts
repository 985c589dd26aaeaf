import type { Key } from '#engine/api/key.ts';
import type { ApiObject } from '#engine/api/meta.ts';
import type { Run } from '#engine/engine.ts';
import { type Result, refused } from '#engine/result.ts';
import type { Millis } from '#engine/time.ts';
import type { Body } from '#language/document/resource.ts';

/** What kubectl works on: a running cluster, the current namespace, and what the host lets it read. */
export interface Cluster {
  readonly run: Run;
  /** The namespace of the current context. */
  namespace: string;
  readonly files: Files;
  /** The shell in a container that lines go to. */
  shell?: OpenShell | undefined;
  readonly documentation?: Documentation;
  /** Reads an object of a manifest as the API server decodes it; undefined where its kind is not known. */
  readonly decode?: (body: Body) => Decoded | undefined;
  /** Opens a text in the person's editor; undefined where there is none. */
  readonly edit?: (text: string) => string;
}

/** A shell that `kubectl exec -it` or `kubectl run -it` opened. */
export interface OpenShell {
  readonly pod: Key;
  readonly container: string;
  /** Of the container as it was: another one has no shell. */
  readonly id: string;
  /** What stands before a line: `root@web:/# `. */
  readonly prompt: string;
  /** Whether the pod goes with it. */
  readonly removes: boolean;
}

/** How the host reads files for `-f`. Names are as written on the command line. */
export interface Files {
  /** The text of a file; undefined where there is none of that name. */
  read(name: string): string | undefined;
  /** The manifests in a folder (`.yaml`, `.yml`, `.json`) in order of name; undefined where `name` is no folder. */
  list(name: string, recursive: boolean): readonly string[] | undefined;
  /** What kustomize builds of a folder, for `-k`; the error says why it cannot. Left out where the host cannot build. */
  build?(folder: string): Result<readonly ApiObject[], string>;
}

/** What the API server's decoder makes of an object. */
export interface Decoded {
  /** Why it cannot be read at all. */
  readonly wrong: string | undefined;
  /** Fields that its kind does not have. */
  readonly unknown: readonly string[];
  /** The object without them. */
  readonly object: ApiObject;
}

/** Descriptions of kinds and fields, from the schemas, for `explain`. */
export interface Documentation {
  field(apiVersion: string, kind: string, path: readonly string[]): FieldDocumentation | undefined;
}

export interface FieldDocumentation {
  readonly type: string;
  readonly description: string;
  readonly required: boolean;
  readonly enum?: readonly string[];
  readonly fields: readonly {
    readonly name: string;
    readonly type: string;
    readonly description: string;
    readonly required: boolean;
    readonly enum?: readonly string[];
  }[];
}

/** What a command printed, and its exit code. */
export interface Output {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A command that blocks lets the world go on: until the next thing happens, at the latest until this moment. */
export interface Pause {
  readonly until: Millis;
}

/** What kustomize builds of a folder; the error says why it cannot, or that this host cannot build at all. */
export function builtFolder(files: Files, folder: string): Result<readonly ApiObject[], string> {
  return files.build?.(folder) ?? refused('nothing can build a kustomization here');
}

/** No files: `-f` finds nothing but `-`. */
export const noFiles: Files = { read: () => undefined, list: () => undefined };
