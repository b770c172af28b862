import { describe, expect, it } from '@jest/globals';
import { sameHand } from './same-hand.ts';

const role = (name: string, session: string) => `arn:aws:sts::111122223333:assumed-role/${name}/${session}`;
const ada = 'arn:aws:iam::111122223333:user/ada';

describe('sameHand()', () => {
  it.each([
    [ada, ada, true],
    [ada, 'arn:aws:iam::111122223333:user/barbara', false],
    ['arn:aws:iam::111122223333:root', ada, false],
    [role('Operations', 'ada'), role('Operations', 'barbara'), true], // H1
    [role('Operations', 'ada'), role('Security', 'ada'), false],
    [role('Operations', 'ada'), role('Operations', 'ada').replace('111122223333', '444455556666'), false],
    [role('AWSReservedSSO_Admin_1a', 'ada@example.com'), role('AWSReservedSSO_Admin_1a', 'barbara@example.com'), false], // H2
    [role('AWSReservedSSO_Edit_1a', 'ada@example.com'), role('AWSReservedSSO_Approve_2b', 'ada@example.com'), true],
    [undefined, ada, true], // H3
    [ada, undefined, true],
    ['arn:aws:sts::111122223333:federated-user/grace', ada, true],
    [ada, 'arn:aws:sts::111122223333:federated-user/grace', true],
  ])('%s and %s: %s', (one, other, same) => {
    expect(sameHand(one, other)).toBe(same);
  });
});
