/** `npm run schemas`: writes the JSON Schemas of the sample catalogue and of the events. */
import { eventSchemas } from './event-schemas.ts';
import { jsonSchemas } from './json-schemas.ts';
import { writeSchemas } from './write-schemas.ts';

const written = [...writeSchemas('catalogue/schemas', jsonSchemas()), ...writeSchemas('docs/events', eventSchemas())];
for (const file of written) process.stdout.write(`${file}\n`);
