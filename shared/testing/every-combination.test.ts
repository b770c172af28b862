import { describe, expect, it } from '@jest/globals';
import { everyCombination, survey } from './every-combination.ts';

describe('everyCombination()', () => {
  it('gives every combination once, the last domain changing fastest', () => {
    expect([...everyCombination({ state: ['open', 'closing'], at: [1, 2] })]).toEqual([
      { state: 'open', at: 1 },
      { state: 'open', at: 2 },
      { state: 'closing', at: 1 },
      { state: 'closing', at: 2 },
    ]);
  });

  it('gives one of no domains, and none where a domain is empty', () => {
    expect([...everyCombination({})]).toEqual([{}]);
    expect([...everyCombination({ state: ['open'], at: [] })]).toEqual([]);
  });
});

describe('survey()', () => {
  it('counts the worlds and names the laws that are broken in the first of them', () => {
    const worlds = everyCombination({ at: [0, 1, 2, 3, 4] });

    expect(survey(worlds, ({ at }) => ({ 'is early': at < 1, exists: true }))).toEqual({
      worlds: 5,
      broken: [1, 2, 3].map((at) => ({ laws: ['is early'], world: { at } })),
    });
  });
});
