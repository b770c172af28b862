import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadTimes, median, medianRatio } from './load-times.ts';

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[7], 7],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

it('compares what was measured in the same round, so that a busy round counts for no more than another', () => {
  const took = (...times: number[]) => times.map((milliseconds) => ({ milliseconds, cpuMilliseconds: 1 }));
  expect(medianRatio(took(10, 90, 11), took(40, 300, 40), ({ milliseconds }) => milliseconds)).toBe(0.275);
});

describe('load times', () => {
  it('are of the file that was named, and one that does not load says which it is', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'patchplane-load-'));
    const [busy, idle, broken] = ['busy.js', 'idle.js', 'broken.js'].map((name) => path.join(folder, name));
    writeFileSync(busy ?? '', 'const end = performance.now() + 60; while (performance.now() < end);');
    writeFileSync(idle ?? '', '');
    writeFileSync(broken ?? '', 'throw new Error("no setting")');

    const times = loadTimes([busy ?? '', idle ?? ''], {}, 1);
    expect(times.get(busy ?? '')?.[0]?.milliseconds).toBeGreaterThanOrEqual(60);
    expect(times.get(idle ?? '')).toHaveLength(1);
    expect(times.get(idle ?? '')?.[0]?.cpuMilliseconds).toBeDefined();
    expect(() => loadTimes([broken ?? ''], {}, 1)).toThrow(/Cannot load .*broken\.js: [\s\S]*no setting/);
    rmSync(folder, { recursive: true, force: true });
  });
});
