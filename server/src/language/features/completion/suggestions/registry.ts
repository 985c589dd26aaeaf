import { accessRules } from './accessRules.ts';
import { annotationKeys, annotationValues } from './annotations.ts';
import { dataKeys } from './dataKeys.ts';
import { environment } from './environment.ts';
import { images } from './images.ts';
import { labelKeys, labelValues } from './labels.ts';
import { objects } from './objects.ts';
import { podParts } from './podParts.ts';
import { ports } from './ports.ts';
import { quantities, resourceNames } from './quantities.ts';
import { schedules } from './schedules.ts';
import type { Suggest } from './suggestion.ts';
import { wellKnown } from './wellKnown.ts';

/** Every source of values. Adding one is its file and a line here. */
export const valueSources: readonly Suggest[] = [
  objects,
  dataKeys,
  ports,
  podParts,
  labelValues,
  annotationValues,
  environment,
  images,
  quantities,
  schedules,
  accessRules,
  wellKnown,
];

/** Every source of keys for maps whose keys the schema leaves open. */
export const keySources: readonly Suggest[] = [labelKeys, annotationKeys, resourceNames];
