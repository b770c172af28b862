import { describe, expect, it } from '@jest/globals';
import { aLintEntry, findingsOf } from '../../../testing/lint-builders.ts';
import type { LintEntry } from './lint-input.ts';

const unreadable: LintEntry = { value: '6SAT', rule: undefined, problem: 'x', approved: true, sizeBytes: 1 };
const entries: readonly LintEntry[] = [
  aLintEntry('2SAT'),
  aLintEntry('4SAT', {}, { approved: undefined }),
  unreadable,
  aLintEntry('8SAT', { zone: 'Europe/Atlantis' }),
  aLintEntry('10SAT', {}, { approved: false }),
  aLintEntry('settings'),
];

function told(...values: string[]) {
  const defaults = values.map((value, index) => ({ rule: `rule-${index + 1}`, value }));
  return findingsOf(entries, { defaults }).filter(({ code }) => code === 'default-unknown');
}

describe('default-unknown', () => {
  it('has nothing to say of sound entries, of approvals that nobody keeps, and of reserved values', () => {
    expect(told('2SAT', '4SAT', 'EXEMPT', 'REPLACE')).toEqual([]);
  });

  it.each([
    ['2SUN', 'which is not in the catalogue', 'Add 2SUN to the catalogue, or hand out a schedule that is in it.'],
    ['6SAT', 'whose entry has no windows', 'Correct the entry 6SAT, or hand out a schedule that has windows.'],
    ['8SAT', 'whose entry has no windows', 'Correct the entry 8SAT, or hand out a schedule that has windows.'],
    ['settings', 'whose entry has no windows', 'Correct the entry settings, or hand out a schedule that has windows.'],
    [
      '10SAT',
      'whose entry has not been approved as it stands',
      'Let Security approve 10SAT, or hand out a schedule that is approved.',
    ],
  ])('%s: %s', (value, what, cure) => {
    const sentence = `The default rule "rule-1" hands out ${value}, ${what}.`;
    expect(told(value)).toEqual([{ code: 'default-unknown', entry: value, sentence, dates: [], cure }]);
  });

  it('names all rules that hand it out, once', () => {
    const findings = told('2SUN', '2SAT', '2SUN');
    expect(findings.map(({ sentence }) => sentence)).toEqual([
      '2 default rules, "rule-1" and "rule-3" hand out 2SUN, which is not in the catalogue.',
    ]);
  });
});
