import { describe, expect, it } from '@jest/globals';
import { judgeAcknowledge } from './judge-acknowledge.ts';

describe('judgeAcknowledge()', () => {
  it('takes an incident for taken up, whoever was first', () => {
    expect(judgeAcknowledge('k', 'done')).toEqual({ kind: 'acknowledged' });
    expect(judgeAcknowledge('k', 'already')).toEqual({ kind: 'acknowledged' });
  });

  it('says where there is none', () => {
    expect(judgeAcknowledge('k', 'unknown')).toEqual({
      kind: 'refused',
      cause: 'unknown-incident',
      because: 'There is no incident k.',
      next: 'Take the key from the last line of its notice.',
    });
  });
});
