import type { GrantedException, RequestedException } from '../domain/tagging/exception.ts';

/** Asked for in March, until the 1st of May. */
export function anException(overrides: Partial<RequestedException> = {}): RequestedException {
  return {
    kind: 'requested',
    node: { id: 'i-0123456789abcdef0', account: '444455556666', region: 'eu-west-1' },
    requestId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d',
    owner: 'payments@example.com',
    reason: 'the vendor certifies each patch',
    until: new Date('2026-05-01T00:00:00Z'),
    requested: { by: 'arn:aws:iam::111122223333:user/ada', at: new Date('2026-03-06T09:00:00Z') },
    ...overrides,
  };
}

export function aGrantedException(overrides: Partial<GrantedException> = {}): GrantedException {
  const approved = {
    by: 'arn:aws:iam::111122223333:user/grace',
    reason: 'agreed',
    at: new Date('2026-03-06T10:00:00Z'),
  };
  return { ...anException(), kind: 'approved', approved, ...overrides };
}
