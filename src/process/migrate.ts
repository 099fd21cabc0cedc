/** `npm run migrate`. Node.js is checked first: an older one cannot load the rest. */
import { checkNode } from './check-node.ts';

checkNode();
await import('./migrate-command.ts');
