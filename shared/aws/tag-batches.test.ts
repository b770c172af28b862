import { describe, expect, it } from '@jest/globals';
import { nodeReference } from '../inbound/node-reference.ts';
import { batchesOf, type TagWrite, writeBatch } from './tag-batches.ts';

const tags = { 'maintenance:patching': '2SAT', 'maintenance:default-rule': 'all' };
const at = { account: '444455556666', region: 'eu-west-1' };

describe('batchesOf()', () => {
  it('puts instances of one account and Region that get the same tags together, 1,000 a call', () => {
    const writes = Array.from({ length: 2_500 }, (_, index) => ({ node: instance(index), tags }));

    expect(sizes(writes)).toEqual([1_000, 1_000, 500]);
    expect(new Set(batchesOf(writes).flatMap((batch) => batch.map(({ node }) => node.id))).size).toBe(2_500);
  });

  it('keeps accounts, Regions and other tags apart, in whatever order the tags stand', () => {
    const turned = Object.fromEntries(Object.entries(tags).reverse());
    expect(
      sizes([
        { node: instance(1), tags },
        { node: instance(2), tags: turned },
        { node: instance(3, { ...at, account: '555566667777' }), tags },
        { node: instance(4, { ...at, region: 'eu-north-1' }), tags },
        { node: instance(5), tags: { ...tags, 'maintenance:wave': '1' } },
      ]),
    ).toEqual([2, 1, 1, 1]);
  });

  it('leaves hybrid nodes alone: Systems Manager takes one a call', () => {
    const hybrid = [1, 2].map((index) => nodeReference({ id: `mi-${hex(index)}`, ...at }));
    expect(sizes(hybrid.map((node) => ({ node, tags })))).toEqual([1, 1]);
  });

  it('has nothing to call for nothing', () => {
    expect(batchesOf([])).toEqual([]);
  });
});

describe('writeBatch()', () => {
  const thousand = Array.from({ length: 1_000 }, (_, index) => ({ node: instance(index), tags }));

  /** Writes while AWS refuses some nodes, and any batch with one of them; with which nodes failed, by which calls. */
  async function writing(batch: readonly TagWrite[], refuses: (index: number) => boolean, error: string) {
    let calls = 0;
    const outcomes = await writeBatch(batch, async (half) => {
      calls += 1;
      const refused = half.some((one) => refuses(batch.indexOf(one)));
      return refused ? { kind: 'refused', error, message: 'no' } : { kind: 'done', value: undefined };
    });
    const failed = batch.flatMap((one, index) => (outcomes.get(one)?.kind === 'done' ? [] : [index]));
    expect(outcomes.size).toBe(batch.length);
    return { failed, calls };
  }

  it.each(['InvalidInstanceID.NotFound', 'TagLimitExceeded', 'UnauthorizedOperation'])(
    'lets one node of a thousand fail alone by %s, in twenty calls more',
    async (error) => {
      expect(await writing(thousand, () => false, error)).toEqual({ failed: [], calls: 1 });
      expect(await writing(thousand, (index) => index === 700, error)).toEqual({ failed: [700], calls: 21 });
      expect(await writing(thousand.slice(0, 1), () => true, error)).toEqual({ failed: [0], calls: 1 });
    },
  );

  it('writes all that no policy keeps while few are kept, and gives up where all are', async () => {
    const kept = (index: number) => index % 100 === 50;
    const { failed } = await writing(thousand, kept, 'UnauthorizedOperation');
    expect(failed).toEqual(thousand.flatMap((_, index) => (kept(index) ? [index] : [])));

    const all = await writing(thousand, () => true, 'UnauthorizedOperation');
    expect(all.failed).toHaveLength(1_000);
    expect(all.calls).toBeLessThanOrEqual(43);
  });

  it('fails all at once by what speaks of no node', async () => {
    expect(await writing(thousand, (index) => index === 3, 'RequestLimitExceeded')).toMatchObject({ calls: 1 });
  });
});

function sizes(writes: Parameters<typeof batchesOf>[0]): number[] {
  return batchesOf(writes).map(({ length }) => length);
}

function instance(index: number, cell = at) {
  return nodeReference({ id: `i-${hex(index)}`, ...cell });
}

function hex(index: number): string {
  return index.toString(16).padStart(17, '0');
}
