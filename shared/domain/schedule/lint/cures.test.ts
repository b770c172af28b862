/**
 * Every cure that names a value, an offset or a soak does what it says, in small catalogues made from seeds.
 *
 * Goal: a cure that is followed takes its finding away, and brings no other, to whatever entry. Method: write the cure into
 * the catalogue as a person would, let whoever named the entry name the new one, and lint again.
 */
import { describe, expect, it } from '@jest/globals';
import { aFreeze, aLintEntry, findingsOf } from '../../../testing/lint-builders.ts';
import type { Finding } from './finding.ts';
import type { DefaultSchedule, LintEntry, LintInput, LintRule } from './lint-input.ts';

const stretch = { from: new Date('2026-01-01T00:00Z'), to: new Date('2028-01-01T00:00Z') };
const SEEDS = 80;

type Catalogue = Pick<LintInput, 'entries' | 'freezes'> & { readonly defaults: readonly DefaultSchedule[] };

/** Numbers that look thrown and are not: each seed has its own row of them. */
function pickFrom(seed: number): <Item>(items: readonly [Item, ...Item[]]) => Item {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return (items) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return items[Math.floor((state / 2 ** 32) * items.length)] ?? items[0];
  };
}

function aCatalogue(seed: number): Catalogue {
  const pick = pickFrom(seed);
  const schedule = () =>
    `${pick([1, 2, 3, 4, 22])}${pick(['SAT', 'SUN', 'TUE'])}${pick(['', 'X1', 'X2', 'X3', 'X4', 'X5'])}`;
  const values = [...new Set(Array.from({ length: pick([2, 3, 4]) }, schedule))];
  const entries = values.map((value, index) => {
    const before = pick([undefined, values[index - 1], values[index - 1], values[0], '2SATX3']);
    const rule: Partial<LintRule> = {
      zone: pick(['UTC', 'America/New_York', 'Europe/Berlin']),
      offsetDays: pick([0, 0, 0, 4, 7, 14]),
      durationHours: pick([2, 4, 8]),
      ...(index === 0 || before === undefined ? {} : { after: before, soakHours: pick([0, 12, 72, 240]) }),
      ...pick([{}, { calendars: ['year-end'] }]),
      ...pick([{}, {}, { waveGroup: 'shop' }]),
      ...pick([{}, {}, { maxDaysAfterPatchTuesday: 14 }, { maxDaysAfterPatchTuesday: 7 }]),
    };
    return aLintEntry(value, rule);
  });
  const month = pick(['03', '08', '12']);
  const freezes = [
    aFreeze(`2026-${month}-01T00:00Z`, `2026-${month}-${pick(['05', '20'])}T00:00Z`),
    aFreeze('2027-05-08T00:00Z', '2027-05-20T00:00Z'),
  ];
  return { entries, freezes, defaults: [{ rule: 'all', value: pick([values[0] ?? '', '3SUNX3']) }] };
}

/** The catalogue as it is when the cure was followed; undefined where the cure leaves it to people what to do. */
function followed(
  { entry, cure }: Finding,
  { entries, freezes, defaults }: Catalogue,
): [string, Catalogue] | undefined {
  const [, value, offset = '0'] = /^Take (\w+)(?: with offsetDays (\d+))?[:,]/.exec(cure) ?? [];
  const soak = /^Set soakHours to (\d+)/.exec(cure)?.[1];
  if (value === undefined && soak === undefined) return undefined;

  const name = value ?? entry;
  const changed = (rule: LintRule) => ({
    ...rule,
    ...(value === undefined ? {} : { offsetDays: Number(offset) }),
    ...(soak === undefined ? {} : { soakHours: Number(soak) }),
  });
  const instead = entries.map((each): LintEntry => {
    const rule = each.rule?.after === entry ? { ...each.rule, after: name } : each.rule;
    if (each.value !== entry || rule === undefined) return rule === undefined ? each : { ...each, rule };
    return { ...each, value: name, rule: changed(rule) };
  });
  const handedOut = defaults.map((each) => (each.value === entry ? { ...each, value: name } : each));
  return [name, { entries: instead, freezes, defaults: handedOut }];
}

describe('cures', () => {
  it('take their finding away and bring no other', () => {
    const cured = new Map<string, number>();
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const catalogue = aCatalogue(seed);
      const findings = findingsOf(catalogue.entries, { ...stretch, ...catalogue });
      for (const finding of findings) {
        const [name, after] = followed(finding, catalogue) ?? [];
        if (name === undefined || after === undefined) continue;

        const rename = (entry: string) => (entry === finding.entry ? name : entry);
        const had = new Set(findings.map(({ entry, code }) => `${rename(entry)} ${code}`));
        const has = findingsOf(after.entries, { ...stretch, ...after }).map(({ entry, code }) => `${entry} ${code}`);
        const brought = has.filter((each) => !had.has(each));
        const left = has.filter((each) => each === `${name} ${finding.code}`);
        const { entry, code, cure } = finding;
        expect({ seed, entry, code, cure, brought, left }).toEqual({ seed, entry, code, cure, brought: [], left: [] });
        cured.set(code, (cured.get(code) ?? 0) + 1);
      }
    }
    const proposing = ['clock-change-gap', 'clock-change-overlap', 'fifth-weekday', 'patch-tuesday-late'];
    expect([...cured.keys()].sort()).toEqual([...proposing, 'ring-inversion', 'ring-soak']);
  });
});
