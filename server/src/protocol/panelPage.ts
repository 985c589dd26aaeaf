/** What a page shows besides the trace; everything is plain JSON. */
export interface PageContent {
  /** What `encodeTrace` made. */
  readonly trace: unknown;
  readonly title: string;
  /** When the apply happened, in virtual milliseconds; default: the start of the last episode. */
  readonly applyAt?: number;
  /** Where the applied objects come from, by their keys; the page names file and line. */
  readonly origins?: Readonly<Record<string, unknown>>;
}

/** The panel as one self-contained page that opens in any browser, offline: no request leaves it, and its CSP says so. `lang` is `en` or `ko`. */
export function panelPage(panelJs: string, panelCss: string, content: PageContent, lang: string): string {
  return `<!doctype html>
<html lang="${lang.startsWith('ko') ? 'ko' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:">
<meta name="color-scheme" content="light dark">
<title>${escapedText(content.title)} – Drydock</title>
<style>${panelCss.replaceAll('</style', '<\\/style')}</style>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="trace">${inScript(JSON.stringify(content))}</script>
<script>${panelJs.replaceAll('</script', '<\\/script')}</script>
</body>
</html>
`;
}

/** JSON that ends no script element and opens no comment in it, whatever the manifests contain. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function escapedText(text: string): string {
  return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
