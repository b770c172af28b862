import { describe, expect, it } from '@jest/globals';
import { spellZone } from './spell-zone.ts';

describe('spellZone()', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['EUROPE/BERLIN', 'Europe/Berlin'],
    ['utc', 'UTC'],
    ['us/eastern', 'America/New_York'],
    ['US/Eastern', 'US/Eastern'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
  ])('%s: %s', (given, spelled) => {
    expect(spellZone(given)).toBe(spelled);
  });
});
