import { describe, expect, it } from '@jest/globals';
import { settingsFrom } from './settings.ts';

describe('settingsFrom()', () => {
  it('reads a setting from the environment', () => {
    expect(settingsFrom({ LEDGER_TABLE: 'patchplane-ledger' })('LEDGER_TABLE')).toBe('patchplane-ledger');
  });

  it.each([{}, { LEDGER_TABLE: undefined }, { LEDGER_TABLE: '' }])('names what is missing in %j', (environment) => {
    expect(() => settingsFrom(environment)('LEDGER_TABLE')).toThrow(
      'Cannot read setting LEDGER_TABLE: it is not in the environment of this function',
    );
  });
});
