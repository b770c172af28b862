/** One builder for each thing that a story is told of; a test overrides only what it is about. */
import type { CellRecord, NodeRecord, NoticeRecord, WindowRecord } from '../domain/explain/ledger-records.ts';
import type { Known, NodeFacts, NodePart, TagsNow } from '../domain/explain/node-facts.ts';
import type { Chapter } from '../domain/explain/story.ts';
import { anEntry, aRosterNode, aWindow, CELL } from './domain-builders.ts';

/** The Sunday after `aWindow()`. */
export const NOW = new Date('2026-03-08T12:00:00Z');

export function aWindowRecord(overrides: Partial<WindowRecord> = {}): WindowRecord {
  return {
    window: aWindow(),
    entry: anEntry(),
    state: 'final',
    claimedAt: new Date('2026-03-06T21:00:02Z'),
    openedAt: new Date('2026-03-06T21:00:05Z'),
    endedAt: new Date('2026-03-07T01:05:00Z'),
    roster: 3,
    verdicts: { patched: 2, failed: 1, missed: 0 },
    ...overrides,
  };
}

export function aNodeRecord(overrides: Partial<NodeRecord> = {}): NodeRecord {
  return { ...aRosterNode(), windowId: aWindow().id, verdict: 'patched', reason: 'installed', ...overrides };
}

export function aCellRecord(overrides: Partial<CellRecord> = {}): CellRecord {
  return { ...CELL, operation: 'Install', settled: true, lookedAt: new Date('2026-03-06T22:00:00Z'), ...overrides };
}

export function aNoticeRecord(overrides: Partial<NoticeRecord> = {}): NoticeRecord {
  const key = `window-final#${aWindow().id}`;
  const notedAt = new Date('2026-03-07T01:05:01Z');
  const text = { subject: 'Window 22FRI@2026-03-06: 2 patched, 1 failed', happened: 'It is final.', details: [] };
  return { key, kind: 'window-final', ...text, notedAt, incident: false, repeats: 0, ...overrides };
}

export function tagsNow(overrides: Partial<TagsNow> = {}): Known<TagsNow> {
  const tags = { patching: '22FRI', wave: undefined, patchGroup: undefined, name: 'payments-db-01' };
  return { kind: 'known', value: { ...CELL, ...tags, source: 'the tags', ...overrides } };
}

export function aPart(overrides: Partial<NodePart> = {}): NodePart {
  const record = { kind: 'known', value: aWindowRecord() } as const;
  return { node: aNodeRecord(), record, cell: aCellRecord(), runs: [], ...overrides };
}

export function someFacts(overrides: Partial<NodeFacts> = {}): NodeFacts {
  return {
    nodeId: aRosterNode().id,
    now: NOW,
    tags: tagsNow(),
    judged: undefined,
    catalogue: { kind: 'read', entries: [anEntry()], problems: [] },
    schedule: '22FRI',
    history: { kind: 'known', value: [] },
    approvals: { kind: 'known', value: [] },
    part: aPart(),
    others: [],
    exception: undefined,
    later: undefined,
    holds: [],
    releases: [],
    notices: [],
    ...overrides,
  };
}

/** A chapter as a test reads it: `2026-03-06T21:00:00Z It was to open.`, and `?` before what is not known. */
export function saidIn(chapter: Chapter | undefined): string[] {
  return (chapter?.steps ?? []).map(({ at, said, unknown }) => {
    const time = at === undefined ? '' : `${at.toISOString().slice(0, 19)}Z `;
    return `${time}${unknown ? '? ' : ''}${said}`;
  });
}
