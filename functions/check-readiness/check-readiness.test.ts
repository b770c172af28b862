import { describe, expect, it } from '@jest/globals';
import type { ReadinessAnswer } from '../../shared/aws/ledger/readiness-rows.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { anEntry, aRosterNode, aWindow, CELL, OTHER_CELL, someSettings } from '../../shared/testing/domain-builders.ts';
import { rosterOf } from '../../shared/testing/fake-world/fake-world.ts';
import { aHub, aManagedNode, aReadyCell, read } from '../../shared/testing/readiness-builders.ts';
import { checkReadiness, type World } from './check-readiness.ts';

const DUE = { cause: 'due', windows: [aWindow().id] } as const;
const WINDOW = aWindow().id;
const REQUEST_ID = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d';
const ASKED = { cause: 'requested', requestId: REQUEST_ID, window: undefined } as const;

describe('checkReadiness()', () => {
  it('tells the owner a day ahead, and once', async () => {
    const hub = aheadOf({ observeCell: async () => aReadyCell({ managed: read([aManagedNode({ online: false })]) }) });
    expect(await checkReadiness(DUE, hub.world)).toEqual([{ did: 'checked', windows: [WINDOW], fails: 1, unread: 0 }]);
    expect(hub.acts).toEqual([`write ${WINDOW}`, `tell not-ready#${WINDOW}#payments@example.com`, `checked ${WINDOW}`]);

    expect(await checkReadiness(DUE, hub.world)).toEqual([{ did: 'left', why: 'it was checked' }]);
    expect(hub.acts).toHaveLength(3);
  });

  it('tells nobody where all is in place, and does not look again', async () => {
    const hub = aheadOf();
    await checkReadiness(DUE, hub.world);
    expect(hub.acts).toEqual([`write ${WINDOW}`, `checked ${WINDOW}`]);
  });

  it('looks at all windows that it is told of', async () => {
    const other = anEntry({ value: '21FRI' });
    const two = { ...CATALOGUE, entries: [anEntry(), other] };
    const hub = aheadOf({ readPolicy: async () => ({ catalogue: two, settings: someSettings() }) });
    const due = { ...DUE, windows: [WINDOW, '21FRI@2026-03-06'] };
    expect(await checkReadiness(due, hub.world)).toMatchObject([{ did: 'checked' }, { did: 'checked' }]);
    expect(hub.acts.filter((act) => act.startsWith('checked'))).toEqual([
      `checked ${WINDOW}`,
      'checked 21FRI@2026-03-06',
    ]);
  });

  it('keeps no window waiting for one that breaks (P6)', async () => {
    const two = { ...CATALOGUE, entries: [anEntry({ value: '21FRI' }), anEntry()] };
    const hub = aheadOf({
      readPolicy: async () => ({ catalogue: two, settings: someSettings() }),
      observeRoster: async (schedule) => {
        if (schedule === '21FRI') throw new Error('broken');
        return rosterOf(aRosterNode());
      },
    });
    const due = { ...DUE, windows: ['21FRI@2026-03-06', WINDOW] };
    await expect(checkReadiness(due, hub.world)).rejects.toThrow('Cannot look ahead at 1 windows: Error: broken');
    expect(hub.acts).toEqual([`write ${WINDOW}`, `checked ${WINDOW}`]);
  });

  it('looks again where something was refused, tells what is new, and is content when the window is near (A1)', async () => {
    let [at, refused] = ['2026-03-05T21:00:10Z', 'Throttling'];
    const hub = aheadOf({
      now: () => new Date(at),
      observeRoster: async () => ({ kind: 'refused', error: refused, message: 'no' }),
      schedules: { readRoster: async () => ({ window: 'before', cells: [{ ...CELL, nodes: 1 }] }) },
    });
    const facts = [`write ${WINDOW}`, `tell not-ready#${WINDOW}`];
    expect(await checkReadiness(DUE, hub.world)).toMatchObject([{ did: 'checked', fails: 0, unread: 1 }]);
    expect(hub.acts).toEqual(facts);
    refused = 'InternalError';
    await checkReadiness(DUE, hub.world);
    expect(hub.acts).toEqual([...facts, `write ${WINDOW}`]); // The same fact.
    at = '2026-03-06T01:00:01Z';
    const observeCell = async () => aReadyCell({ recorder: read({ kind: 'off' }) });
    await checkReadiness(DUE, { ...hub.world, observeCell });
    expect(hub.acts.slice(3)).toEqual([...facts, `checked ${WINDOW}`]);
  });

  it('names the entries that cannot be read to whoever asks', async () => {
    const problems = [{ value: '2SAT', version: 3, reason: 'no zone' }];
    const hub = aheadOf({
      readPolicy: async () => ({ catalogue: { ...CATALOGUE, problems }, settings: someSettings() }),
    });
    expect(await checkReadiness(ASKED, hub.world)).toMatchObject([{ fails: 0, unread: 1 }]);
    expect(hub.answers.get(REQUEST_ID)).toMatchObject({ findings: [{ answer: 'unread', what: 'entry' }] });
    await checkReadiness({ ...ASKED, window: '2SAT@2026-03-07' }, hub.world);
    expect(hub.answers.get(REQUEST_ID)).toMatchObject({
      because: 'The entry of 2SAT, version 3, cannot be read: no zone',
    });
  });

  it('is checked again where it dies before all are told', async () => {
    let dies = true;
    const hub = aheadOf({ observeCell: async () => aReadyCell({ recorder: read({ kind: 'off' }) }) });
    const tell = async (notice: Notice) => {
      if (dies) throw new Error('died');
      await hub.world.tell(notice);
    };
    await expect(checkReadiness(DUE, { ...hub.world, tell })).rejects.toThrow('died');
    dies = false;
    await checkReadiness(DUE, { ...hub.world, tell });
    expect(hub.acts.filter((act) => act.startsWith('tell'))).toEqual([`tell not-ready#${WINDOW}`]);
  });

  it('leaves alone a window that is open, or that the catalogue does not have', async () => {
    const hub = aheadOf({ now: () => aWindow().opensAt });
    expect(await checkReadiness(DUE, hub.world)).toEqual([{ did: 'left', why: 'it is open already' }]);
    const gone = { ...DUE, windows: ['2SAT@2026-03-07'] };
    expect(await checkReadiness(gone, hub.world)).toMatchObject([{ did: 'left' }]);
    expect(hub.acts).toEqual([]);
  });

  it('fails where the catalogue cannot be read, and is asked again by a later sweep (P5)', async () => {
    const hub = aheadOf({ readPolicy: async () => ({ catalogue: UNREAD, settings: someSettings() }) });
    await expect(checkReadiness(DUE, hub.world)).rejects.toThrow('Cannot check the readiness of 22FRI@2026-03-06: no');
  });

  it('answers whoever asks, for the next window of each schedule, and tells nobody else', async () => {
    const hub = aheadOf({ observeCell: async () => aReadyCell({ recorder: read({ kind: 'off' }) }) });
    expect(await checkReadiness(ASKED, hub.world)).toMatchObject([{ did: 'checked', fails: 1 }]);
    expect(hub.acts).toEqual([`write ${REQUEST_ID}`]);
    expect(hub.answers.get(REQUEST_ID)).toMatchObject({ kind: 'checked', windows: [{ id: WINDOW, nodes: 1 }] });
    await checkReadiness({ ...ASKED, window: WINDOW }, hub.world);
    expect(hub.acts).toEqual([`write ${REQUEST_ID}`, `write ${REQUEST_ID}`]);
  });

  it('says why it cannot answer', async () => {
    const unread = aheadOf({ readPolicy: async () => ({ catalogue: UNREAD, settings: someSettings() }) });
    await checkReadiness(ASKED, unread.world);
    const unknown = aheadOf();
    await checkReadiness({ ...ASKED, window: '2SAT@2026-03-07' }, unknown.world);
    const outOfTurn = aheadOf();
    await checkReadiness({ ...ASKED, window: `${WINDOW}+7c045e6f` }, outOfTurn.world);

    expect(outOfTurn.answers.get(REQUEST_ID)).toMatchObject({ because: expect.stringContaining('out of turn') });
    expect(unread.answers.get(REQUEST_ID)).toMatchObject({ because: 'The catalogue could not be read: no' });
    expect(unknown.answers.get(REQUEST_ID)).toMatchObject({
      because: 'No schedule in force has a window 2SAT@2026-03-07.',
    });
  });

  it('looks at the cells of the roster, of the last window, and those with hybrid nodes, each once (A3)', async () => {
    const seen: string[] = [];
    const hybrid = { account: '222233334444', region: 'eu-west-1' };
    const hub = aheadOf({
      observeCell: async (cell, schedules) => {
        seen.push(`${cell.account} ${cell.region} ${schedules.join()}`);
        return aReadyCell(cell);
      },
      schedules: {
        readRoster: async () => ({
          window: 'before',
          cells: [
            { ...OTHER_CELL, nodes: 1 },
            { ...CELL, nodes: 1 },
          ],
        }),
      },
      readPolicy: async () => ({ catalogue: CATALOGUE, settings: someSettings({ hybridCells: [hybrid] }) }),
    });
    await checkReadiness(ASKED, hub.world);
    expect(seen).toEqual([
      '222233334444 eu-west-1 22FRI',
      '444455556666 eu-west-1 22FRI',
      '777788889999 eu-central-1 22FRI',
    ]);
  });

  it('looks at what it still can where there is no roster', async () => {
    const hub = aheadOf({
      observeRoster: async () => ({ kind: 'refused', error: 'Throttling', message: 'no' }),
      schedules: { readRoster: async () => ({ window: 'before', cells: [{ ...CELL, nodes: 1 }] }) },
      observeHub: async () => aHub({ sources: { kind: 'unread', error: 'Throttling', reason: 'Throttling: no' } }),
    });
    expect(await checkReadiness(ASKED, hub.world)).toMatchObject([{ fails: 0, unread: 1 }]);
    expect(hub.answers.get(REQUEST_ID)).toMatchObject({ windows: [{ nodes: 1 }] });
  });
});

const CATALOGUE = { kind: 'read' as const, entries: [anEntry()], problems: [] };
const UNREAD = { kind: 'unread' as const, reason: 'no' };

function aheadOf(overrides: Partial<World> = {}) {
  const acts: string[] = [];
  const answers = new Map<string, ReadinessAnswer>();
  const told = new Set<string>();
  const checked = new Set<string>();
  const world: World = {
    now: () => new Date('2026-03-05T21:00:10Z'),
    readPolicy: async () => ({ catalogue: CATALOGUE, settings: someSettings() }),
    observeRoster: async () => rosterOf(aRosterNode()),
    schedules: { readRoster: async () => undefined },
    observeHub: async () => aHub(),
    observeCell: async () => aReadyCell(),
    readiness: {
      write: async (key, answer) => {
        acts.push(`write ${key}`);
        answers.set(key, answer);
      },
      read: async (key) => answers.get(key),
      setChecked: async ({ id }) => {
        acts.push(`checked ${id}`);
        checked.add(id);
      },
      checked: async () => checked,
    },
    tell: async ({ key }) => {
      if (!told.has(key)) acts.push(`tell ${key.replace(/#[0-9a-f]{8}$/, '')}`);
      told.add(key);
    },
    ...overrides,
  };
  return { world, acts, answers };
}
