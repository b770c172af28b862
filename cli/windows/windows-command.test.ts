import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { putRow } from '../../shared/aws/ledger/ledger-table.ts';
import { windowRows } from '../../shared/aws/ledger/window-rows.ts';
import { countVerdicts } from '../../shared/domain/window/verdict.ts';
import { anEntry, aWindow } from '../../shared/testing/domain-builders.ts';
import { type LedgerOnDynalite, ledgerOnDynalite } from '../../shared/testing/ledger-on-dynalite.ts';
import { hubOnTable } from '../testing/hub-on-table.ts';
import { runCommand } from '../testing/run-command.ts';

const NOW = new Date('2026-03-14T12:00:00Z');
const friday = (date: string) =>
  aWindow({
    id: `22FRI@${date}`,
    date,
    opensAt: new Date(`${date}T21:00:00Z`),
    cutoffAt: new Date(`${date}T24:00:00Z`),
    closesAt: new Date(Date.parse(`${date}T21:00:00Z`) + 4 * 3_600_000),
  });
const asked = { ...friday('2026-03-14'), id: '18SAT@2026-03-10+1a2b3c4d', schedule: '18SAT', date: '2026-03-10' };

let ledger: LedgerOnDynalite;
beforeAll(async () => {
  ledger = await ledgerOnDynalite();
  const rows = windowRows(ledger.table);
  const claim = (window: ReturnType<typeof aWindow>) => rows.claim(window, anEntry(), window.opensAt);
  const over = { roster: 2, verdicts: countVerdicts(['patched', 'failed']), endedAt: new Date('2026-03-07T01:05:00Z') };
  await claim(friday('2026-02-27'));
  await rows.setOver('22FRI@2026-02-27', { ...over, state: 'final' });
  await claim(friday('2026-03-06'));
  await rows.setOver('22FRI@2026-03-06', {
    ...over,
    state: 'missed',
    reason: 'held',
    verdicts: countVerdicts(['missed', 'missed']),
  });
  await claim(friday('2026-03-13'));
  await rows.setWaiting('22FRI@2026-03-13', 'ring-soaking');
  const emergency = { by: 'ada', reason: 'It is exploited.', severity: 'critical', requestedAt: asked.opensAt };
  await rows.claim(asked, anEntry({ value: '18SAT' }), asked.opensAt, { emergency });
  await rows.setOver(asked.id, {
    ...over,
    state: 'skipped',
    reason: 'frozen',
    makeUpOpensAt: new Date('2026-03-21T17:00:00Z'),
  });
  await putRow(ledger.table, { pk: 'EMERGENCIES', sk: '18SAT', window: asked.id });
  await putRow(ledger.table, { pk: 'WINDOW#2SAT@2026-03-14', sk: 'STATE', window: '2SAT@2026-03-14', state: 'fine' });
});
afterAll(() => ledger.stop());

function windows(...words: string[]) {
  const entries = [anEntry(), anEntry({ value: '2SAT' })];
  return runCommand(['windows', ...words], {
    hub: async () => hubOnTable(ledger.table, { entries, tags: new Map() }),
    now: NOW,
  });
}

async function idsOf(...words: string[]): Promise<string[]> {
  return JSON.parse((await windows(...words, '--json')).out).windows.map(({ window }: { window: string }) => window);
}

describe('patchplane windows', () => {
  it('lists those under way first, with what they wait for, and when each schedule opens next', async () => {
    expect((await windows()).out).toMatchInlineSnapshot(`
"22FRI@2026-03-13           opening  waits (ring-soaking) until 2026-03-14 00:55 Europe/Berlin (2026-03-13T23:55:00Z) at most
  was to open 2026-03-13 22:00 Europe/Berlin (2026-03-13T21:00:00Z)
18SAT@2026-03-10+1a2b3c4d  skipped  frozen: 1 patched, 1 failed of 2; made up for 2026-03-21 18:00 Europe/Berlin (2026-03-21T17:00:00Z)
  was to open 2026-03-14 22:00 Europe/Berlin (2026-03-14T21:00:00Z), ended 2026-03-07 02:05 Europe/Berlin (2026-03-07T01:05:00Z)
  asked for by ada: It is exploited.
22FRI@2026-03-06           missed   held: 2 missed of 2
  was to open 2026-03-06 22:00 Europe/Berlin (2026-03-06T21:00:00Z), ended 2026-03-07 02:05 Europe/Berlin (2026-03-07T01:05:00Z)
2SAT@2026-03-14 cannot be read: Cannot parse its row: schedule is missing, wanted a string (and 7 more)

Next
22FRI  2026-03-20 22:00 Europe/Berlin (2026-03-20T21:00:00Z)
2SAT   2026-03-21 02:00 Europe/Berlin (2026-03-21T01:00:00Z)
"
`);
  });

  it('narrows by schedule, dates and state', async () => {
    expect(await idsOf()).toEqual(['22FRI@2026-03-13', asked.id, '22FRI@2026-03-06']);
    expect(await idsOf('--schedule', '22FRI')).toEqual(['22FRI@2026-03-13', '22FRI@2026-03-06']);
    expect(await idsOf('--from', '2026-02-27', '--to', '2026-03-06')).toEqual(['22FRI@2026-03-06', '22FRI@2026-02-27']);
    expect(await idsOf('--from', '2026-03-07')).toEqual(['22FRI@2026-03-13']);
    expect(await idsOf('--to', '2026-03-06', '--from', '2026-03-06')).toEqual(['22FRI@2026-03-06']);
    expect(await idsOf('--state', 'missed')).toEqual(['22FRI@2026-03-06']);
    expect(await idsOf('--schedule', '3SUN')).toEqual([]);
  });

  it('prints data: the state with its times, what cannot be read, and what is planned', async () => {
    const { windows: list, unreadable, planned } = JSON.parse((await windows('--json')).out);
    expect(list[0]).toMatchObject({
      window: '22FRI@2026-03-13',
      schedule: '22FRI',
      zone: 'Europe/Berlin',
      state: 'opening',
      waitingFor: 'ring-soaking',
      waitsUntil: '2026-03-13T23:55:00.000Z',
      opensAt: '2026-03-13T21:00:00.000Z',
    });
    expect(unreadable).toMatchObject([{ id: '2SAT@2026-03-14', why: expect.stringContaining('schedule is missing') }]);
    expect(planned).toEqual([
      { schedule: '22FRI', zone: 'Europe/Berlin', opensAt: '2026-03-20T21:00:00.000Z' },
      { schedule: '2SAT', zone: 'Europe/Berlin', opensAt: '2026-03-21T01:00:00.000Z' },
    ]);
  });

  it.each([
    [['--schedule', '2STA'], 'Cannot read the schedule: "2STA" is not a schedule'],
    [['--from', 'monday'], 'Cannot read --from: it is "monday", wanted a date'],
    [
      ['--from', '2026-03-02', '--to', '2026-03-01'],
      'Cannot list windows: --from 2026-03-02 is later than --to 2026-03-01',
    ],
    [['--from', '1970-01-02', '--to', '2900-01-01'], 'Cannot list windows: more than 20000 may lie there'],
    [['--state', 'fine'], "argument 'fine' is invalid"],
  ])('refuses %j, and ends with 2', async (words, problem) => {
    const { code, out, err } = await windows(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(problem);
  });

  it('says that a schedule that is not in force opens none', async () => {
    expect((await windows('--schedule', '4WED')).out).toBe(
      'No such window in the ledger.\n\nNext\nNone: no schedule in force opens one.\n',
    );
  });

  it('says that nothing is there, and that nothing is known of what is planned', async () => {
    const hub = async () => ({
      ...hubOnTable(ledger.table, { entries: [], tags: new Map() }),
      readCatalogue: async () => ({ kind: 'unread' as const, reason: 'AccessDenied: no' }),
    });
    const { out } = await runCommand(['windows', '--schedule', '3SUN'], { hub, now: NOW });
    expect(out).toBe('No such window in the ledger.\n\nNext\nWhat is planned is not known: AccessDenied: no\n');
  });
});
