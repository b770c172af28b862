/** What becomes of requests about exceptions. */
import { describe, expect, it } from '@jest/globals';
import type { Intent } from '../../shared/domain/requests/intent.ts';
import { anException } from '../../shared/testing/exception-builders.ts';
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
    expect(await fake.exceptions.read(id)).toEqual(anException({ requested: { by: OPERATOR, at: intent.at } }));

    const approval = anApprovalIntent();
    expect(await admit(fake, approval)).toMatchObject({ did: 'refused', why: 'same-principal' });
    fake.asking.asker = { kind: 'proven', arn: GRACE };
    const another = { ...approval, requestId: '3c4d5e6f-7a8b-4c9d-8e1f-2a3b4c5d6e7f' };
    expect(await admit(fake, another)).toMatchObject({ did: 'exception-approved' });
    expect(await admit(fake, another)).toMatchObject({ did: 'known' });
    const approved = { by: GRACE, reason: 'agreed', at: approval.at };
    expect(await fake.exceptions.read(id)).toMatchObject({ kind: 'approved', approved });

    const end = anEndIntent({ requestId: '4d5e6f7a-8b9c-4d0e-8f2a-3b4c5d6e7f8a' });
    expect(await admit(fake, end)).toMatchObject({ did: 'exception-closed' });
    expect(await fake.exceptions.read(id)).toMatchObject({ until: end.at, ended: { by: GRACE, reason: 'mended' } });
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

function admit(fake: FakeRequests, intent: Intent) {
  const { at: _at, account: _account, ...said } = intent;
  return admitRequest({ kind: 'asked', intent, said: JSON.stringify(said), proof: undefined }, fake);
}
