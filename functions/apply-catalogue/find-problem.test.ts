import { describe, expect, it } from '@jest/globals';
import type { StoredEntry } from '../../shared/aws/read-entry-histories.ts';
import type { EntryVersion } from '../../shared/domain/catalogue/judge-entry-in-force.ts';
import { problemFinder } from './find-problem.ts';

const SOUND = { zone: 'UTC', durationHours: 4, cutoffHours: 1, environment: 'prod', owner: 'team@example.com' };

describe('problemFinder()', () => {
  it('judges a content once, until what stands around it changes', () => {
    let reads = 0;
    const versionOf = (version: number, content: object): EntryVersion => {
      const text = JSON.stringify(content);
      return {
        version,
        sha256: text,
        by: 'ada',
        at: new Date('2026-03-01T00:00:00Z'),
        get text() {
          reads += 1;
          return text;
        },
      };
    };
    const entryOf = (value: string, ...versions: readonly EntryVersion[]): StoredEntry => ({
      value,
      versions,
      approvals: [],
      labelled: 1,
    });
    const first = entryOf('2SAT', versionOf(1, SOUND));
    const ring = entryOf('6SUN', versionOf(1, { ...SOUND, after: '2SAT' }));
    const findProblems = problemFinder();
    const look = (...entries: readonly StoredEntry[]) => {
      const before = reads;
      const problemOf = findProblems(entries);
      const problems = entries.flatMap(({ value, versions }) => versions.map((version) => problemOf(value, version)));
      return { problems, reads: reads - before };
    };

    expect(look(first, ring)).toMatchObject({ problems: [undefined, undefined] });
    expect(look(first, ring)).toEqual({ problems: [undefined, undefined], reads: 0 });
    expect(look(first, { ...ring, labelled: undefined }).reads).toBe(0); // Of the same content, labelled or not.
    expect(look(ring).problems).toEqual([expect.stringContaining('6SUN comes after 2SAT, which is not in')]);
    expect(look(first, ring).problems).toEqual([undefined, undefined]);
    const broken = entryOf('6SUN', ...ring.versions, versionOf(2, { ...SOUND, cutoffHours: 4 }));
    expect(look(first, broken).problems[2]).toContain('The cutoff of 6SUN is not after its opening');
    expect(look(first, broken).reads).toBe(0);
  });
});
