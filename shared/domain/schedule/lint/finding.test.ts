import { describe, expect, it } from '@jest/globals';
import { findingCodes, NEVER_OPENS } from './finding.ts';

describe('NEVER_OPENS', () => {
  it('has what keeps an entry shut for ever, and nothing that only spoils some of its windows', () => {
    const opensAtTimes = findingCodes.filter((code) => !NEVER_OPENS.has(code));

    expect(opensAtTimes).toEqual([
      'not-approved',
      'cutoff-at-end',
      'outlasts-gap',
      'calendar-unknown',
      'clock-change-gap',
      'clock-change-overlap',
      'fifth-weekday',
      'patch-tuesday-late',
      'freeze-starves',
      'ring-without-predecessor',
      'ring-inversion',
      'ring-soak',
      'windows-overlap',
      'default-unknown',
    ]);
    expect([...NEVER_OPENS].filter((code) => !findingCodes.includes(code))).toEqual([]);
  });
});
