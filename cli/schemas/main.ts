/** `npm run schemas`: writes the JSON Schemas of the sample catalogue. */
import { writeSchemas } from './write-schemas.ts';

for (const file of writeSchemas('catalogue')) process.stdout.write(`${file}\n`);
