import { describe, expect, it } from '@jest/globals';
import { deterministicUuid } from './deterministic-uuid.ts';

describe('deterministicUuid()', () => {
  it('never changes: windows that are open live by it', () => {
    expect(deterministicUuid('snapshot 22FRI@2026-03-06')).toMatchInlineSnapshot(
      `"48cbe001-4c47-5fb1-bb87-089542d7178f"`,
    );
  });

  it('is a UUID of version 5, and another for every name', () => {
    const ids = Array.from({ length: 1000 }, (_, index) => deterministicUuid(`name ${index}`));

    expect(new Set(ids).size).toBe(1000);
    expect(
      ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toEqual([]);
  });
});
