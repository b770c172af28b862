import { describe, expect, it } from '@jest/globals';
import { anEntry, aWindow } from '../../testing/domain-builders.ts';
import { aNoticeRecord, aPart, aWindowRecord, saidIn, someFacts } from '../../testing/explain-builders.ts';
import type { HoldRecord, WindowRecord } from './ledger-records.ts';
import type { NodeFacts } from './node-facts.ts';
import { tellWindow } from './tell-window.ts';

const at = (time: string) => new Date(`2026-03-0${time}Z`);
const CUTOFF =
  'Nothing was to begin after 2026-03-07 01:00 Europe/Berlin (2026-03-07T00:00:00Z), and it was to end at 2026-03-07 02:00 Europe/Berlin (2026-03-07T01:00:00Z).';
const BEGINNING = [
  `2026-03-06T21:00:00Z The window was to open. ${CUTOFF}`,
  '2026-03-06T21:00:02Z A sweep took it up.',
];

function told(record: Partial<WindowRecord>, facts: Partial<NodeFacts> = {}): string[] {
  const part = aPart({ record: { kind: 'known', value: aWindowRecord(record) } });
  return saidIn(tellWindow(someFacts({ part, ...facts })));
}

describe('tellWindow()', () => {
  it('tells of one that opened on time and became final', () => {
    expect(told({})).toEqual([
      ...BEGINNING,
      '2026-03-06T21:00:05Z It opened, on time.',
      '2026-03-07T01:05:00Z Its verdicts became final: 2 patched, 1 failed of 3.',
    ]);
  });

  it('tells how late it was, from five minutes on', () => {
    const late = (ms: number) => {
      const instant = new Date(aWindow().opensAt.getTime() + ms);
      return told({ claimedAt: instant, openedAt: instant }).slice(1, 3).join(' ');
    };
    expect(late(300_000)).toBe('2026-03-06T21:05:00Z A sweep took it up. 2026-03-06T21:05:00Z It opened, on time.');
    expect(late(301_000)).toContain('A sweep took it up, 5 minutes 1 second late.');
    expect(late(301_000)).toContain('It opened, 5 minutes 1 second late.');
  });

  it('tells who held and released it, and what it waited for', () => {
    const hold: HoldRecord = {
      scope: { kind: 'schedule', schedule: '22FRI' },
      by: 'ada',
      reason: 'A release runs late.',
      at: at('6T20:00:00'),
      cancelRunning: true,
      releasedAt: at('6T21:30:00'),
      releasedBy: 'grace',
    };
    const waiting = aNoticeRecord({
      key: 'window-waiting#22FRI@2026-03-06#ring-soaking',
      notedAt: at('6T21:35:00'),
      details: ['The patches of 2SAT@2026-02-28 are to run for 72 hours.'],
    });
    const releases = [
      { window: '22FRI@2026-03-06', by: 'edsger', reason: 'It has run long enough.', at: at('6T22:00:00') },
      { window: '22FRI@2026-03-13', by: 'edsger', reason: 'Another one.', at: at('6T22:01:00') },
    ];
    const notices = [waiting, aNoticeRecord()];

    expect(told({ openedAt: at('6T22:00:04') }, { holds: [hold], releases, notices })).toEqual([
      '2026-03-06T20:00:00Z ada put a hold on schedule 22FRI: A release runs late. What ran was to be cancelled too.',
      ...BEGINNING,
      '2026-03-06T21:30:00Z grace released the hold on schedule 22FRI.',
      '2026-03-06T21:35:00Z It could not open (ring-soaking). The ring before has not run with its patches for long enough. The patches of 2SAT@2026-02-28 are to run for 72 hours.',
      '2026-03-06T22:00:00Z edsger released the window: It has run long enough.',
      '2026-03-06T22:00:04Z It opened, 1 hour 4 seconds late.',
      '2026-03-07T01:05:00Z Its verdicts became final: 2 patched, 1 failed of 3.',
    ]);
  });

  it('tells of no hold that was over before it, came after it, or has nothing to do with it', () => {
    const hold = { by: 'ada', reason: 'Wait.', cancelRunning: false };
    const all = { kind: 'all' } as const;
    const count = (one: Partial<HoldRecord>) =>
      told({}, { holds: [{ scope: all, ...hold, at: at('6T20:00:00'), ...one }] }).filter((line) =>
        line.includes('hold on'),
      ).length;

    expect(count({})).toBe(1);
    expect(count({ releasedAt: at('6T21:00:00') })).toBe(0);
    expect(count({ releasedAt: at('6T21:00:01') })).toBe(2);
    expect(count({ releasedAt: at('7T01:05:00') })).toBe(2);
    expect(count({ releasedAt: at('7T01:05:01') })).toBe(1);
    expect(count({ at: at('7T01:04:59') })).toBe(1);
    expect(count({ at: at('7T01:05:00') })).toBe(0);
    expect(count({ scope: { kind: 'account', account: '777788889999' } })).toBe(0);
    expect(
      told({}, { holds: [{ scope: all, ...hold, at: at('6T20:00:00'), releasedAt: at('6T21:10:00') }] }),
    ).toContain('2026-03-06T21:10:00Z Somebody released the hold on all.');
  });

  it('tells of an emergency who asked for it, where and why', () => {
    const emergency = { by: 'ada', reason: 'It is exploited.', severity: 'critical', requestedAt: at('6T20:59:00') };
    const holds = [
      {
        scope: { kind: 'all' } as const,
        by: 'grace',
        reason: 'Wait.',
        cancelRunning: false,
        at: at('6T20:00:00'),
        releasedAt: at('6T20:59:01'),
        releasedBy: 'grace',
      },
    ];

    expect(told({ emergency }, { holds }).slice(0, 4)).toEqual([
      '2026-03-06T20:00:00Z grace put a hold on all: Wait.',
      '2026-03-06T20:59:00Z ada asked to patch everywhere at once, severity critical: It is exploited.',
      '2026-03-06T20:59:01Z grace released the hold on all.',
      `2026-03-06T21:00:02Z The request was admitted, out of turn. ${CUTOFF}`,
    ]);
    const scoped = { ...emergency, accounts: ['444455556666'], regions: ['eu-west-1'] };
    expect(told({ emergency: scoped })[0]).toContain('asked to patch in 444455556666, eu-west-1 at once');
  });

  it.each<[string, Partial<WindowRecord>, string]>([
    ['opening', { waitingFor: undefined }, '2026-03-08T12:00:00Z It has not opened yet.'],
    [
      'opening',
      { waitingFor: 'held' },
      '2026-03-08T12:00:00Z It waits (held). An operator has put a hold on it. It waits until 2026-03-07 00:55 Europe/Berlin (2026-03-06T23:55:00Z) at most; then it is missed.',
    ],
    ['open', {}, '2026-03-08T12:00:00Z It is open.'],
    ['closing', {}, '2026-03-08T12:00:00Z It is over, and waits for the last nodes to report.'],
    [
      'missed',
      { reason: 'hub-down' },
      '2026-03-07T01:05:00Z It was missed (hub-down). No sweep ran between the opening and the cutoff of the window.',
    ],
    [
      'skipped',
      { reason: 'frozen' },
      '2026-03-07T01:05:00Z It was skipped (frozen). A change calendar is closed over the window.',
    ],
    [
      'skipped',
      { reason: 'frozen', makeUpOpensAt: at('9T21:00:00'), entry: anEntry({ calendars: ['year-end', 'audit'] }) },
      '2026-03-07T01:05:00Z It was skipped (frozen). A change calendar is closed over the window. Its calendars: year-end, audit. Its make-up slot opens 2026-03-09 22:00 Europe/Berlin (2026-03-09T21:00:00Z).',
    ],
  ])('tells where one stands that is %s', (state, rest, said) => {
    const states = ['opening', 'open', 'closing', 'missed', 'skipped'] as const;
    const known = states.find((one) => one === state) ?? 'final';
    expect(told({ state: known, openedAt: undefined, ...rest }).at(-1)).toBe(said);
  });

  it('tells that it was stopped, and why', () => {
    expect(told({ stopped: { at: at('6T23:00:00'), reason: 'held' } })).toContain(
      '2026-03-06T23:00:00Z It was kept from beginning anything more (held).',
    );
  });

  it('says where its row cannot be read, and has nothing to tell where there is no window', () => {
    const part = aPart({ record: { kind: 'unknown', why: 'the row is gone' } });
    expect(saidIn(tellWindow(someFacts({ part })))).toEqual([
      '? What became of the window is not known: the row is gone',
    ]);
    expect(tellWindow(someFacts({ part: undefined }))).toBeUndefined();
  });
});
