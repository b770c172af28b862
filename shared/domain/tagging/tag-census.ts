import type { TagVerdict } from './judge-tag.ts';

/** What the nodes of the inventory come to: every node is in exactly one of these. */
export const TAG_CLASSES = ['valid', 'missing', 'malformed', 'not-approved', 'exempt-or-immutable'] as const;

export type TagClass = (typeof TAG_CLASSES)[number];

export type TagCounts = Readonly<Record<TagClass, number>>;

export function tagClassOf({ kind }: TagVerdict): TagClass {
  switch (kind) {
    case 'approved':
      return 'valid';
    case 'reserved':
    case 'unexcused':
      return 'exempt-or-immutable';
    case 'missing':
    case 'malformed':
    case 'not-approved':
      return kind;
  }
}

/** The five counts add up to the number of verdicts. */
export function countTags(verdicts: readonly TagVerdict[]): TagCounts {
  const counts: Record<TagClass, number> = {
    valid: 0,
    missing: 0,
    malformed: 0,
    'not-approved': 0,
    'exempt-or-immutable': 0,
  };
  for (const verdict of verdicts) counts[tagClassOf(verdict)] += 1;
  return counts;
}
