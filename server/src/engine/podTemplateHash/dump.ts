import { formatQuantity, parseQuantity } from '../api/quantity.ts';
import type { KubernetesVersion } from '../api/version.ts';
import { kubernetesVersions } from '../api/version.ts';
import { fieldTables, namedStrings } from './fieldTables.ts';

/**
 * A defaulted pod template as the control plane prints it before hashing: one line in Go's syntax, every field of that version in order of
 * declaration, types named. Follows kubernetes pkg/util/hash DeepHashObject over github.com/davecgh/go-spew.
 */
export function dumpTemplate(template: unknown, version: KubernetesVersion): string {
  const printer: Printer = { version, quantity: printQuantity };
  return `(v1.PodTemplateSpec)${printStruct('PodTemplateSpec', template, printer)}`;
}

/** The same with quantities by their value, so that equal templates give equal texts however they are written. */
export function canonicalTemplate(template: unknown, version: KubernetesVersion): string {
  const printer: Printer = { version, quantity: (value) => String(parsed(value).nano) };
  return printStruct('PodTemplateSpec', template, printer);
}

interface Printer {
  readonly version: KubernetesVersion;
  quantity(value: unknown): string;
}

interface Field {
  readonly name: string;
  readonly type: string;
  /** Its name in JSON; undefined where its fields stand in the parent. */
  readonly json: string | undefined;
}

function printStruct(type: string, value: unknown, printer: Printer): string {
  const object = asObject(value);
  const fields = fieldsOf(type, printer.version).map(
    ({ name, type: fieldType, json }) =>
      `${name}:${printTyped(fieldType, json === undefined ? object : object[json], printer)}`,
  );
  return `{${fields.join(' ')}}`;
}

function printTyped(type: string, value: unknown, printer: Printer): string {
  return `(${goType(type)})${isNil(type, value) ? '<nil>' : printBare(type, value, printer)}`;
}

/** Lists and maps are nil when empty, as they come out of storage. */
function isNil(type: string, value: unknown): boolean {
  if (type.startsWith('*')) return value === undefined || value === null;
  if (type.startsWith('[]')) return !Array.isArray(value) || value.length === 0;
  return (type.startsWith('map[') || type === 'ResourceList') && Object.keys(asObject(value)).length === 0;
}

function printBare(type: string, value: unknown, printer: Printer): string {
  if (type.startsWith('*')) return printBare(type.slice(1), value, printer);
  if (type.startsWith('[]'))
    return `[${(value as readonly unknown[]).map((item) => printBare(type.slice(2), item, printer)).join(' ')}]`;
  if (type === 'ResourceList') return printMap(value, (amount) => printer.quantity(amount));
  if (type.startsWith('map[')) return printMap(value, String);
  if (type === 'resource.Quantity') return printer.quantity(value ?? '0');
  if (type === 'intstr.IntOrString') return printIntOrString(value);
  if (type === 'Time') return zeroTime;
  if (/^u?int\d*$/.test(type)) return String(value ?? 0);
  if (type === 'bool') return String(value ?? false);
  if (type === 'string' || type === 'types.UID' || namedStrings.has(type)) return String(value ?? '');
  return printStruct(type, value, printer);
}

const zeroTime = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

function printMap(value: unknown, print: (item: unknown) => string): string {
  const entries = Object.entries(asObject(value)).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `map[${entries.map(([name, item]) => `${name}:${print(item)}`).join(' ')}]`;
}

function printIntOrString(value: unknown): string {
  return typeof value === 'string'
    ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
    : `{Type:(intstr.Type)0 IntVal:(int32)${value ?? 0} StrVal:(string)}`;
}

function parsed(value: unknown): {
  readonly nano: bigint;
  readonly canonical: string;
  readonly kept: string;
  readonly format: string;
} {
  const given = parseQuantity(value ?? null);
  const canonical = given.ok ? formatQuantity(given.value) : '0';
  const stored = parseQuantity(canonical);
  if (!stored.ok) return { nano: 0n, canonical, kept: '', format: 'DecimalSI' };
  return { nano: stored.value.nano, canonical, kept: stored.value.text ?? '', format: stored.value.format };
}

const decimalScale: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

/** An amount is printed as the server parses its own canonical text: digits and a power of ten, binary units multiplied out. */
function printQuantity(value: unknown): string {
  const { nano, canonical, kept, format } = parsed(value);
  const [, digits = '0', suffix = ''] = /^(-?\d+)(.*)$/.exec(canonical) ?? [];
  const binary = format === 'BinarySI';
  const exponent = /^[eE]/.test(suffix) ? Number(suffix.slice(1)) : (decimalScale[suffix] ?? 0);
  const amount = binary ? String(nano / 1_000_000_000n) : digits;
  const int = `{value:(int64)${amount} scale:(resource.Scale)${binary ? 0 : exponent}}`;
  return `{i:(resource.int64Amount)${int} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${kept} Format:(resource.Format)${format}}`;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

const builtin = /^(?:u?int\d*|bool|string|byte|float\d+)$/;

function goType(type: string): string {
  const [, prefix = '', name = type] = /^((?:\*|\[\]|map\[string\])*)(.*)$/.exec(type) ?? [];
  return builtin.test(name) || name.includes('.') ? type : `${prefix}v1.${name}`;
}

/** Struct types whose fields stand in the JSON of the struct that embeds them. */
const embedded = new Set(['VolumeSource', 'ProbeHandler', 'LocalObjectReference', 'EphemeralContainerCommon']);

/** JSON names that do not follow from the Go name. */
const jsonNames: Readonly<Record<string, string>> = {
  'PodTemplateSpec.ObjectMeta': 'metadata',
  'PersistentVolumeClaimTemplate.ObjectMeta': 'metadata',
  'PodSpec.DeprecatedServiceAccount': 'serviceAccount',
  'VolumeSource.CephFS': 'cephfs',
  'VolumeSource.StorageOS': 'storageos',
  'FCVolumeSource.WWIDs': 'wwids',
  'FCVolumeSource.TargetWWNs': 'targetWWNs',
  'ISCSIVolumeSource.DiscoveryCHAPAuth': 'chapAuthDiscovery',
  'ISCSIVolumeSource.SessionCHAPAuth': 'chapAuthSession',
  'RBDVolumeSource.CephMonitors': 'monitors',
  'RBDVolumeSource.RBDImage': 'image',
  'RBDVolumeSource.RBDPool': 'pool',
  'RBDVolumeSource.RadosUser': 'user',
  'AzureDiskVolumeSource.DataDiskURI': 'diskURI',
};

const cache = new Map<string, readonly Field[]>();

function fieldsOf(type: string, version: KubernetesVersion): readonly Field[] {
  const slot = `${type}@${version}`;
  const known = cache.get(slot);
  if (known !== undefined) return known;
  const at = kubernetesVersions.indexOf(version);
  const line = fieldTables[type]?.findLast(([since]) => kubernetesVersions.indexOf(since) <= at)?.[1] ?? '';
  const fields = line
    .split(' ')
    .filter(Boolean)
    .map((text): Field => {
      const [name = '', fieldType = ''] = text.split(':');
      const inline = name === fieldType && embedded.has(name);
      return { name, type: fieldType, json: inline ? undefined : (jsonNames[`${type}.${name}`] ?? jsonName(name)) };
    });
  cache.set(slot, fields);
  return fields;
}

/** `HTTPGet` → `httpGet`, `OS` → `os`, `SELinuxOptions` → `seLinuxOptions`. */
function jsonName(name: string): string {
  const run = /^[A-Z]+/.exec(name)?.[0].length ?? 0;
  const lower = run === name.length || run === 1 ? run : run - 1;
  return name.slice(0, lower).toLowerCase() + name.slice(lower);
}
