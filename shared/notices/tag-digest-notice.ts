import type { Notice } from '../domain/reporting/notice.ts';
import { sayCount } from './say.ts';

/** Notices that a digest quotes; the ledger has all of them. */
const QUOTED_MAX = 20;

/** Many findings about the nodes of one owner, of one sweep or of the last hour, in one message. */
export function tagDigestNotice({
  key,
  owner,
  notices,
}: {
  readonly key: string;
  /** Empty where the nodes name none: operations read it then. */
  readonly owner: string;
  readonly notices: readonly Notice[];
}): Notice {
  const more = notices.length - QUOTED_MAX;
  const nodes = new Set(notices.map(placeOf)).size;
  const whose = owner === '' ? 'nobody' : owner;
  return {
    key,
    kind: 'tags-refused',
    severity: notices.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning',
    subject: `${sayCount(nodes, 'node')} of ${shortly(whose)}: ${sayKinds(notices)}`,
    happened: `Patchplane has found ${sayCount(nodes, 'node')} of ${whose} about which nobody was told: ${sayKinds(notices)}.`,
    details: [
      ...notices.slice(0, QUOTED_MAX).map((notice) => `${placeOf(notice)}: ${notice.subject}`),
      ...(more > 0 ? [`... and ${more} more: npx patchplane explain NODE tells of each.`] : []),
    ],
    next: [
      'Set the tag maintenance:patching of these nodes to an approved schedule. Until then no window patches them.',
    ],
    about: {
      owners: owner === '' ? [] : [owner],
      accounts: [...new Set(notices.flatMap(({ about }) => about['account'] ?? []))].sort().slice(0, QUOTED_MAX),
    },
  };
}

/** Such as `3 refused, 1 given a default`. */
function sayKinds(notices: readonly Notice[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of notices) {
    const word = WORDS[kind] ?? 'to look at';
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

const WORDS: Readonly<Partial<Record<Notice['kind'], string>>> = {
  'tag-refused': 'refused',
  'tag-corrected': 'corrected',
  'tag-defaulted': 'given a default',
  'tag-not-defaulted': 'without a schedule',
  'tag-default-due': 'to be given a default',
};

function placeOf({ about }: Notice): string {
  return [about['account'], about['region'], about['node']].filter((part) => typeof part === 'string').join(' ');
}

function shortly(owner: string): string {
  return owner.length > OWNER_LENGTH_MAX ? `${owner.slice(0, OWNER_LENGTH_MAX)}...` : owner;
}

const OWNER_LENGTH_MAX = 30;
