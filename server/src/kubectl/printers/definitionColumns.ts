import type { KindInfo } from '#engine/api/kinds.ts';
import type { StoreView } from '#engine/store/view.ts';
import { since } from './age.ts';
import { ageColumn, type Column, column, nameColumn, wide } from './columns.ts';
import { valuesAt } from './jsonPath.ts';
import { read, readList, readNumber, readText } from './read.ts';

/** The columns that a CustomResourceDefinition gives its kind; undefined for built-in kinds. */
export function customColumnsOf(view: StoreView, kind: KindInfo): readonly Column[] | undefined {
  const [group, version] = kind.apiVersion.split('/');
  const definition = view
    .list('CustomResourceDefinition.apiextensions.k8s.io')
    .find((each) => read(each, 'spec.group') === group && read(each, 'spec.names.kind') === kind.kind);
  if (definition === undefined) return undefined;
  const served = readList(definition, 'spec.versions').find((each) => read(each, 'name') === version);
  const columns = readList(served, 'additionalPrinterColumns');
  return columns.length === 0 ? [nameColumn, ageColumn] : [nameColumn, ...columns.map(columnOf)];
}

function columnOf(definition: unknown): Column {
  const header = readText(definition, 'name').toUpperCase();
  const path = readText(definition, 'jsonPath');
  const date = read(definition, 'type') === 'date';
  const make = readNumber(definition, 'priority') > 0 ? wide : column;
  return make(header, (object, { now }) => {
    const found = valuesAt(path, object);
    const value = found.ok ? found.value[0] : undefined;
    if (date) return since(value, now);
    return value === undefined || value === null
      ? ''
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  });
}
