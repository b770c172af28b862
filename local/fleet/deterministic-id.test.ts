import { describe, expect, it } from '@jest/globals';
import { hexOf, uuidOf } from './deterministic-id.ts';

describe('uuidOf()', () => {
  it('is a version 4 UUID that depends on the label only', () => {
    expect(uuidOf('command 1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuidOf('command 1')).toBe(uuidOf('command 1'));
    expect(uuidOf('command 1')).not.toBe(uuidOf('command 2'));
  });
});

describe('hexOf()', () => {
  it('has the length that was asked for', () => {
    expect(hexOf('node', 17)).toMatch(/^[0-9a-f]{17}$/);
  });
});
