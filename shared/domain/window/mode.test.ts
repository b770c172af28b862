import { describe, expect, it } from '@jest/globals';
import { MODES, modeOf } from './mode.ts';

const ACCOUNT = '444455556666';

describe('modeOf()', () => {
  it('is the default where neither the account nor the environment is named', () => {
    for (const mode of MODES) {
      const modes = { default: mode, accounts: { '777788889999': 'scan' }, environments: { test: 'observe' } } as const;
      expect(modeOf({ account: ACCOUNT, environment: 'prod' }, modes)).toBe(mode);
    }
  });

  it('is what is named, and the more careful of two', () => {
    const rank = { observe: 0, scan: 1, install: 2 };
    for (const account of [undefined, ...MODES]) {
      for (const environment of [undefined, ...MODES]) {
        const named = [account, environment].filter((mode) => mode !== undefined);
        if (named.length === 0) continue;
        const modes = {
          default: 'install',
          accounts: account === undefined ? {} : { [ACCOUNT]: account },
          environments: environment === undefined ? {} : { prod: environment },
        } as const;
        const careful = named.toSorted((one, other) => rank[one] - rank[other])[0];
        expect(modeOf({ account: ACCOUNT, environment: 'prod' }, modes)).toBe(careful);
      }
    }
  });
});
