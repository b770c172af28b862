import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal-of.ts';
import { parseOperationsSettings } from './operations-settings.ts';

describe('parseOperationsSettings()', () => {
  it('fills in what is left out', () => {
    expect(parseOperationsSettings('{}')).toEqual({ ownerTag: 'owner', hybridCells: [], graceMinutes: 90 });
  });

  it('takes what is set', () => {
    const settings = {
      ownerTag: 'team',
      hybridCells: [{ account: '444455556666', region: 'eu-west-1' }],
      graceMinutes: 0,
    };

    expect(parseOperationsSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it.each([
    [{ ownerTag: '' }, 'ownerTag is "", wanted a tag key'],
    [{ graceMinutes: -1 }, 'graceMinutes is -1, wanted 0 or more'],
    [{ graceMinutes: 1441 }, 'graceMinutes is 1441, wanted 1440 or fewer'],
    [
      { hybridCells: [{ account: '4444', region: 'eu-west-1' }] },
      'hybridCells[0].account is "4444", wanted a 12-digit account id',
    ],
    [{ hybridCells: [{ account: '444455556666' }] }, 'hybridCells[0].region is missing, wanted a string'],
  ])('refuses %j', (settings, sentence) => {
    expect(refusalOf(() => parseOperationsSettings(JSON.stringify(settings))).message).toBe(
      `Cannot parse settings: ${sentence}`,
    );
  });
});
