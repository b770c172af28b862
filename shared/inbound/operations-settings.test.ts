import { describe, expect, it } from '@jest/globals';
import { someSettings } from '../testing/domain-builders.ts';
import { refusalOf } from '../testing/refusal-of.ts';
import { parseOperationsSettings } from './operations-settings.ts';

describe('parseOperationsSettings()', () => {
  it('fills in what is left out', () => {
    expect(parseOperationsSettings('{}')).toEqual(someSettings());
    expect(parseOperationsSettings('{"modes": {}}')).toEqual(someSettings());
  });

  it('takes what is set', () => {
    const settings = {
      ownerTag: 'team',
      hybridCells: [{ account: '444455556666', region: 'eu-west-1' }],
      graceMinutes: 0,
      modes: { default: 'observe', accounts: { '444455556666': 'scan' }, environments: { test: 'install' } },
      rosterShrinkPercent: 30,
      minimumGapHours: 12,
      rebootDeadlineHours: 24,
      productionEnvironments: ['live'],
      urgentSeverities: ['CRITICAL', 'HIGH'],
      defaults: { mode: 'notify', graceHours: 72 },
      organizationalUnits: { '444455556666': 'Workloads/Production' },
      corrections: 'certain',
      restoreLastApproved: true,
      replaceAllowed: [{ account: ['111122223333'] }],
      tagPrincipals: ['arn:aws:iam::*:role/Deploy'],
    };

    expect(parseOperationsSettings(JSON.stringify(settings))).toEqual(settings);
  });

  it.each([
    [{ ownerTag: '' }, 'ownerTag is "", wanted a tag key'],
    [{ graceMinutes: -1 }, 'graceMinutes is -1, wanted 0 or more'],
    [{ modes: { default: 'off' } }, 'modes.default is "off", wanted observe, scan or install'],
    [{ modes: { accounts: { '4444': 'scan' } } }, 'modes.accounts is an object, wanted account ids of 12 digits'],
    [{ rosterShrinkPercent: 0 }, 'rosterShrinkPercent is 0, wanted 1 or more'],
    [{ minimumGapHours: 73 }, 'minimumGapHours is 73, wanted 72 or fewer'],
    [{ rebootDeadlineHours: 0 }, 'rebootDeadlineHours is 0, wanted 1 or more'],
    [{ defaults: { graceHours: 721 } }, 'defaults.graceHours is 721, wanted 720 or fewer'],
    [{ defaults: { mode: 'off' } }, 'defaults.mode is "off", wanted observe, notify or apply'],
    [{ organizationalUnits: { prod: 'x' } }, 'organizationalUnits is an object, wanted account ids of 12 digits'],
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
