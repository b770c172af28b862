import { describe, expect, it } from '@jest/globals';
import { MODES, type Mode, type Modes, modeOf } from './mode.ts';

describe('modeOf()', () => {
  it('takes what is named, and the default for the rest', () => {
    const modes: Modes = { default: 'observe', accounts: { '1': 'install' }, environments: { test: 'scan' } };

    expect(modeOf({ account: '1', environment: 'prod' }, modes)).toBe('install');
    expect(modeOf({ account: '2', environment: 'test' }, modes)).toBe('scan');
    expect(modeOf({ account: '2', environment: 'prod' }, modes)).toBe('observe');
    expect(modeOf({ account: '1', environment: 'test' }, modes)).toBe('scan');
  });

  // Goal: no setting lets more happen than the most careful that names the cell. Method: every setting of the three.
  it('lets nothing happen that a name forbids, in every small world', () => {
    const careful: readonly (Mode | undefined)[] = ['observe', 'scan', 'install', undefined];
    for (const account of careful)
      for (const environment of careful)
        for (const fallback of MODES) {
          const mode = modeOf(
            { account: '1', environment: 'test' },
            {
              default: fallback,
              accounts: account === undefined ? {} : { '1': account },
              environments: environment === undefined ? {} : { test: environment },
            },
          );
          const named = [account, environment].filter((each) => each !== undefined);
          const expected = named.length === 0 ? [fallback] : named;
          expect(careful.indexOf(mode)).toBe(Math.min(...expected.map((each) => careful.indexOf(each))));
        }
  });
});
