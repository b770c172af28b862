import { describe, expect, it } from '@jest/globals';
import { spellRequest } from './spell-request.ts';

describe('spellRequest()', () => {
  it('spells a request the same whatever the order of its fields, at any depth', () => {
    const one = { schedule: '2SAT', scope: { kind: 'window', window: 'w' }, accounts: ['2', '1'] };
    const other = { accounts: ['2', '1'], scope: { window: 'w', kind: 'window' }, schedule: '2SAT' };

    expect(spellRequest(one)).toBe(spellRequest(other));
    expect(spellRequest(one)).toBe('{"accounts":["2","1"],"schedule":"2SAT","scope":{"kind":"window","window":"w"}}');
  });

  it('leaves out the proof, and nothing else', () => {
    expect(spellRequest({ proof: { a: 1 }, reason: 'r', scope: { proof: 'kept' } })).toBe(
      '{"reason":"r","scope":{"proof":"kept"}}',
    );
  });

  it('tells apart what differs, be it the order of a list', () => {
    expect(spellRequest({ accounts: ['1', '2'] })).not.toBe(spellRequest({ accounts: ['2', '1'] }));
  });
});
