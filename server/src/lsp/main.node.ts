import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { files } from './files.ts';
import { schemasIn } from './schemas.ts';
import { serve } from './serve.ts';

// The schemas lie beside the built server, wherever the editor starts it from.
const beside = path.join(path.dirname(process.argv[1] ?? '.'), 'schemas');

serve(createConnection(ProposedFeatures.all), { ...files, schemas: (folder) => schemasIn(folder ?? beside) });
