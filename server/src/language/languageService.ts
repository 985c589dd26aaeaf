/**
 * API BOUNDARY: every feature, one line each. All take a snapshot and return plain data of the protocol; none has a state, none throws.
 * A new feature is a file in features/ and a line here.
 */
import { codeLens as codeLensIn } from './features/codeLens.ts';
import { completion as completionIn } from './features/completion/completion.ts';
import { hover as hoverIn } from './features/hover.ts';
import { inlayHints as inlayHintsIn } from './features/inlayHints.ts';
import { inCluster } from './workspace/clusters.ts';

export { codeActions } from './features/codeActions.ts';
export { mostOffered } from './features/completion/suggestions/suggestion.ts';
export { documentLinks } from './features/documentLinks.ts';
export { documentSymbols } from './features/documentSymbols.ts';
export { foldingRanges } from './features/foldingRanges.ts';
export { formatting, rangeFormatting } from './features/formatting/formatting.ts';
export { definition } from './features/navigation/definition.ts';
export { dependencies, dependents, prepareDependencies } from './features/navigation/dependencies.ts';
export { implementation } from './features/navigation/implementation.ts';
export { linkedEditingRanges } from './features/navigation/linkedEditing.ts';
export { documentHighlights, references } from './features/navigation/references.ts';
export { prepareRename, rename } from './features/navigation/rename.ts';
export { selectionRanges } from './features/navigation/selectionRanges.ts';
export { workspaceSymbols } from './features/navigation/workspaceSymbols.ts';
export { readAhead } from './features/readAhead.ts';
export { secretValue } from './features/secretValue.ts';
export { semanticTokens, tokenModifiers, tokenTypes } from './features/semanticTokens.ts';
export { commitProblems } from './validation/updateProblems.ts';
export { validate } from './validation/validate.ts';

export const codeLens: typeof codeLensIn = inCluster(codeLensIn);
export const completion: typeof completionIn = inCluster(completionIn);
export const hover: typeof hoverIn = inCluster(hoverIn);
export const inlayHints: typeof inlayHintsIn = inCluster(inlayHintsIn);
