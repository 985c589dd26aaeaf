/**
 * API BOUNDARY: every feature, one line each. All take a snapshot and return plain data of the protocol; none has a state, none throws.
 * A new feature is a file in features/ and a line here.
 */
export { codeActions } from './features/codeActions.ts';
export { codeLens } from './features/codeLens.ts';
export { completion } from './features/completion/completion.ts';
export { documentLinks } from './features/documentLinks.ts';
export { documentSymbols } from './features/documentSymbols.ts';
export { foldingRanges } from './features/foldingRanges.ts';
export { hover } from './features/hover.ts';
export { inlayHints } from './features/inlayHints.ts';
export { definition } from './features/navigation/definition.ts';
export { implementation } from './features/navigation/implementation.ts';
export { documentHighlights, references } from './features/navigation/references.ts';
export { prepareRename, rename } from './features/navigation/rename.ts';
export { selectionRanges } from './features/navigation/selectionRanges.ts';
export { workspaceSymbols } from './features/navigation/workspaceSymbols.ts';
export { semanticTokens, tokenModifiers, tokenTypes } from './features/semanticTokens.ts';
export { commitProblems } from './validation/updateProblems.ts';
export { validate } from './validation/validate.ts';
