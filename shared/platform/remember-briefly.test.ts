import { afterEach, describe, expect, it } from '@jest/globals';
import { rememberBriefly } from './remember-briefly.ts';

afterEach(() => {
  globalThis.patchplaneSeam = undefined;
});

describe('rememberBriefly()', () => {
  it('reads once while the time lasts, and again at its end', async () => {
    let [now, reads] = [0, 0];
    globalThis.patchplaneSeam = { now: () => new Date(now), sleep: async () => {}, client: {} };
    const read = rememberBriefly(async () => ++reads, { forMs: 1000, worthKeeping: () => true });

    expect([await read(), await read()]).toEqual([1, 1]);
    now = 999;
    expect(await read()).toBe(1);
    now = 1000;
    expect(await read()).toBe(2);
  });

  it('does not keep what is not worth keeping', async () => {
    let reads = 0;
    const read = rememberBriefly(async () => ++reads, { forMs: 1000, worthKeeping: (value) => value > 1 });

    expect([await read(), await read(), await read()]).toEqual([1, 2, 2]);
  });
});
