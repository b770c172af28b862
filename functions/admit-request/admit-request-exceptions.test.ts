/** What becomes of requests about exceptions. */
import { describe, expect, it } from '@jest/globals';
import type { Intent } from '../../shared/domain/requests/intent.ts';
import type { Exception } from '../../shared/domain/tagging/exception.ts';
import { aGrantedException, anException } from '../../shared/testing/exception-builders.ts';
import { Crash } from '../../shared/testing/fake-world/fake-clock.ts';
import { type FakeRequests, fakeRequests } from '../../shared/testing/fake-world/fake-requests.ts';
import { OPERATOR } from '../../shared/testing/opening-builders.ts';
import { anApprovalIntent, anEndIntent, anExceptIntent, REQUEST_ID } from '../../shared/testing/request-builders.ts';
import { admitRequest } from './admit-request.ts';

describe('admitRequest() of exceptions', () => {
  const GRACE = 'arn:aws:iam::111122223333:user/grace';
  const intent = anExceptIntent();
  const { id } = intent.node;

  it('takes a request, its approval by another hand, and its end', async () => {
    const fake = fakeRequests();
    expect(await admit(fake, intent)).toEqual({ requestId: REQUEST_ID, did: 'exception-requested' });
    expect(await fake.exceptions.read(id)).toEqual(anException({ requested: { by: OPERATOR, at: fake.now() } }));

    const approval = anApprovalIntent();
    expect(await admit(fake, approval)).toMatchObject({ did: 'refused', why: 'same-principal' });
    fake.asking.asker = { kind: 'proven', arn: GRACE };
    const another = { ...approval, requestId: '3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f' };
    expect(await admit(fake, another)).toMatchObject({ did: 'exception-approved' });
    expect(await admit(fake, another)).toMatchObject({ did: 'known' });
    const approved = { by: GRACE, reason: 'agreed', at: fake.now() };
    expect(await fake.exceptions.read(id)).toMatchObject({ kind: 'approved', approved });

    const end = anEndIntent({ requestId: '4d5e6f7a-8b9c-4d0e-8f2a-3b4c5d6e7f8a' });
    expect(await admit(fake, end)).toMatchObject({ did: 'exception-closed' });
    expect(await fake.exceptions.read(id)).toMatchObject({ until: fake.now(), ended: { by: GRACE, reason: 'mended' } });
    expect(fake.outbox.told().map(({ key, subject, about }) => [key, subject, about['owners']])).toEqual([
      [`exception-requested#${REQUEST_ID}`, `${id}: an exception is asked for`, ['payments@example.com']],
      [`request-refused#${approval.requestId}`, `Refused: approve the exception of ${id} (same-principal)`, undefined],
      [`exception-approved#${another.requestId}`, `${id}: exempt from patching`, ['payments@example.com']],
      [`request-admitted#${end.requestId}`, `${id}: the exception is ended`, ['payments@example.com']],
    ]);
  });

  it('refuses a request that nobody has approved yet', async () => {
    const fake = fakeRequests();
    await admit(fake, intent);
    expect(await admit(fake, anEndIntent())).toMatchObject({ did: 'exception-closed' });
    expect(await fake.exceptions.read(id)).toMatchObject({ kind: 'refused' });
    expect(fake.outbox.told()[1]?.subject).toBe(`${id}: the exception is refused`);
  });

  it('goes by its own clock, however an event is dated', async () => {
    const fake = fakeRequests();
    const now = fake.now();
    fake.exceptions.set(aGrantedException());
    const ahead = new Date(now.getTime() + 10 * 60_000);
    expect(await admit(fake, anEndIntent({ at: ahead }))).toMatchObject({ did: 'exception-closed' });
    expect(await fake.exceptions.read(id)).toMatchObject({ until: now, ended: { at: now } });

    const later = anEndIntent({
      requestId: '4d5e6f7a-8b9c-4d0e-8f2a-3b4c5d6e7f8a',
      at: new Date('2027-01-01T00:00:00Z'),
    });
    expect(await admit(fake, later)).toMatchObject({ did: 'refused', why: 'stale' });
  });

  it.each([
    ['request', intent, undefined, (rows) => rows.set(aGrantedException({ requestId: OTHER })), 'exception-open'],
    ['approval', anApprovalIntent(), anException(), (rows) => rows.set(aGrantedException()), 'no-such-exception'],
    ['approval', anApprovalIntent(), anException(), (rows) => rows.set(lapsed), 'no-such-exception'],
    ['refusal', anEndIntent(), anException(), (rows) => rows.set(aGrantedException()), 'no-such-exception'],
    ['end', anEndIntent(), aGrantedException(), (rows) => rows.set({ ...lapsed, kind: 'ended' }), 'no-such-exception'],
  ] satisfies readonly Race[])('does not tell the %s as done where somebody was faster (%#)', async (...race) => {
    const [, asked, before, happens, cause] = race;
    const fake = fakeRequests();
    fake.asking.asker = { kind: 'proven', arn: 'arn:aws:iam::111122223333:user/heidi' };
    if (before !== undefined) fake.exceptions.set(before);
    const store: FakeRequests['requests']['store'] = (...stored) => {
      happens(fake.exceptions);
      return fake.requests.store(...stored);
    };
    const requests = { ...fake.requests, store };

    expect(await admit({ ...fake, requests }, asked)).toMatchObject({ did: 'refused', why: cause });
    expect(fake.outbox.told()).toMatchObject([{ kind: 'request-refused' }]);
  });

  it('tells as done what it had done before it died', async () => {
    const steps: readonly (readonly [Intent, Exception | undefined, string])[] = [
      [intent, undefined, 'exception-requested'],
      [anApprovalIntent(), anException(), 'exception-approved'],
      [anEndIntent(), anException(), 'exception-closed'],
      [anEndIntent(), aGrantedException(), 'exception-closed'],
    ];
    for (const [asked, before, did] of steps) {
      const fake = fakeRequests();
      fake.asking.asker = { kind: 'proven', arn: 'arn:aws:iam::111122223333:user/heidi' };
      if (before !== undefined) fake.exceptions.set(before);
      fake.clock.crashAfter(2); // After the answer and the row.
      await expect(admit(fake, asked)).rejects.toThrow(Crash);
      fake.clock.crashAfter(undefined);
      fake.clock.moveTo('2026-03-04T12:01:10Z');
      expect(await admit(fake, asked)).toMatchObject({ did });
      expect(fake.outbox.told().map(({ kind }) => kind)).not.toContain('request-refused');
    }
  });

  it.each([intent, anApprovalIntent(), anEndIntent()])('does nothing for somebody unproven ($kind)', async (asked) => {
    const fake = fakeRequests();
    fake.exceptions.set(anException());
    fake.asking.asker = { kind: 'unproven', why: 'the request came without a proof of who asks.' };
    expect(await admit(fake, asked)).toMatchObject({ did: 'refused', why: 'unproven' });
    expect(await fake.exceptions.read(id)).toEqual(anException());

    const unread = fakeRequests();
    unread.asking.asker = { kind: 'unread', why: 'STS answers Throttling.' };
    await expect(admit(unread, asked)).rejects.toThrow('Cannot learn who asks: STS answers Throttling.');
  });
});

const OTHER = '99999999-5e6f-4a7b-8c9d-0e1f2a3b4c5d';

/** Nobody had approved it in time. */
const lapsed: Exception = {
  ...anException(),
  kind: 'refused',
  ended: { by: 'patchplane', reason: 'Nobody has approved it in time.', at: new Date('2026-03-04T12:00:00Z') },
};

type Race = readonly [
  what: string,
  asked: Intent,
  before: Exception | undefined,
  happens: (rows: FakeRequests['exceptions']) => void,
  cause: string,
];

function admit(fake: FakeRequests, intent: Intent) {
  const { at: _at, account: _account, ...said } = intent;
  return admitRequest({ kind: 'asked', intent, said: JSON.stringify(said), proof: undefined }, fake);
}
