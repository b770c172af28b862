import { describe, expect, it } from '@jest/globals';
import { aNodeRecord, aPart, someFacts, tagsNow } from '../../testing/explain-builders.ts';
import { tellStory, zoneOf } from './tell-story.ts';

describe('tellStory()', () => {
  it('goes from the tag to the verdict and on, every step with its source (E1, E3)', () => {
    const story = tellStory(someFacts());

    expect(story.headline).toBe(
      'payments-db-01 (i-0a1b2c3d4e5f60718): patched in the window 22FRI@2026-03-06. Every patch that its baseline approves is installed.',
    );
    expect(story.chapters.map(({ title }) => title)).toEqual([
      'The tag',
      'The schedule 22FRI',
      'The window 22FRI@2026-03-06',
      'The node in it',
      'The verdict',
      'What was told',
      'Next',
    ]);
    expect(story.chapters.flatMap(({ steps }) => steps).filter(({ source }) => source === '')).toEqual([]);
    expect(story).toMatchObject({ node: 'i-0a1b2c3d4e5f60718', window: '22FRI@2026-03-06', zone: 'Europe/Berlin' });
  });

  it('tells of a node that no window ever had', () => {
    const nothing = { part: undefined, schedule: undefined };
    const exempt = tellStory(someFacts({ ...nothing, tags: tagsNow({ patching: 'EXEMPT' }) }));
    expect(exempt.headline).toBe(
      'payments-db-01 (i-0a1b2c3d4e5f60718): no window owes it a patch. The node is exempt from patching.',
    );
    expect(exempt.window).toBeUndefined();
    expect(exempt.chapters.map(({ title }) => title)).toEqual(['The tag', 'The verdict', 'What was told', 'Next']);
    expect(tellStory(someFacts(nothing)).headline).toBe(
      'payments-db-01 (i-0a1b2c3d4e5f60718): no window in the ledger had it on its roster.',
    );
    expect(tellStory(someFacts({ ...nothing, tags: { kind: 'unknown', why: 'no' } })).headline).toBe(
      'i-0a1b2c3d4e5f60718: no window in the ledger had it on its roster.',
    );
  });

  it('tells of a node that has no verdict yet', () => {
    const node = aNodeRecord({ verdict: undefined, reason: undefined });
    expect(tellStory(someFacts({ part: aPart({ node }) })).headline).toBe(
      'payments-db-01 (i-0a1b2c3d4e5f60718) has no verdict yet in the window 22FRI@2026-03-06.',
    );
  });
});

describe('zoneOf()', () => {
  it("is the window's, or that of the schedule in force, or UTC", () => {
    const part = aPart({ record: { kind: 'unknown', why: 'gone' } });
    expect(zoneOf(someFacts())).toBe('Europe/Berlin');
    expect(zoneOf(someFacts({ part }))).toBe('Europe/Berlin');
    expect(zoneOf(someFacts({ part, schedule: '2SAT' }))).toBe('UTC');
    expect(zoneOf(someFacts({ part, catalogue: { kind: 'unread', reason: 'no' } }))).toBe('UTC');
  });
});
