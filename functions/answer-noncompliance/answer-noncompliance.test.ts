import { describe, expect, it } from '@jest/globals';
import { type ComplianceNudge, parseComplianceNudge } from '../../shared/inbound/compliance-nudge.ts';
import { aNodeReference, anEntry, aWindow } from '../../shared/testing/domain-builders.ts';
import { type FakeRequests, fakeRequests } from '../../shared/testing/fake-world/fake-requests.ts';
import { NOON } from '../../shared/testing/request-builders.ts';
import { sampleEvent } from '../../shared/testing/sample-event.ts';
import { answerNoncompliance } from './answer-noncompliance.ts';

const node = aNodeReference();
const lacks: ComplianceNudge = {
  cause: 'patch-compliance-changed',
  id: 'event-1',
  of: 'Patch',
  node,
  compliant: false,
  severity: 'CRITICAL',
  baselineId: 'pb-ours',
  at: NOON,
};
const other = { ...lacks, node: aNodeReference('i-0b1b2c3d4e5f60718') };
const rule: ComplianceNudge = {
  cause: 'rule-compliance-changed',
  id: 'event-2',
  rule: 'patchplane-patch-compliance',
  node,
  compliant: false,
  at: NOON,
};
/** From a quarter before noon on, for four hours. */
const running = aWindow({
  id: '22FRI@2026-03-04+1a2b3c4d',
  opensAt: new Date('2026-03-04T11:45:00Z'),
  cutoffAt: new Date('2026-03-04T14:45:00Z'),
  closesAt: new Date('2026-03-04T15:45:00Z'),
});

describe('answerNoncompliance()', () => {
  it('asks to patch now what is urgent outside production, once a day', async () => {
    const fake = tagged('test');

    expect(await answer(fake)).toEqual({ nodeId: node.id, did: 'urgent' });
    expect(await answer(fake)).toEqual({ nodeId: node.id, did: 'urgent' });
    expect(fake.asked).toMatchObject([
      { kind: 'patch', schedule: '22FRI', accounts: [node.account], regions: [node.region], severity: 'critical' },
      { requestId: fake.asked[0]?.requestId }, // admit-request knows it already.
    ]);
    expect(fake.outbox.told()).toEqual([]);
  });

  it('asks for the nodes of a cell under one id', async () => {
    const fake = tagged('test');
    fake.tagged.set(other.node.id, fake.tagged.tagsOf(node.id));
    await answer(fake);
    await answer(fake, other);

    expect(fake.asked).toHaveLength(2);
    expect(fake.asked[1]).toEqual(fake.asked[0]);
  });

  it('asks no second time for a node on the same day, though a window has come in between', async () => {
    const fake = tagged('test');
    await answer(fake);
    await fake.windows.claim(running, anEntry(), fake.now());
    await fake.surrounding.rememberEmergency(running);
    fake.clock.moveTo('2026-03-04T23:00:00Z');
    await fake.windows.setOver(running.id, { state: 'final', roster: 0, verdicts: NONE, endedAt: running.closesAt });
    await answer(fake);

    expect(new Set(fake.asked.map(({ requestId }) => requestId)).size).toBe(1);
    fake.clock.moveTo('2026-03-05T01:00:00Z');
    await answer(fake);
    expect(new Set(fake.asked.map(({ requestId }) => requestId)).size).toBe(2);
  });

  it('alerts its owner in production, once a day, and makes it an incident', async () => {
    const fake = tagged('prod');

    expect(await answer(fake)).toEqual({ nodeId: node.id, did: 'alert', why: 'production' });
    await answer(fake);
    expect(fake.asked).toEqual([]);
    expect(fake.outbox.told()).toMatchObject([
      {
        key: `noncompliant#${node.id}#production#2026-03-04`,
        kind: 'noncompliant',
        severity: 'critical',
        incident: true,
        subject: 'payments-db-01 lacks CRITICAL patches (production)',
        details: ['The next window of 22FRI opens on Fri 6 Mar 2026 22:00 Europe/Berlin.'],
        about: { node: node.id, owners: ['payments@example.com'] },
      },
    ]);
    fake.clock.moveTo('2026-03-05T12:00:00Z');
    await answer(fake);
    expect(fake.outbox.keys()).toHaveLength(2);
  });

  it.each<[string, ComplianceNudge, object]>([
    ['what complies', { ...lacks, compliant: true }, { why: 'compliant' }],
    ['an association', { ...lacks, of: 'Association' }, { why: 'other-compliance' }],
    ['another rule', { ...rule, rule: 'patchplane-schedule-tag' }, { why: 'other-rule' }],
  ])('leaves %s', async (_, nudge, expected) => {
    const fake = tagged('prod');
    expect(await answer(fake, nudge)).toEqual({ nodeId: node.id, did: 'left', ...expected });
    expect(fake.clock.acts).toEqual([]);
  });

  it('leaves what a rule of AWS Config says to the next window, since it names no severity', async () => {
    const fake = tagged('test');
    expect(await answer(fake, rule)).toEqual({ nodeId: node.id, did: 'next-window' });
    expect(fake.clock.acts).toEqual([]);
  });

  it('goes by the tag as it is now', async () => {
    const fake = tagged('test');
    fake.tagged.set(node.id, {});
    expect(await answer(fake)).toMatchObject({ did: 'alert', why: 'no-schedule' });
    expect(fake.outbox.told()[0]).toMatchObject({
      subject: `${node.id} lacks CRITICAL patches (no-schedule)`,
      details: [],
    });
  });

  it('tells nobody while a window runs on the node, though AWS says that it lacks patches', async () => {
    const fake = tagged('prod');
    await fake.windows.claim(running, anEntry(), fake.now());
    await fake.surrounding.rememberEmergency(running);

    expect(await answer(fake)).toMatchObject({ did: 'covered' });
    expect(fake.outbox.told()).toEqual([]);
    expect(fake.asked).toEqual([]);
  });

  it('tells nobody of a node that awaits the reboot after its last window', async () => {
    const fake = tagged('test');
    const before = {
      ...running,
      opensAt: new Date('2026-03-03T12:00:00Z'),
      closesAt: new Date('2026-03-03T16:00:00Z'),
    };
    await fake.windows.claim(before, anEntry(), fake.now());
    await fake.windows.setOver(before.id, { state: 'final', roster: 1, verdicts: NONE, endedAt: before.closesAt });
    await fake.surrounding.rememberEmergency(before);
    const verdict = { window: before, kind: 'pending-reboot', reason: 'reboot-suppressed' } as const;
    fake.asking.verdicts[`${before.id} ${node.id}`] = verdict;

    expect(await answer(fake)).toMatchObject({ did: 'covered' });
    fake.asking.verdicts = {};
    expect(await answer(fake)).toMatchObject({ did: 'urgent' });
  });

  it('lets Lambda try again while the catalogue is unread', async () => {
    const fake = tagged('test');
    fake.around.catalogue = { kind: 'unread', reason: 'ThrottlingException' };
    await expect(answer(fake)).rejects.toThrow(`Cannot judge ${node.id}: ThrottlingException`);
    expect(fake.clock.acts).toEqual([]);
  });

  it('asks for the same when it died after any act', async () => {
    const smooth = tagged('test');
    await answer(smooth);

    expect(smooth.clock.acts).toEqual(['claim urgent', 'put intent']);
    for (const index of smooth.clock.acts.keys()) {
      const fake = tagged('test');
      fake.clock.crashAfter(index + 1);
      await expect(answer(fake)).rejects.toThrow('Crashed');
      fake.clock.crashAfter(undefined);
      await answer(fake);
      expect(fake.asked.at(-1)).toEqual(smooth.asked[0]);
    }
  });

  it.each(['patch-noncompliant', 'config-patch-noncompliant'])('takes the sample %s', async (name) => {
    expect(await answer(tagged('test'), parseComplianceNudge(sampleEvent(name)))).not.toMatchObject({ did: 'left' });
  });
});

const NONE = { patched: 0, 'pending-reboot': 0, failed: 0, skipped: 0, missed: 0, excepted: 0 };

function tagged(environment: string): FakeRequests {
  const fake = fakeRequests();
  fake.around.catalogue = { kind: 'read', entries: [anEntry({ environment })], problems: [] };
  fake.tagged.set(node.id, { 'maintenance:patching': '22FRI', Name: 'payments-db-01', owner: 'payments@example.com' });
  return fake;
}

function answer(fake: FakeRequests, nudge = lacks) {
  return answerNoncompliance(nudge, fake);
}
