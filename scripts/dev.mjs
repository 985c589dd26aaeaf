// Builds on every change and serves the panel's development page: `npm run dev`.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { root, runProgram } from './runProgram.mjs';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const port = Number(process.env.PORT ?? 5173);

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const asked = pathname === '/' ? '/media/panel/dev.html' : decodeURIComponent(pathname);
  const file = path.join(root, path.normalize(asked));
  if (!file.startsWith(root) || !existsSync(file)) return response.writeHead(404).end('not found');
  response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' });
  createReadStream(file).pipe(response);
});
server.listen(port, '127.0.0.1', () => console.log(`the panel with a recorded rollout: http://127.0.0.1:${port}/`));
process.exitCode = await runProgram('node', ['esbuild.mjs', '--watch']);
server.close();
