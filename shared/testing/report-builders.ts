/** One builder for each thing that a report is made of; a test overrides only what it is about. */
import type { TagChange } from '../domain/reports/judge-tag-change.ts';
import type { SeenNode } from '../domain/reports/seen-node.ts';
import type { AuditFacts } from '../domain/reports/tag-audit.ts';
import type { WeekFacts } from '../domain/reports/weekly-compliance.ts';
import { judgeTag } from '../domain/tagging/judge-tag.ts';
import { CELL } from './domain-builders.ts';

export const APPROVED = ['22FRI', '2SAT'];

/** A node with the given value, judged by `APPROVED`. */
export function aSeenNode(overrides: Partial<SeenNode> = {}): SeenNode {
  const value = 'value' in overrides ? overrides.value : '22FRI';
  const verdict = judgeTag(value, APPROVED);
  return {
    id: 'i-0a1b2c3d4e5f60718',
    ...CELL,
    name: 'payments-db-01',
    owner: 'ann@example.com',
    verdict,
    value,
    ...overrides,
  };
}

export function aTagChange(overrides: Partial<TagChange> = {}): TagChange {
  return {
    nodeId: 'i-0a1b2c3d4e5f60718',
    ...CELL,
    at: new Date('2026-03-06T20:45:00Z'),
    by: 'arn:aws:sts::444455556666:assumed-role/AppDeploy/build-17',
    key: 'maintenance:patching',
    value: '2STA',
    ...overrides,
  };
}

export function someWeekFacts(overrides: Partial<WeekFacts> = {}): WeekFacts {
  return {
    from: new Date('2026-03-02T12:00:00Z'),
    to: new Date('2026-03-09T12:00:00Z'),
    windows: [],
    parts: [],
    inventory: [],
    unreadCells: [],
    pasts: new Map(),
    unread: [],
    ...overrides,
  };
}

export function someAuditFacts(overrides: Partial<AuditFacts> = {}): AuditFacts {
  return {
    from: new Date('2026-02-09T12:00:00Z'),
    to: new Date('2026-03-09T12:00:00Z'),
    inventory: [],
    unreadCells: [],
    approved: APPROVED,
    baseline: new Map(),
    refusals: [],
    trail: { changes: [], asked: [], leftOut: [], unreadCells: [] },
    tagPrincipals: ['*'],
    unread: [],
    ...overrides,
  };
}
