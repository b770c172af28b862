/** `catalogue/`, which people copy: sound, complete, and with exactly the faults that its README tells of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { lintCatalogue } from '../../shared/domain/schedule/lint/lint-catalogue.ts';
import { parseCatalogueEntry } from '../../shared/inbound/catalogue-entry.ts';
import { parseDefaultRules } from '../../shared/inbound/default-rules.ts';
import { parseOperationsSettings } from '../../shared/inbound/operations-settings.ts';
import { WEEKEND_SLOTS } from '../catalogue/weekend-offering.ts';
import { readCatalogueFolder } from './read-catalogue-folder.ts';

const sample = readCatalogueFolder('catalogue');
const stretch = { from: new Date('2026-01-01T00:00:00Z'), to: new Date('2036-01-01T00:00:00Z') };

describe('the sample catalogue', () => {
  it('holds the weekend, a fourth Saturday, a Saturday after Patch Tuesday, and a freeze', () => {
    const values = sample.entries.map(({ value }) => value);
    expect(new Set(values)).toEqual(new Set([...WEEKEND_SLOTS, '2SATX4', '4TUEX2']));
    expect(sample.entries.find(({ value }) => value === '4TUEX2')?.rule?.offsetDays).toBe(4);
    expect(sample.freezes[0]).toEqual({
      calendar: 'year-end-freeze',
      from: new Date('2025-12-18T17:00:00Z'),
      to: new Date('2026-01-04T23:00:00Z'),
    });
  });

  it('has the faults that it is to show, and no other', () => {
    const findings = lintCatalogue({ ...sample, ...stretch });
    expect(findings.map(({ entry, code, dates }) => [entry, code, dates[0]])).toEqual([
      ['2SATX4', 'patch-tuesday-late', '2026-12'],
      ['2SUN', 'clock-change-gap', '2026-03-29'],
      ['2SUN', 'clock-change-overlap', '2026-10-25'],
    ]);
  });

  it('is what the functions accept', () => {
    const refused = [...sample.files].flatMap(([name, text]) => {
      if (name.endsWith('/defaults')) return parseDefaultRules(text).length === 3 ? [] : [name];
      if (name.endsWith('/settings')) return parseOperationsSettings(text).graceMinutes === 90 ? [] : [name];
      try {
        parseCatalogueEntry(path.basename(name), 1, text);
        return [];
      } catch (error) {
        return [String(error)];
      }
    });
    expect(refused).toEqual([]);
  });

  it('patches nothing until somebody has set how far the rollout is', () => {
    const settings = [...sample.files].find(([name]) => name.endsWith('/settings'))?.[1] ?? '{}';
    expect(parseOperationsSettings(settings).modes).toEqual({ default: 'observe', accounts: {}, environments: {} });
  });

  it('names in each file a schema that is there', () => {
    const files = ['schedules', '.'].flatMap((folder) =>
      readdirSync(path.join('catalogue', folder))
        .filter((name) => name.endsWith('.json'))
        .map((name) => path.join('catalogue', folder, name)),
    );
    expect(files).toHaveLength(17);
    for (const file of files) {
      const { $schema } = JSON.parse(readFileSync(file, 'utf8'));
      expect([file, existsSync(path.join(path.dirname(file), $schema))]).toEqual([file, true]);
    }
  });
});
