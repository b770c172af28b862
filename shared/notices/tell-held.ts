/**
 * Tells what was held for owners who had been told about a tag within the hour.
 *
 *   H1. An owner gets one digest, once the hour is over, and with it the next hour is taken.
 *   H2. A notice names its digest before the digest is noted: where that is noted, so is the notice; where it is not, the
 *       next look goes on under the same key.
 *   H3. What was put right meanwhile is left out, and so is what has changed again. What we have done is told all the same.
 *   H4. One owner who cannot be told keeps nobody else from it; the invocation fails once all are tried (P6).
 */
import type { HeldNotice, HeldNoticeRows } from '../aws/ledger/held-notice-rows.ts';
import { OWNER_HOUR_MS, type OwnerHourRows } from '../aws/ledger/owner-hour-rows.ts';
import type { TagRows } from '../aws/ledger/tag-row.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { inGroups } from '../platform/in-groups.ts';
import { tagDigestNotice } from './tag-digest-notice.ts';
import type { Tell } from './teller.ts';

export interface HeldWorld {
  readonly now: () => Date;
  readonly hours: Pick<OwnerHourRows, 'read' | 'takeForDigest'>;
  readonly held: Omit<HeldNoticeRows, 'hold'>;
  readonly memory: Pick<TagRows, 'read'>;
  readonly tell: Tell;
}

export async function tellHeld(world: HeldWorld): Promise<void> {
  const rows = await world.held.read();
  const refused: unknown[] = rows.filter((row) => row instanceof Error);
  const readable = rows.flatMap((row) => (row instanceof Error ? [] : [row]));
  for (const owner of new Set(readable.map((one) => one.owner))) {
    const held = readable.filter((one) => one.owner === owner);
    await tellOwner(owner, held, world).catch((error: unknown) => refused.push(error)); // H4
  }
  if (refused.length > 0) {
    throw new AggregateError(refused, `Cannot tell what was held of ${refused.length} owners: ${refused.join('; ')}`);
  }
}

async function tellOwner(owner: string, held: readonly HeldNotice[], world: HeldWorld): Promise<void> {
  const at = world.now();
  const { waiting, begun } = await settleTold(held, at, world);
  const key = begun ?? `tags-held#${owner}#${at.toISOString()}`;
  const last = await world.hours.read(owner);
  if (last !== undefined && last.key !== key && at.getTime() - last.at.getTime() < OWNER_HOUR_MS) return; // H1

  const judged = await inGroups(waiting, async (one) => ({ one, overtaken: await isOvertaken(one.notice, world) }));
  const overtaken = judged.filter((each) => each.overtaken).map(({ one }) => one);
  const news = judged.filter((each) => !each.overtaken).map(({ one }) => one);
  await world.held.settle(overtaken, { coveredBy: 'overtaken', at }); // H3
  if (news.length === 0) return;
  await world.held.assign(news, key); // H2
  if (!(await world.hours.takeForDigest(owner, { key, at }))) return;
  await world.tell(digestOf(owner, key, news));
  await world.held.settle(news, { coveredBy: key, at });
}

/** A digest of one says what the notice says. */
function digestOf(owner: string, key: string, news: readonly HeldNotice[]): Notice {
  const notices = news.map(({ notice }) => notice);
  const [first, second] = notices;
  return first !== undefined && second === undefined ? { ...first, key } : tagDigestNotice({ key, owner, notices });
}

/** Settles what a digest has told whose teller died before saying so, and finds the digest that was never noted. */
async function settleTold(held: readonly HeldNotice[], at: Date, world: HeldWorld) {
  const waiting: HeldNotice[] = [];
  let begun: string | undefined;
  for (const digest of new Set(held.map((one) => one.digest))) {
    const those = held.filter((one) => one.digest === digest);
    if (digest !== undefined && (await world.held.isNoted(digest))) {
      await world.held.settle(those, { coveredBy: digest, at });
    } else {
      waiting.push(...those);
      begun ??= digest;
    }
  }
  return { waiting, begun };
}

/**
 * Whether the node has got another value since the change of which the notice tells: a right one needs no word, and a wrong
 * one has a notice of its own. Every key ends with its change.
 */
async function isOvertaken({ kind, key, about }: Notice, { memory }: HeldWorld): Promise<boolean> {
  const { node } = about;
  if (kind === 'tag-corrected' || kind === 'tag-defaulted' || typeof node !== 'string') return false;
  const { verdict, change } = await memory.read(node);
  const hasValue = verdict !== undefined && verdict !== 'missing';
  return hasValue && change > Number(key.slice(key.lastIndexOf('#') + 1));
}
