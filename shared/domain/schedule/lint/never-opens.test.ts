import { describe, expect, it } from '@jest/globals';
import { aLintEntry } from '../../../testing/lint-builders.ts';
import { NEVER_OPENS } from './finding.ts';
import { neverOpens } from './never-opens.ts';

const sound = aLintEntry('2SAT');

/** One entry for each of the codes. */
const hopeless = {
  'not-a-schedule': aLintEntry('2STA'),
  unreadable: { ...sound, rule: undefined, problem: 'zone is absent' },
  'too-large': { ...sound, sizeBytes: 5000 },
  'zone-unknown': aLintEntry('2SAT', { zone: 'Europe/Atlantis' }),
  'cutoff-before-opening': aLintEntry('2SAT', { cutoffHours: 4 }),
  'ring-unknown': aLintEntry('2SAT', { after: '9SUN' }),
  'ring-cycle': aLintEntry('2SAT', { after: '6SUN' }),
};

describe('neverOpens()', () => {
  it.each(Object.entries(hopeless))('finds %s', (code, entry) => {
    expect(neverOpens(entry, [sound, aLintEntry('6SUN', { after: '2SAT' })])?.code).toBe(code);
  });

  it('knows of every code that shuts an entry out, and of no other', () => {
    expect(new Set(Object.keys(hopeless))).toEqual(NEVER_OPENS);
  });

  it('takes the entry as it is given, not as it is among the others', () => {
    expect(neverOpens(sound, [aLintEntry('2SAT', { zone: 'Europe/Atlantis' })])).toBeUndefined();
    expect(neverOpens(aLintEntry('2SAT', { after: '6SUN' }), [aLintEntry('6SUN')])).toBeUndefined();
  });
});
