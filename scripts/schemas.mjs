/** `npm run schemas`: writes the JSON Schemas of `catalogue/` and `docs/events/` anew, from what parses them. */
import { pathToFileURL } from 'node:url';
import { builtProgram, project } from './built-program.mjs';

const program = await builtProgram('cli/schemas/main.ts');
process.chdir(project);
await import(pathToFileURL(program).href);
