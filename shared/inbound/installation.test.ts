import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../testing/refusal-of.ts';
import { parseInstallation } from './installation.ts';

const whole = { account: '111122223333', region: 'eu-central-1', busName: 'patchplane-live', ledgerTable: 'ledger-1' };

describe('parseInstallation()', () => {
  it('reads where the parts of a hub are', () => {
    expect(parseInstallation(JSON.stringify(whole))).toEqual(whole);
  });

  it('says what is missing', () => {
    expect(refusalOf(() => parseInstallation(JSON.stringify({ ...whole, busName: '' }))).message).toBe(
      'Cannot parse installation: busName is "", wanted a name',
    );
  });
});
