import { describe, expect, it } from '@jest/globals';
import { aGrantedException, anException } from '../../testing/exception-builders.ts';
import {
  anApprovalIntent,
  anEndIntent,
  anExceptIntent,
  NOON,
  PROVEN,
  UNPROVEN,
} from '../../testing/request-builders.ts';
import type { Exception } from '../tagging/exception.ts';
import type { Asker } from './intent.ts';
import { judgeApproval, judgeEnd, judgeExcept, overtaken } from './judge-exception.ts';

const DAY_MS = 86_400_000;
const meant = { now: NOON, asker: PROVEN, exception: undefined };
const exception = anException();
const told = {
  ...exception.node,
  owner: exception.owner,
  reason: exception.reason,
  until: exception.until,
  requestedBy: exception.requested.by,
};
const grace: Asker = { kind: 'proven', arn: 'arn:aws:iam::111122223333:user/grace' };
const ada: Asker = { kind: 'proven', arn: exception.requested.by };
const late = new Date(NOON.getTime() + 15 * 60_000 + 1);

describe('judgeExcept()', () => {
  it('takes a request for a node without one, or whose last one is over', () => {
    for (const last of [undefined, { ...exception, kind: 'ended' }, { ...exception, kind: 'refused' }] as const) {
      expect(judgeExcept({ ...meant, exception: last, intent: anExceptIntent() })).toEqual({
        kind: 'exception-requested',
      });
    }
  });

  it.each([
    ['unproven', { asker: UNPROVEN }],
    ['stale', { now: late }],
    ['exception-open', { exception }],
    ['exception-open', { exception: aGrantedException() }],
    ['exception-open', { exception: aGrantedException({ kind: 'expiring' }) }],
  ] as const)('refuses for %s (%#)', (cause, overrides: Partial<typeof meant | { exception: Exception }>) => {
    expect(judgeExcept({ ...meant, ...overrides, intent: anExceptIntent() })).toMatchObject({ kind: 'refused', cause });
  });

  it.each([
    [0, 'exception-over'],
    [-1, 'exception-over'],
    [1, undefined],
    [366 * DAY_MS, undefined],
    [366 * DAY_MS + 1, 'exception-too-long'],
  ])('judges an end %d ms away', (ahead, cause) => {
    const intent = anExceptIntent({ until: new Date(NOON.getTime() + ahead) });
    expect(judgeExcept({ ...meant, intent })).toMatchObject(
      cause === undefined ? { kind: 'exception-requested' } : { kind: 'refused', cause },
    );
  });
});

describe('judgeApproval()', () => {
  const asked = { ...meant, asker: grace, exception, intent: anApprovalIntent() };

  it('approves by another hand', () => {
    expect(judgeApproval(asked)).toEqual({ kind: 'exception-approved', exception: told });
  });

  it.each([
    ['unproven', { asker: UNPROVEN }],
    ['stale', { now: late }],
    ['same-principal', { asker: ada }],
    ['no-such-exception', { exception: undefined }],
    ['no-such-exception', { exception: aGrantedException() }],
    ['no-such-exception', { intent: anApprovalIntent({ exception: '99999999-5e6f-4a7b-8c9d-0e1f2a3b4c5d' }) }],
    ['exception-over', { exception: anException({ until: NOON }) }],
  ] as const)('refuses for %s (%#)', (cause, overrides) => {
    expect(judgeApproval({ ...asked, ...overrides })).toMatchObject({ kind: 'refused', cause });
  });

  it('takes two sessions of one role for one hand', () => {
    const role = 'arn:aws:sts::111122223333:assumed-role/operators';
    const byRole = anException({ requested: { by: `${role}/ada`, at: NOON } });
    const asker: Asker = { kind: 'proven', arn: `${role}/grace` };
    expect(judgeApproval({ ...asked, exception: byRole, asker })).toMatchObject({ cause: 'same-principal' });
  });

  it('approves up to the millisecond before its end', () => {
    const until = new Date(NOON.getTime() + 1);
    expect(judgeApproval({ ...asked, exception: anException({ until }) })).toMatchObject({
      kind: 'exception-approved',
    });
  });
});

describe('judgeEnd()', () => {
  const asked = { ...meant, exception, intent: anEndIntent() };

  it('ends what is open, by whomever, the one who asked included', () => {
    expect(judgeEnd({ ...asked, asker: ada })).toEqual({ kind: 'exception-closed', was: 'requested', exception: told });
    for (const kind of ['approved', 'expiring'] as const) {
      expect(judgeEnd({ ...asked, exception: aGrantedException({ kind }) })).toMatchObject({ was: kind });
    }
  });

  it.each([
    ['unproven', { asker: UNPROVEN }],
    ['stale', { now: late }],
    ['no-such-exception', { exception: undefined }],
    ['no-such-exception', { exception: { ...exception, kind: 'ended' } }],
    ['no-such-exception', { intent: anEndIntent({ exception: '99999999-5e6f-4a7b-8c9d-0e1f2a3b4c5d' }) }],
  ] as const)(
    'refuses for %s (%#)',
    (cause, overrides: Partial<typeof asked | { exception: undefined | Exception }>) => {
      expect(judgeEnd({ ...asked, ...overrides })).toMatchObject({ kind: 'refused', cause });
    },
  );
});

describe('overtaken()', () => {
  it('says what stands there now', () => {
    const { id } = exception.node;
    const next = 'Look at what there is: npx patchplane exceptions.';
    expect(overtaken(anExceptIntent(), exception)).toEqual({
      kind: 'refused',
      cause: 'exception-open',
      because: `The last exception of ${id} is another one, or is requested already.`,
      next,
    });
    for (const intent of [anApprovalIntent(), anEndIntent()]) {
      expect(overtaken(intent, aGrantedException())).toEqual({
        kind: 'refused',
        cause: 'no-such-exception',
        because: `The last exception of ${id} is another one, or is approved already.`,
        next,
      });
    }
  });
});
