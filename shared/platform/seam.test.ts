import { afterEach, describe, expect, it } from '@jest/globals';
import { seam } from './seam.ts';

afterEach(() => {
  globalThis.patchplaneSeam = undefined;
});

describe('seam()', () => {
  it("has the real clock and the SDK's own way to AWS where nothing is set", async () => {
    const before = Date.now();
    await seam().sleep(1);

    expect(seam().now().getTime()).toBeGreaterThanOrEqual(before);
    expect(seam().client).toEqual({});
  });

  it('is what was set, also if that was set later', () => {
    const other = { now: () => new Date(0), sleep: async () => {}, client: {} };
    globalThis.patchplaneSeam = other;

    expect(seam()).toBe(other);
  });
});
