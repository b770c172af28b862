import type { HeldNotice, HeldNoticeRows } from '../../aws/ledger/held-notice-rows.ts';
import { OWNER_HOUR_MS, type OwnerHourRows, type OwnerWord } from '../../aws/ledger/owner-hour-rows.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakeOutbox } from './fake-outbox.ts';

const QUARTER_MS = 15 * 60_000;

export type FakeOwnerHours = ReturnType<typeof fakeOwnerHours>;

/** The hours of owners and what waits for their ends, in memory. What was held shows up once the clock has moved. */
export function fakeOwnerHours({ act, onMove }: FakeClock, outbox: FakeOutbox) {
  const hours = new Map<string, OwnerWord & { readonly waiting: boolean }>();
  const rows = new Map<string, HeldNotice & { readonly coveredBy?: string }>();
  let index: readonly HeldNotice[] = [];
  onMove(() => {
    index = [...rows.values()].filter(({ coveredBy }) => coveredBy === undefined);
  });
  const put = (owner: string, word: OwnerWord) => {
    hours.set(owner, { ...word, waiting: false });
    act('take hour');
    return true;
  };

  const own: OwnerHourRows = {
    read: async (owner) => hours.get(owner),
    take: async (owner, word) => {
      const hour = hours.get(owner);
      if (hour === undefined || hour.key === word.key) return put(owner, word);
      const over = word.at.getTime() - hour.at.getTime() - OWNER_HOUR_MS;
      if (over >= (hour.waiting ? QUARTER_MS : 0)) return put(owner, word);
      if (!hour.waiting) {
        hours.set(owner, { ...hour, waiting: true });
        act('mark hour');
      }
      return false;
    },
    takeForDigest: async (owner, word) => {
      const hour = hours.get(owner);
      const taken = hour && hour.key !== word.key && word.at.getTime() - hour.at.getTime() < OWNER_HOUR_MS;
      return taken ? false : put(owner, word);
    },
  };
  const held: HeldNoticeRows = {
    hold: async (notice, { owner, at }) => {
      if (rows.has(notice.key) || outbox.isNoted(notice.key)) return;
      rows.set(notice.key, { notice, owner, notedAt: at });
      act(`hold ${notice.key}`);
    },
    read: async () => index,
    isNoted: async (key) => rows.has(key) || outbox.isNoted(key),
    assign: async (some, digest) => {
      for (const one of some) rows.set(one.notice.key, { ...one, digest });
      act('assign held');
    },
    settle: async (some, { coveredBy }) => {
      if (some.length === 0) return;
      for (const one of some) rows.set(one.notice.key, { ...one, coveredBy });
      act('settle held');
    },
  };
  return {
    hours: own,
    held,
    /** By which each notice that was held is covered, by its key; `waits` where it is not yet. */
    coveredBy: () => new Map([...rows].map(([key, { coveredBy = 'waits' }]) => [key, coveredBy])),
  };
}
