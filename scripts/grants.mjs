/** `npm run grants [-- --check | --page]`: what each role may do, and how often the last run of all tests did it. */
import { pathToFileURL } from 'node:url';
import { builtProgram, project } from './built-program.mjs';

const program = await builtProgram('local/grants/main.ts');
process.chdir(project);
await import(pathToFileURL(program).href);
