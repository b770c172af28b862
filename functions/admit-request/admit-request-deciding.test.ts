/** What becomes of decisions about nodes that wait for a person. */
import { describe, expect, it } from '@jest/globals';
import { aNodeReference } from '../../shared/testing/domain-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { type FakeRequests, fakeRequests } from '../../shared/testing/fake-world/fake-requests.ts';
import { OPERATOR } from '../../shared/testing/opening-builders.ts';
import { aDecision, REQUEST_ID } from '../../shared/testing/request-builders.ts';
import { admitRequest } from './admit-request.ts';

const node = aNodeReference();
const intent = aDecision({ nodeId: node.id });

describe('admitRequest() of decisions', () => {
  it('remembers what is decided and by whom, and has the node tagged, once', async () => {
    const fake = await waiting();
    expect(await admit(fake)).toEqual({ requestId: REQUEST_ID, did: 'decided' });
    expect(await admit(fake)).toEqual({ requestId: REQUEST_ID, did: 'known' });

    const { value, reason, at } = intent;
    expect(await fake.undecided.read(node.id)).toMatchObject({ decision: { value, by: OPERATOR, reason, at } });
    expect(fake.nudged).toEqual([node.id]);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `request-admitted#${REQUEST_ID}`,
        subject: `${node.id}: it is decided that it gets 22FRI`,
        happened: expect.stringContaining(`${OPERATOR} has decided that payments-db-01 (${node.id})`),
        about: { node: node.id, owners: ['payments@example.com'] },
      },
    ]);
  });

  it('decides nothing about a node that does not wait, or waits no more', async () => {
    const fake = await waiting();
    await fake.undecided.settle(node.id);
    expect(await admit(fake)).toMatchObject({ did: 'refused', why: 'not-in-review' });
    expect(fake.nudged).toEqual([]);
    expect(fake.outbox.told()).toMatchObject([
      { subject: `Refused: give ${node.id} the schedule 22FRI (not-in-review)` },
    ]);
  });

  it('decides nothing for somebody unproven', async () => {
    const fake = await waiting();
    fake.asking.asker = { kind: 'unproven', why: 'no proof.' };
    expect(await admit(fake)).toMatchObject({ did: 'refused', why: 'unproven' });
    expect((await fake.undecided.read(node.id))?.decision).toBeUndefined();
  });

  it('comes to the same after a crash at any act', async () => {
    const smooth = await waiting();
    const begun = smooth.clock.acts.length;
    await admit(smooth);
    for (let act = 1; act <= smooth.clock.acts.length - begun; act += 1) {
      const fake = await waiting();
      fake.clock.crashAfter(act);
      await expect(admit(fake)).rejects.toThrow(Crash);
      fake.clock.crashAfter(undefined);
      fake.clock.moveTo('2026-03-04T12:14:00Z');
      await admit(fake);
      await fake.outbox.tellPending();
      expect(await fake.undecided.read(node.id)).toEqual(await smooth.undecided.read(node.id));
      expect(new Set(fake.nudged)).toEqual(new Set([node.id]));
      expect(fake.outbox.keys()).toEqual(smooth.outbox.keys());
    }
  });
});

async function waiting(): Promise<FakeRequests> {
  const fake = fakeRequests();
  const detail = 'No default-tag rule matches the node.';
  const tagged = { node, name: 'payments-db-01', owner: 'payments@example.com' };
  await fake.undecided.write({ ...tagged, state: 'review', change: 0, at: fake.now(), detail });
  return fake;
}

function admit(fake: FakeRequests) {
  return admitRequest({ kind: 'asked', intent, said: 'as it was said', proof: undefined }, fake);
}
