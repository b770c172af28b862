import { describe, expect, it } from '@jest/globals';
import { aKnownCell, aKnownWindow, aWindow, CELL } from '../../testing/domain-builders.ts';
import { aHold, OPERATOR } from '../../testing/opening-builders.ts';
import { aReleaseIntent, aReleaseRequest, NOON, UNPROVEN } from '../../testing/request-builders.ts';
import { REASONS, type Reason } from '../reporting/reasons.ts';
import type { HoldScope } from '../window/hold.ts';
import type { WindowState } from '../window/states.ts';
import { isReleasable, judgeRelease, type WindowOfRelease } from './judge-release.ts';

const ID = aWindow().id;
const SCOPES: readonly HoldScope[] = [
  { kind: 'all' },
  { kind: 'schedule', schedule: '22FRI' },
  { kind: 'window', window: ID },
  { kind: 'account', account: CELL.account },
];

describe('judgeRelease()', () => {
  it('releases the hold of exactly its scope, and says whose it was and what it touched', () => {
    const underWay = [
      aKnownWindow(),
      aKnownWindow({ window: aWindow({ id: '1SAT@2026-03-07', schedule: '1SAT' }), state: 'opening', cells: [] }),
    ];
    const affected = [
      ['1SAT@2026-03-07 (opening)', `${ID} (open)`],
      [`${ID} (open)`],
      [`${ID} (open)`],
      [`${ID} (open)`],
    ];
    for (const [index, scope] of SCOPES.entries()) {
      for (const held of SCOPES) {
        const holds = [aHold({ scope: held, at: NOON })];
        const answer = judgeRelease(aReleaseRequest({ intent: aReleaseIntent({ scope }), holds, underWay }));
        expect({ scope, held, answer }).toEqual({
          scope,
          held,
          answer:
            scope === held
              ? {
                  kind: 'released',
                  hold: { by: OPERATOR, reason: 'the shop has a sale', at: NOON },
                  affected: affected[index],
                }
              : expect.objectContaining({ kind: 'refused', cause: 'nothing-held' }),
        });
      }
    }
  });

  it('leaves a hold that was set after it was asked', () => {
    const holds = [aHold({ at: new Date(NOON.getTime() + 1) })];
    expect(judgeRelease(aReleaseRequest({ holds, now: new Date(NOON.getTime() + 2) }))).toEqual({
      kind: 'refused',
      cause: 'newer-hold',
      because: `${OPERATOR} has held all after the release was asked for: "the shop has a sale".`,
      next: 'Look at it, and ask again.',
    });
  });

  it('does nothing for somebody unknown, nor long after it was asked', () => {
    const late = new Date(NOON.getTime() + 15 * 60_000);
    const cause = (overrides: object) => judgeRelease(aReleaseRequest({ holds: [aHold({ at: NOON })], ...overrides }));
    expect(cause({ asker: UNPROVEN })).toHaveProperty('cause', 'unproven');
    expect(cause({ now: late })).toHaveProperty('kind', 'released');
    expect(cause({ now: new Date(late.getTime() + 1) })).toHaveProperty('cause', 'stale');
  });

  it('says where nothing is held', () => {
    expect(judgeRelease(aReleaseRequest())).toEqual({
      kind: 'refused',
      cause: 'nothing-held',
      because: 'Nothing holds all.',
      next: 'A wider or a narrower hold is released by its own scope.',
    });
  });

  const ofWindow = (window: WindowOfRelease, overrides: object = {}) =>
    judgeRelease(
      aReleaseRequest({ intent: aReleaseIntent({ scope: { kind: 'window', window: ID } }), window, ...overrides }),
    );

  it('lets a window pass what a person may decide, and nothing else', () => {
    for (const waitingFor of Object.keys(REASONS).filter((code): code is Reason => code in REASONS)) {
      const answer = ofWindow({ kind: 'known', state: 'opening', waitingFor });
      const personal = /^(ring-(?!unread)|roster-shrunk$|scan-too-old$)/.test(waitingFor);
      expect({ waitingFor, releasable: isReleasable(waitingFor), kind: answer.kind }).toEqual({
        waitingFor,
        releasable: personal,
        kind: personal ? 'window-released' : 'refused',
      });
    }
  });

  it('says what to do where no release passes', () => {
    expect(ofWindow({ kind: 'known', state: 'opening', waitingFor: 'held' })).toEqual({
      kind: 'refused',
      cause: 'not-releasable',
      because: `The window ${ID} waits (held), and no release passes that.`,
      next: 'Release the hold that keeps it: all, or its schedule.',
    });
    expect(ofWindow({ kind: 'known', state: 'opening', waitingFor: 'frozen' })).toEqual({
      kind: 'refused',
      cause: 'not-releasable',
      because: `The window ${ID} waits (frozen), and no release passes that.`,
      next: 'It opens by itself once that is over, if it is before its last start.',
    });
  });

  it('takes a release before the window waits, or has been claimed', () => {
    expect(ofWindow({ kind: 'known', state: 'opening' })).toEqual({ kind: 'window-released', waitingFor: undefined });
    expect(ofWindow({ kind: 'upcoming' })).toEqual({ kind: 'window-released', waitingFor: undefined });
    expect(ofWindow({ kind: 'known', state: 'opening', waitingFor: 'ring-soaking' })).toEqual({
      kind: 'window-released',
      waitingFor: 'ring-soaking',
    });
  });

  it.each<WindowState>(['open', 'closing', 'final', 'missed', 'skipped'])(
    'has nothing to release of one that is %s',
    (state) => {
      expect(ofWindow({ kind: 'known', state, waitingFor: 'ring-soaking' })).toEqual({
        kind: 'refused',
        cause: 'not-waiting',
        because: `The window ${ID} does not wait: it is ${state}.`,
        next: 'Leave it.',
      });
    },
  );

  it('knows no window but those of schedules in force', () => {
    expect(ofWindow({ kind: 'none' })).toEqual({
      kind: 'refused',
      cause: 'not-waiting',
      because: `There is no window ${ID}.`,
      next: 'Take its id from the notice, such as 2SATX4@2026-04-25.',
    });
  });

  it('releases the hold on a window, and not its gate in the same breath', () => {
    const holds = [aHold({ scope: { kind: 'window', window: ID }, at: NOON })];
    expect(ofWindow({ kind: 'known', state: 'opening', waitingFor: 'held' }, { holds })).toHaveProperty(
      'kind',
      'released',
    );
  });

  it('touches by an account every window with a cell there', () => {
    const elsewhere = aKnownWindow({ cells: [aKnownCell({ account: '777788889999' })] });
    const intent = aReleaseIntent({ scope: { kind: 'account', account: CELL.account } });
    const holds = [aHold({ scope: intent.scope, at: NOON })];
    expect(judgeRelease(aReleaseRequest({ intent, holds, underWay: [elsewhere] }))).toHaveProperty('affected', []);
  });
});
