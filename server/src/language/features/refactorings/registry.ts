import { addPodDisruptionBudget } from './addPodDisruptionBudget.ts';
import { addProbes } from './addProbes.ts';
import { addResources } from './addResources.ts';
import { addSecurityContext } from './addSecurityContext.ts';
import { addSpreadConstraint } from './addSpreadConstraint.ts';
import { expose } from './expose.ts';
import { extractEnv } from './extractEnv.ts';
import { joinFiles } from './joinFiles.ts';
import { pinImage } from './pinImage.ts';
import { podToDeployment } from './podToDeployment.ts';
import type { Refactoring } from './refactoring.ts';
import { sortKeys } from './sortKeys.ts';
import { splitFile } from './splitFile.ts';

/** Every refactoring, in the order of the menu. Adding one is its file and a line here. */
export const refactorings: readonly Refactoring[] = [
  expose,
  addPodDisruptionBudget,
  addProbes,
  addResources,
  addSecurityContext,
  addSpreadConstraint,
  extractEnv,
  pinImage,
  podToDeployment,
  sortKeys,
  splitFile,
  joinFiles,
];
