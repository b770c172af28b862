import { describe, expect, it } from '@jest/globals';
import { aLintEntry, ONE_YEAR } from '../../../testing/lint-builders.ts';
import type { Finding } from './finding.ts';
import type { LintContext, SubjectCheck } from './lint-check.ts';
import type { LintEntry, LintRule } from './lint-input.ts';
import { type Subject, subjectOf } from './subject.ts';
import { worsensNothing } from './worsens-nothing.ts';

const surroundings = { freezes: [], ...ONE_YEAR };

function sound(value: string, rule: Partial<LintRule> = {}): Subject {
  const subject = subjectOf(aLintEntry(value, rule), surroundings);
  if (subject === undefined) throw new Error(`No subject for ${value}`);
  return subject;
}

/** So many dates of a finding, which is all that is counted. */
function found(entry: string, dates: number, code: Finding['code'] = 'windows-overlap'): Finding[] {
  return dates === 0 ? [] : [{ code, entry, sentence: '', dates: Array.from({ length: dates }, () => ''), cure: '' }];
}

interface Question {
  readonly entries: readonly Subject[];
  readonly inPlaceOf: string;
  readonly other: Subject;
  readonly alone?: SubjectCheck;
  readonly inPairs?: SubjectCheck;
}

function ask({ entries, inPlaceOf, other, alone, inPairs }: Question): boolean {
  const subjects = new Map(entries.map((subject) => [subject.value, subject]));
  const own = subjects.get(inPlaceOf);
  if (own === undefined) throw new Error(`No ${inPlaceOf} among the entries`);
  const broken: LintEntry = { value: 'broken', rule: undefined, approved: true, sizeBytes: 1 };
  const context: LintContext = {
    ...surroundings,
    months: [],
    entries: new Map(
      [...entries.map(({ value, rule }) => aLintEntry(value, rule)), broken].map((each) => [each.value, each]),
    ),
    subjects,
    names: new Set(subjects.keys()),
    checks: { alone: alone === undefined ? [] : [alone], inPairs: inPairs === undefined ? [] : [inPairs] },
    proving: false,
  };
  return worsensNothing(other, { inPlaceOf: own, context });
}

/** What a check of pairs saw of neighbours: who, the ring before it, and the catalogue that it was given. */
function looksOfNeighbours(question: Question): string[] {
  const seen: string[] = [];
  ask({
    ...question,
    inPairs: ({ value, rule }, { subjects, entries, proving }) => {
      if (value === question.inPlaceOf || value === question.other.value) return found(value, 1);
      seen.push(`${value} after ${rule.after}, among ${[...subjects.keys()]} of ${[...entries.keys()]}: ${proving}`);
      return found(value, 1);
    },
  });
  return seen;
}

describe('worsensNothing()', () => {
  const [own, other] = [sound('2SATX4'), sound('3SATX4')];

  it.each([
    [0, 0, true],
    [0, 1, false],
    [1, 1, true],
    [2, 1, true],
    [2, 3, false],
  ])('where the entry has %i dates and the other would have %i, it says %p', (before, after, expected) => {
    const check: SubjectCheck = ({ value }) => found(value, value === '2SATX4' ? before : after);
    expect(ask({ entries: [own], inPlaceOf: '2SATX4', other, alone: check })).toBe(expected);
    expect(ask({ entries: [own], inPlaceOf: '2SATX4', other, inPairs: check })).toBe(expected);
  });

  it('adds up what several checks say of one code, and lets no code make up for another', () => {
    const two: SubjectCheck = ({ value }) => [...found(value, 1), ...found(value, value === '2SATX4' ? 1 : 2)];
    expect(ask({ entries: [own], inPlaceOf: '2SATX4', other, alone: two })).toBe(false);
    const traded: SubjectCheck = ({ value }) =>
      value === '2SATX4' ? found(value, 5, 'ring-soak') : [...found(value, 5, 'ring-soak'), ...found(value, 1)];
    expect(ask({ entries: [own], inPlaceOf: '2SATX4', other, alone: traded })).toBe(false);
  });

  it('looks at the other where the entry stood, in a catalogue that names it, and proposes no cures meanwhile', () => {
    const seen: string[] = [];
    const later = sound('4SUNX4', { after: '2SATX4' });
    ask({
      entries: [sound('2SATX3'), own, later],
      inPlaceOf: '2SATX4',
      other: sound('3SATX4', { after: '2SATX4' }),
      alone: ({ value, rule }, { entries, subjects, proving }) => {
        const rules = [...entries.values()].map((entry) => `${entry.value} ${entry.rule?.after}`);
        seen.push(`${value} after ${rule.after} of ${[...subjects.keys()]}, ${rules}: ${proving}`);
        return found(value, 1);
      },
    });
    expect(seen).toEqual([
      '3SATX4 after 3SATX4 of 2SATX3,3SATX4,4SUNX4, 2SATX3 undefined,3SATX4 3SATX4,4SUNX4 3SATX4,broken undefined: true',
      '2SATX4 after undefined of 2SATX3,2SATX4,4SUNX4, 2SATX3 undefined,2SATX4 undefined,4SUNX4 2SATX4,broken undefined: true',
    ]);
  });

  it('holds the ring after it against it, with the pair alone and in the order of the catalogue', () => {
    const ring = sound('4SUNX4', { after: '2SATX4' });
    const stranger = sound('5SUNX4', { after: '4SUNX4' });
    const now = '2SATX4,4SUNX4,5SUNX4,broken';
    const then = '3SATX4,4SUNX4,5SUNX4,broken';
    expect(looksOfNeighbours({ entries: [own, ring, stranger], inPlaceOf: '2SATX4', other })).toEqual([
      `4SUNX4 after 3SATX4, among 3SATX4,4SUNX4 of ${then}: true`,
      `4SUNX4 after 2SATX4, among 2SATX4,4SUNX4 of ${now}: true`,
    ]);
    expect(looksOfNeighbours({ entries: [ring, own], inPlaceOf: '2SATX4', other })).toEqual([
      '4SUNX4 after 3SATX4, among 4SUNX4,3SATX4 of 4SUNX4,3SATX4,broken: true',
      '4SUNX4 after 2SATX4, among 4SUNX4,2SATX4 of 4SUNX4,2SATX4,broken: true',
    ]);
  });

  it.each([
    ['shop', 'shop', 2],
    ['shop', 'desk', 0],
    ['shop', undefined, 0],
    [undefined, 'shop', 0],
    [undefined, undefined, 0],
  ])('of wave group %s, meets one of %s with %i looks', (mine, theirs, looks) => {
    const inGroup = (group: string | undefined) => (group === undefined ? {} : { waveGroup: group });
    const entries = [sound('2SATX4', inGroup(mine)), sound('6SATX4', inGroup(theirs))];
    const seen = looksOfNeighbours({ entries, inPlaceOf: '2SATX4', other: sound('3SATX4', inGroup(mine)) });
    expect(seen).toHaveLength(looks);
  });

  it.each([
    [1, 2, false],
    [2, 2, true],
  ])('where a neighbour has %i dates with it and %i with the other, it says %p', (before, after, expected) => {
    const entries = [own, sound('4SUNX4', { after: '2SATX4' })];
    const inPairs: SubjectCheck = ({ value }, { subjects }) =>
      value === '4SUNX4' ? found(value, subjects.has('3SATX4') ? after : before) : [];
    expect(ask({ entries, inPlaceOf: '2SATX4', other, inPairs })).toBe(expected);
  });
});
