import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Incident } from '../domain/reporting/incident.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { aNotice } from '../testing/domain-builders.ts';
import { Crash, fakeClock } from '../testing/fake-world/fake-clock.ts';
import { fakeOutbox } from '../testing/fake-world/fake-outbox.ts';
import { untilCrash } from '../testing/fake-world/until-crash.ts';
import { emailOf, subjectOf } from './render-notice.ts';
import { repeater } from './repeat-incidents.ts';

const toldAt = new Date('2026-03-06T23:55:04Z');
const missed = aNotice({
  key: 'window-missed#22FRI@2026-03-06',
  kind: 'window-missed',
  severity: 'critical',
  subject: 'MISSED window 22FRI@2026-03-06: 1 node not patched (hub-down)',
  happened: 'Window 22FRI@2026-03-06 was missed.',
  incident: true,
});

let world: ReturnType<typeof fakeIncidents>;

beforeEach(() => {
  world = fakeIncidents();
  globalThis.patchplaneSeam = { now: world.clock.now, sleep: async () => {}, client: {} };
});
afterEach(() => {
  globalThis.patchplaneSeam = undefined;
});

describe('repeater()', () => {
  it('has what nobody acknowledged speak again after a day, once a day', async () => {
    world.add(missed);
    for (const at of ['2026-03-07T23:55:03Z', '2026-03-07T23:56:00Z', '2026-03-08T00:01:00Z', '2026-03-08T23:55:59Z']) {
      world.clock.moveTo(at);
      await repeat();
    }
    expect(world.outbox.keys()).toEqual(['window-missed#22FRI@2026-03-06#again#1']);

    world.clock.moveTo('2026-03-08T23:56:00Z');
    await repeat();
    expect(world.outbox.keys()[1]).toBe('window-missed#22FRI@2026-03-06#again#2');
    expect(world.outbox.told().map(subjectOf)[1]).toMatch(/^STILL OPEN \(2 days\): MISSED window 22FRI@2026-03-06/);
  });

  it('says since when, what happened, and how to acknowledge the first notice', async () => {
    world.add(missed);
    world.clock.moveTo('2026-03-08T00:00:00Z');
    await repeat();

    expect(world.outbox.told().map(mail).join()).toMatchInlineSnapshot(`
"STILL OPEN (1 day): MISSED window 22FRI@2026-03-06: 1 node not patched (hub-down)

Nobody has acknowledged this since Fri 6 Mar 2026 23:55 UTC. Window 22FRI@2026-03-06 was missed.

Details:
- One node.

What is next:
- To acknowledge it: npx patchplane acknowledge "window-missed#22FRI@2026-03-06" --reason "what you do about it". Until somebody does, it speaks again every 24 hours.
- What it means: docs/reasons/hub-down.md
- The next one.
- What to do: docs/runbooks/missed-window.md

Notice window-missed#22FRI@2026-03-06#again#1"
`);
    expect(world.outbox.told()).toMatchObject([{ kind: 'window-missed', severity: 'critical', about: missed.about }]);
    expect(world.outbox.told()[0]?.incident).toBe(false);
  });

  it('falls silent once it is acknowledged', async () => {
    world.add(missed);
    world.acknowledge(missed.key);
    world.clock.moveTo('2026-03-09T00:00:00Z');
    await repeat();

    expect(world.outbox.told()).toEqual([]);
  });

  it('comes to the same keys, whichever act it crashed after (P4)', async () => {
    world.add(missed);
    world.clock.moveTo('2026-03-08T00:00:00Z');
    await repeat();
    const smooth = world;
    expect(smooth.clock.acts.map((act) => act.split(' ')[0])).toEqual(['note', 'publish', 'mark', 'spoken']);

    for (const [index, after] of smooth.clock.acts.entries()) {
      world = fakeIncidents();
      globalThis.patchplaneSeam = { now: world.clock.now, sleep: async () => {}, client: {} };
      world.add(missed);
      world.clock.moveTo('2026-03-08T00:00:00Z');
      world.clock.crashAfter(index + 1);
      await expect(repeat()).rejects.toThrow(Crash);
      world.clock.crashAfter(undefined);
      world.clock.moveTo('2026-03-08T00:05:00Z');
      await repeat(); // The next sweep
      await world.outbox.tellPending();
      world.clock.moveTo('2026-03-08T00:10:00Z');
      await repeat();

      expect({ after, keys: world.outbox.keys() }).toEqual({ after, keys: smooth.outbox.keys() });
      expect(world.outbox.told()).toHaveLength(after.startsWith('publish') ? 2 : 1);
      expect(world.repeatsOf(missed.key)).toBe(1);
    }
  });

  it('tries every incident before it fails for one that cannot be told, or read (P6)', async () => {
    for (const key of ['first', 'refused', 'last']) world.add({ ...missed, key });
    const unreadable = new Error('Cannot read the ledger: a row is not what was stored');
    const tell = async (notice: Notice) => {
      if (notice.key.startsWith('refused')) throw new Error('topics are closed');
      await world.outbox.tell(notice);
    };
    world.clock.moveTo('2026-03-08T00:00:00Z');
    const open = async () => [unreadable, ...(await world.rows.open())];

    await expect(repeater({ ...world.rows, open }, tell)()).rejects.toThrow(
      /^Cannot repeat 2 incidents: .*not what was stored.*topics are closed/,
    );
    expect(world.outbox.keys()).toEqual(['first#again#1', 'last#again#1']);
    expect(['first', 'refused', 'last'].map(world.repeatsOf)).toEqual([1, 0, 1]);
  });
});

function repeat(): Promise<void> {
  return untilCrash({ rows: world.rows, tell: world.outbox.tell }, ({ rows, tell }) => repeater(rows, tell)());
}

/** What waits for an answer, and the outbox, in memory. */
function fakeIncidents() {
  const clock = fakeClock(toldAt.toISOString());
  const incidents = new Map<string, Incident>();
  return {
    clock,
    outbox: fakeOutbox(clock),
    add: (notice: Notice) => incidents.set(notice.key, { notice, toldAt, repeats: 0 }),
    acknowledge: (key: string) => incidents.delete(key),
    repeatsOf: (key: string) => incidents.get(key)?.repeats,
    rows: {
      open: async () => [...incidents.values()],
      markSpoken: async (key: string, { count, at }: { count: number; at: Date }) => {
        const incident = incidents.get(key);
        if (incident !== undefined) incidents.set(key, { ...incident, spokeAt: at, repeats: count });
        clock.act(`spoken ${key}`);
      },
    },
  };
}

function mail(notice: Notice): string {
  return `${subjectOf(notice)}\n\n${emailOf(notice)}`;
}
