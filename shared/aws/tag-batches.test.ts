import { describe, expect, it } from '@jest/globals';
import { nodeReference } from '../inbound/node-reference.ts';
import { batchesOf, isAboutOne } from './tag-batches.ts';

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

describe('isAboutOne()', () => {
  it.each([
    ['InvalidInstanceID.NotFound', true],
    ['TagLimitExceeded', true],
    ['UnauthorizedOperation', false],
    ['RequestLimitExceeded', false],
  ])('%s: %p', (error, one) => {
    expect(isAboutOne(error)).toBe(one);
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
