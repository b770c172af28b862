import { describe, expect, it } from '@jest/globals';
import { APPROVED, aTagChange } from '../../testing/report-builders.ts';
import { FAULTS, isLookedAt, judgeTagChange } from './judge-tag-change.ts';

const APP = 'arn:aws:sts::444455556666:assumed-role/AppDeploy/build-17';
const OWN = 'arn:aws:sts::444455556666:assumed-role/Patchplane-Tag/patchplane';
const anybody = { approved: APPROVED, tagPrincipals: ['*'] };
const fault = (change: Parameters<typeof aTagChange>[0], tagPrincipals = ['*']) =>
  judgeTagChange(aTagChange(change), { approved: APPROVED, tagPrincipals }).fault;

describe('judgeTagChange()', () => {
  it.each([
    ['an approved schedule', { value: '2SAT' }, undefined],
    ['a reserved value', { value: 'EXEMPT' }, undefined],
    ['what is no schedule', { value: '2STA' }, 'malformed'],
    ['nothing at all', { value: '' }, 'malformed'],
    ['a schedule that is not in force', { value: '3SAT' }, 'not-approved'],
    ['the tag taken away', { value: undefined }, 'removed'],
    ['a wave', { key: 'maintenance:wave', value: '2' }, undefined],
    ['a wave taken away', { key: 'maintenance:wave', value: undefined }, undefined],
    ['a companion', { key: 'maintenance:default-rule', value: 'mine' }, 'companion'],
    ['what AWS refused', { value: '2SAT', refused: 'Client.UnauthorizedOperation' }, 'refused-by-aws'],
  ])('judges %s', (_, change, wanted) => {
    expect(fault(change)).toBe(wanted);
  });

  it('lets the control plane do what it does (J1)', () => {
    for (const value of ['2STA', undefined]) expect(fault({ by: OWN, value })).toBeUndefined();
    expect(fault({ by: OWN.replace('Patchplane-Tag/', 'Patchplane-Tagger/'), value: '2STA' })).toBe('malformed');
  });

  it.each([
    [['arn:aws:sts::444455556666:assumed-role/AppDeploy/*'], undefined],
    [['arn:aws:sts::*:assumed-role/App*'], undefined],
    [['arn:aws:sts::444455556666:assumed-role/Other/*', APP], undefined],
    [['arn:aws:sts::444455556666:assumed-role/AppDeploy'], 'not-allowed'],
    [['arn:aws:sts::.*'], 'not-allowed'],
    [[], 'not-allowed'],
  ])('goes by whom the settings name: %j (J2)', (patterns, wanted) => {
    expect(fault({ value: '2SAT' }, patterns)).toBe(wanted);
    expect(fault({ key: 'maintenance:wave', value: '1' }, patterns)).toBe(wanted);
  });

  it('takes a principal that is not named for nobody in particular', () => {
    expect(fault({ by: undefined, value: '2SAT' }, ['arn:*'])).toBe('not-allowed');
    expect(judgeTagChange(aTagChange({ by: undefined, value: '2SAT' }), anybody).fault).toBeUndefined();
  });
});

describe('isLookedAt()', () => {
  it('leaves the tags of owners alone', () => {
    expect(isLookedAt({ key: 'maintenance:wave' })).toBe(true);
    expect(isLookedAt({ key: 'Name' })).toBe(false);
  });
});

it('explains every fault', () => {
  expect(Object.values(FAULTS).every((meaning) => meaning.length > 10)).toBe(true);
});
