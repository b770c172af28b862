import { describe, expect, it } from '@jest/globals';
import type { Intent } from '../../shared/domain/requests/intent.ts';
import type { HoldScope } from '../../shared/domain/window/hold.ts';
import { type AskedIntent, parseIntentEvent } from '../../shared/inbound/intent-event.ts';
import { aNodeReference, anEntry, aWindow } from '../../shared/testing/domain-builders.ts';
import { anException } from '../../shared/testing/exception-builders.ts';
import { type FakeRequests, fakeRequests } from '../../shared/testing/fake-world/fake-requests.ts';
import { OPERATOR } from '../../shared/testing/opening-builders.ts';
import {
  aHoldIntent,
  anAcknowledgeIntent,
  aPatchIntent,
  aReleaseIntent,
  REQUEST_ID,
} from '../../shared/testing/request-builders.ts';
import { sampleEvent } from '../../shared/testing/sample-event.ts';
import { parsersOfSamples } from '../../shared/testing/sample-event-parsers.ts';
import { sampleEventWith } from '../../shared/testing/sample-event-with.ts';
import { admitRequest } from './admit-request.ts';

const EMERGENCY = '22FRI@2026-03-04+1a2b3c4d';
const OTHER_ID = '2b3c4d5e-6f7a-4b8c-9d0e-1f2a3b4c5d6e';
const WINDOW: HoldScope = { kind: 'window', window: '22FRI@2026-03-06' };

describe('admitRequest()', () => {
  it('lets a request to patch now open a window, which the next sweep takes up, once', async () => {
    const fake = fakeRequests();
    const intent = aPatchIntent({ accounts: ['444455556666'] });

    expect(await admit(fake, intent)).toEqual({ requestId: REQUEST_ID, did: 'admitted' });
    expect(await admit(fake, intent)).toEqual({ requestId: REQUEST_ID, did: 'known' });
    expect(fake.windows.all()).toMatchObject([
      {
        window: { id: EMERGENCY, opensAt: intent.at },
        entry: anEntry(),
        state: 'opening',
        emergency: {
          by: OPERATOR,
          reason: intent.reason,
          severity: 'critical',
          requestedAt: intent.at,
          accounts: ['444455556666'],
        },
      },
    ]);
    expect(fake.windows.all()[0]?.emergency).not.toHaveProperty('regions');
    expect(fake.outbox.told().map(({ subject }) => subject)).toEqual([
      `Patching 22FRI out of turn: window ${EMERGENCY}`,
    ]);
    expect(fake.outbox.told()[0]?.happened).toContain('its cutoff is Wed 4 Mar 2026 16:00 Europe/Berlin');
  });

  it('admits no second request beside the first, whoever asks', async () => {
    const fake = fakeRequests();
    await admit(fake, aPatchIntent());

    expect(await admit(fake, aPatchIntent({ requestId: OTHER_ID }))).toEqual({
      requestId: OTHER_ID,
      did: 'refused',
      why: 'running',
    });
    expect(fake.windows.all()).toHaveLength(1);
    expect(fake.outbox.keys()).toEqual([`request-admitted#${REQUEST_ID}`, `request-refused#${OTHER_ID}`]);
  });

  it('refuses the same id with other words, and leaves what was asked first', async () => {
    const fake = fakeRequests();
    await admit(fake, aPatchIntent({ accounts: ['444455556666'] }));

    expect(await admit(fake, aPatchIntent())).toMatchObject({ did: 'refused', why: 'repeated-id' });
    expect(fake.windows.all()).toHaveLength(1);
    expect(fake.outbox.told()[1]).toMatchObject({
      kind: 'request-refused',
      subject: 'Refused: patch 22FRI now (repeated-id)',
    });
  });

  it('tells a request that nobody can read, and does nothing', async () => {
    const fake = fakeRequests();
    const event = parseIntentEvent(sampleEventWith('patch-requested', 'detail.account', '444455556666'));

    expect(await admitRequest(event, fake)).toMatchObject({ did: 'refused', why: 'unreadable' });
    expect(fake.outbox.told()).toMatchObject([
      {
        subject: 'Refused: Patch Requested, which cannot be read',
        details: ['Cannot parse request to patch: the event is an object, wanted no field account'],
      },
    ]);
    expect(fake.windows.all()).toEqual([]);
  });

  it('holds for anybody, and releases for none but who proves it', async () => {
    const fake = fakeRequests();
    fake.asking.asker = { kind: 'unproven', why: 'the request came without a proof of who asks.' };
    const by = 'account 111122223333 (principal unknown)';

    expect(await admit(fake, aHoldIntent())).toMatchObject({ did: 'held' });
    expect((await fake.holds.read()).holds).toMatchObject([{ scope: { kind: 'all' }, by, cancelRunning: false }]);
    expect(fake.announced).toEqual([{ kind: 'Hold Set', scope: { kind: 'all' }, by, reason: aHoldIntent().reason }]);

    const release = aReleaseIntent({ requestId: OTHER_ID });
    expect(await admit(fake, release)).toMatchObject({ did: 'refused', why: 'unproven' });
    expect((await fake.holds.read()).holds).toHaveLength(1);

    fake.asking.asker = { kind: 'proven', arn: OPERATOR };
    const again = { ...release, requestId: '3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f' };
    expect(await admit(fake, again)).toMatchObject({ did: 'released' });
    expect((await fake.holds.read()).holds).toEqual([]);
    expect(fake.announced.at(-1)).toMatchObject({ kind: 'Hold Released', by: OPERATOR });
  });

  it('does not hold again what has been released, when the hold arrives twice', async () => {
    const fake = fakeRequests();
    await admit(fake, aHoldIntent());
    await admit(fake, aReleaseIntent({ requestId: OTHER_ID }));
    await admit(fake, aHoldIntent());

    expect((await fake.holds.read()).holds).toEqual([]);
  });

  it('does not release a newer hold, when a release arrives twice', async () => {
    const fake = fakeRequests();
    await admit(fake, aHoldIntent());
    const release = aReleaseIntent({ requestId: OTHER_ID });
    await admit(fake, release);
    await admit(fake, aHoldIntent({ requestId: '3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f' }));
    await admit(fake, release);

    expect((await fake.holds.read()).holds).toHaveLength(1);
  });

  it('releases a window that merely waits, and one that has yet to be claimed', async () => {
    const fake = fakeRequests();
    expect(await admit(fake, aReleaseIntent({ scope: WINDOW }))).toMatchObject({ did: 'window-released' });

    await fake.windows.claim(aWindow({ id: '22FRI@2026-03-13' }), anEntry(), fake.now(), {
      waitingFor: 'ring-soaking',
    });
    const waiting = aReleaseIntent({ requestId: OTHER_ID, scope: { kind: 'window', window: '22FRI@2026-03-13' } });
    expect(await admit(fake, waiting)).toMatchObject({ did: 'window-released' });
    expect((await fake.holds.read()).releases.map(({ window, by }) => `${window} ${by}`)).toEqual([
      `22FRI@2026-03-06 ${OPERATOR}`,
      `22FRI@2026-03-13 ${OPERATOR}`,
    ]);
  });

  it.each(['22FRI@2026-03-07', '3SUN@2026-03-08'])('knows of no window %s', async (window) => {
    const scope: HoldScope = { kind: 'window', window };
    expect(await admit(fakeRequests(), aReleaseIntent({ scope }))).toMatchObject({
      did: 'refused',
      why: 'not-waiting',
    });
  });

  it('takes up an incident, and says where there is none', async () => {
    const fake = fakeRequests();
    const { key } = anAcknowledgeIntent();
    fake.asking.incidents[key] = 'done';

    expect(await admit(fake, anAcknowledgeIntent())).toMatchObject({ did: 'acknowledged' });
    expect(await admit(fake, anAcknowledgeIntent({ requestId: OTHER_ID, key: 'k' }))).toMatchObject({
      did: 'refused',
      why: 'unknown-incident',
    });
    expect(fake.outbox.told().map(({ subject }) => subject)).toEqual([
      `Acknowledged: ${key}`,
      'Refused: acknowledge k (unknown-incident)',
    ]);
  });

  it('lets Lambda try again while STS cannot be asked, and holds all the same', async () => {
    const fake = fakeRequests();
    fake.asking.asker = { kind: 'unread', why: 'STS answers ServiceUnavailable: later' };

    for (const intent of [aPatchIntent(), aReleaseIntent()]) {
      await expect(admit(fake, intent)).rejects.toThrow('Cannot learn who asks: STS answers ServiceUnavailable: later');
    }
    expect(fake.clock.acts).toEqual([]);
    expect(await admit(fake, aHoldIntent())).toMatchObject({ did: 'held' });
  });

  it('lets Lambda try again while the catalogue is unread, and holds all the same', async () => {
    const fake = fakeRequests();
    fake.around.catalogue = { kind: 'unread', reason: 'ThrottlingException: rate exceeded' };

    await expect(admit(fake, aPatchIntent())).rejects.toThrow(
      `Cannot judge request ${REQUEST_ID}: ThrottlingException`,
    );
    const ofWindow = aReleaseIntent({ scope: WINDOW });
    await expect(admit(fake, ofWindow)).rejects.toThrow(
      'Cannot judge the release of 22FRI@2026-03-06: ThrottlingException',
    );
    expect(fake.clock.acts).toEqual([]);
    expect(await admit(fake, aHoldIntent())).toMatchObject({ did: 'held' });
  });

  it.each(Object.keys(parsersOfSamples).filter((name) => parsersOfSamples[name]?.includes(parseIntentEvent)))(
    'takes the sample %s',
    async (name) => {
      const fake = fakeRequests('2026-03-06T20:41:09Z');
      fake.around.catalogue = { kind: 'read', entries: [anEntry({ value: '2SATX4' })], problems: [] };
      fake.asking.incidents['window-missed#2SATX4@2026-02-28'] = 'done';
      const node = aNodeReference();
      if (name === 'exception-approved' || name === 'exception-ended') {
        fake.exceptions.set(anException({ node, requestId: '4d5e6f7a-8b9c-4d0e-8f2a-3b4c5d6e7f8a' }));
        fake.asking.asker = { kind: 'proven', arn: 'arn:aws:iam::111122223333:user/grace' };
      }
      const waits = { state: 'review', change: 0, at: fake.now(), detail: 'No default-tag rule matches.' } as const;
      await fake.undecided.write({ node, name: undefined, owner: undefined, ...waits });

      expect((await admitRequest(parseIntentEvent(sampleEvent(name)), fake)).did).not.toBe('refused');
      expect(fake.outbox.told()).toHaveLength(1);
    },
  );

  describe('that dies after any act', () => {
    const { key } = anAcknowledgeIntent();
    it.each<[string, Intent, (fake: FakeRequests) => Promise<unknown>]>([
      ['patch', aPatchIntent(), async () => {}],
      ['refuse', aPatchIntent({ schedule: '3SUN' }), async () => {}],
      ['hold', aHoldIntent(), async () => {}],
      ['release', aReleaseIntent(), (fake) => admit(fake, aHoldIntent({ requestId: OTHER_ID }))],
      ['release a window', aReleaseIntent({ scope: WINDOW }), async () => {}],
      [
        'acknowledge',
        anAcknowledgeIntent(),
        async (fake) => {
          fake.asking.incidents[key] = 'done';
        },
      ],
    ])('comes to the same when it is tried again: %s', async (_, intent, prepare) => {
      const smooth = fakeRequests();
      await prepare(smooth);
      const before = smooth.clock.acts.length;
      await admit(smooth, intent);
      const acts = smooth.clock.acts.slice(before);

      expect(acts.at(-1)).toBe('set done');
      for (const [index, after] of acts.entries()) {
        const fake = fakeRequests();
        await prepare(fake);
        fake.clock.crashAfter(index + 1);
        await expect(admit(fake, intent)).rejects.toThrow('Crashed');
        fake.clock.crashAfter(undefined);
        fake.clock.moveTo('2026-03-04T12:14:00Z');
        await admit(fake, intent); // Lambda tries again,
        await fake.tellPending(); // and a sweep tells what was noted.

        expect({ after, ledger: await ledgerOf(fake) }).toEqual({ after, ledger: await ledgerOf(smooth) });
        expect(fake.outbox.keys()).toEqual(smooth.outbox.keys());
        expect(fake.outbox.told().at(-1)).toEqual(smooth.outbox.told().at(-1));
      }
    });
  });
});

async function ledgerOf({ windows, holds, requests }: FakeRequests) {
  return { windows: windows.all(), holds: await holds.read(), request: await requests.read(REQUEST_ID) };
}

function admit(fake: FakeRequests, intent: Intent) {
  return admitRequest(askedFor(intent), fake);
}

/** The event of a request, as if it had been parsed: what it says is all but what the bus adds. */
function askedFor(intent: Intent): AskedIntent {
  const { at: _at, account: _account, ...said } = intent;
  return { kind: 'asked', intent, said: JSON.stringify(said), proof: undefined };
}
