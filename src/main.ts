/** `npm start`: the server. Node.js is checked first: an older one cannot load the rest. */
import { checkNode } from './process/check-node.ts';

checkNode();
await import('./process/serve.ts');
