/** What the page of the panel is made of: addresses that the webview may load, and the chance that lets its script run. */
export interface PanelParts {
  readonly script: string;
  readonly style: string;
  /** The webview's own source for styles and fonts (`webview.cspSource`). */
  readonly source: string;
  readonly nonce: string;
  readonly language: string;
  readonly title: string;
}

/** The panel's page. Nothing is loaded from anywhere but the extension, and no script runs but ours. */
export function panelHtml(parts: PanelParts): string {
  const policy = [
    "default-src 'none'",
    `style-src ${parts.source} 'unsafe-inline'`,
    `font-src ${parts.source}`,
    `img-src ${parts.source} data:`,
    `script-src 'nonce-${parts.nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(parts.title)}</title>
<link rel="stylesheet" href="${escapeHtml(parts.style)}">
</head>
<body>
<div id="root"></div>
<script nonce="${escapeHtml(parts.nonce)}" src="${escapeHtml(parts.script)}"></script>
</body>
</html>
`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
