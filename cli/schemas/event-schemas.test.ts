import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { LIFECYCLE_KINDS, lifecycleSchema } from '../../shared/inbound/lifecycle-schema.ts';
import { printJson } from '../printing/print-json.ts';
import { eventSchemas, fileStemOf } from './event-schemas.ts';

const FOLDER = 'docs/events';

describe('the JSON Schemas of the events', () => {
  it('are those of docs/events; if not, run: npm run schemas', () => {
    const written = readdirSync(FOLDER)
      .filter((name) => name.endsWith('.schema.json'))
      .map((name) => [name, readFileSync(`${FOLDER}/${name}`, 'utf8')]);
    expect(Object.fromEntries(written)).toEqual(
      Object.fromEntries([...eventSchemas()].map(([name, schema]) => [name, printJson(schema)])),
    );
  });

  it('leave room for fields that are added within a version', () => {
    expect(
      [...eventSchemas().values()].filter((schema) => JSON.stringify(schema).includes('additionalProperties":false')),
    ).toEqual([]);
  });
});

describe('the samples of the events', () => {
  it('are one a kind, and no others', () => {
    const samples = readdirSync(FOLDER).filter((name) => name.endsWith('.json') && !name.endsWith('.schema.json'));
    expect(samples.sort()).toEqual(LIFECYCLE_KINDS.map((kind) => `${fileStemOf(kind)}.json`).sort());
  });

  it.each(LIFECYCLE_KINDS)('of %s is as its schema says, to the last field', (kind) => {
    const sample = JSON.parse(readFileSync(`${FOLDER}/${fileStemOf(kind)}.json`, 'utf8'));
    expect(z.parse(lifecycleSchema(kind), sample)).toEqual(sample);
  });

  it('are told apart: none is as the schema of another kind says', () => {
    for (const kind of LIFECYCLE_KINDS) {
      const sample = JSON.parse(readFileSync(`${FOLDER}/${fileStemOf(kind)}.json`, 'utf8'));
      const fitting = LIFECYCLE_KINDS.filter((other) => z.safeParse(lifecycleSchema(other), sample).success);
      expect(fitting).toEqual([kind]);
    }
  });

  it('have their section in docs/events.md', () => {
    const page = readFileSync('docs/events.md', 'utf8');
    const rows = [...page.matchAll(/^\| \[([A-Z][A-Za-z ]+)\]\(events\/([a-z-]+)\.json\) \|/gm)].map(
      ([, kind, stem]) => [kind, stem],
    );
    expect(rows).toEqual(LIFECYCLE_KINDS.map((kind) => [kind, fileStemOf(kind)]));
  });
});
