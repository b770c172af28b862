import { describe, expect, it } from '@jest/globals';
import { aWindow } from '../../testing/domain-builders.ts';
import { aHold } from '../../testing/opening-builders.ts';
import { type HoldScope, heldAccounts, holdOn, holdsOn, sayScope } from './hold.ts';

const window = aWindow();
const all = aHold();
const schedule = aHold({ scope: { kind: 'schedule', schedule: '22FRI' } });
const one = aHold({ scope: { kind: 'window', window: window.id } });
const account = aHold({ scope: { kind: 'account', account: '444455556666' } });
const others = [
  aHold({ scope: { kind: 'schedule', schedule: '22FRIX1' } }),
  aHold({ scope: { kind: 'window', window: '22FRI@2026-03-13' } }),
  account,
];

describe('holdOn()', () => {
  it('finds the widest hold on a window', () => {
    expect(holdOn(window, [...others, one, schedule, all])).toBe(all);
    expect(holdOn(window, [...others, one, schedule])).toBe(schedule);
    expect(holdOn(window, [...others, one])).toBe(one);
    expect(holdOn(window, others)).toBeUndefined();
  });

  it('lets the hold of a schedule stop its emergencies, and that of a window no emergency beside it', () => {
    const emergency = { ...window, id: `${window.id}+1a2b3c4d` };

    expect(holdOn(emergency, [schedule])).toBe(schedule);
    expect(holdOn(emergency, [one])).toBeUndefined();
  });
});

describe('holdsOn()', () => {
  it('names all holds on a window, the widest first', () => {
    expect(holdsOn(window, [...others, one, schedule, all])).toEqual([all, schedule, one]);
    expect(holdsOn(window, others)).toEqual([]);
  });
});

describe('heldAccounts()', () => {
  it('names the accounts alone', () => {
    expect(heldAccounts([all, schedule, one, ...others])).toEqual(new Set(['444455556666']));
  });
});

describe('sayScope()', () => {
  it.each<[HoldScope, string]>([
    [all.scope, 'all'],
    [schedule.scope, 'schedule 22FRI'],
    [one.scope, 'window 22FRI@2026-03-06'],
    [account.scope, 'account 444455556666'],
  ])('says of %j: %s', (scope, said) => {
    expect(sayScope(scope)).toBe(said);
  });
});
