import { describe, expect, it } from '@jest/globals';
import { nodesOfDay } from './nodes-of-day.ts';

const day = (count: number) => new Date(Date.UTC(2026, 2, count, 20, 55));

describe('nodesOfDay()', () => {
  it.each([
    [10_000, 1],
    [10_001, 2],
    [25_000, 3],
    [40_000, 4],
  ])('has %d nodes come round within %d days, whatever their order and the first day', (count, days) => {
    const nodes = Array.from({ length: count }, (_, index) => ({ node: { id: `i-${index}` } }));
    for (const first of [1, 2, 3, 4, 5]) {
      const seen = new Set<string>();
      for (let index = 0; index < days; index += 1) {
        const some = nodesOfDay(index % 2 === 0 ? nodes : nodes.toReversed(), day(first + index));
        expect(some).toHaveLength(10_000);
        for (const { node } of some) seen.add(node.id);
      }
      expect(seen.size).toBe(count);
    }
  });

  it('takes the same within a day', () => {
    const nodes = Array.from({ length: 25_000 }, (_, index) => ({ node: { id: `i-${index}` } }));
    expect(nodesOfDay(nodes, new Date('2026-03-06T00:00:00Z'))).toEqual(
      nodesOfDay(nodes, new Date('2026-03-06T23:59:59Z')),
    );
  });
});
