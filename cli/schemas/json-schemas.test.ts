import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { printJson } from '../printing/print-json.ts';
import { folderOf } from '../testing/folder-of.ts';
import { jsonSchemas } from './json-schemas.ts';
import { writeSchemas } from './write-schemas.ts';

describe('the JSON Schemas', () => {
  it('are those of the sample folder; if not, run: npm run schemas', () => {
    const folder = 'catalogue/schemas';
    const written = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]);
    expect(Object.fromEntries(written)).toEqual(
      Object.fromEntries([...jsonSchemas()].map(([name, schema]) => [name, printJson(schema)])),
    );
  });

  it('are written into any folder', () => {
    const folder = folderOf();
    expect(writeSchemas(`${folder}/schemas`, jsonSchemas())).toHaveLength(jsonSchemas().size);
    expect(readdirSync(`${folder}/schemas`).sort()).toEqual([...jsonSchemas().keys()].sort());
  });

  it('describe every field, know which must be there, and allow no other', () => {
    const schema = JSON.parse(JSON.stringify(jsonSchemas().get('schedule.schema.json')));
    expect(schema.required).toEqual(['zone', 'durationHours', 'cutoffHours', 'environment', 'owner']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties.reboot).toMatchObject({ enum: ['RebootIfNeeded', 'NoReboot'], default: 'RebootIfNeeded' });
    expect(schema.properties.durationHours).toMatchObject({ type: 'integer', minimum: 1, maximum: 24 });

    const undescribed = [...jsonSchemas().values()].flatMap((each) => {
      const fields: Record<string, { description?: string }> = JSON.parse(JSON.stringify(each)).properties;
      return Object.entries(fields).filter(([, { description }]) => description === undefined);
    });
    expect(undescribed).toEqual([]);
  });
});
