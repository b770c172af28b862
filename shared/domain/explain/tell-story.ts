import type { NodeFacts } from './node-facts.ts';
import { sayReason } from './say-reason.ts';
import type { Chapter, Story } from './story.ts';
import { tellNext } from './tell-next.ts';
import { tellNotices } from './tell-notices.ts';
import { tellPart } from './tell-part.ts';
import { tellSchedule } from './tell-schedule.ts';
import { reasonOfTag, tellTag } from './tell-tag.ts';
import { tellVerdict } from './tell-verdict.ts';
import { tellWindow } from './tell-window.ts';

/**
 * Tells how a node came to its verdict, from its tag on: pure, from facts that were gathered before.
 *
 *   E1. Every step names who says so, and when it happened where anybody keeps that.
 *   E2. What could not be found out is a step too, with why: nothing is guessed, and nothing left out in silence.
 *   E3. Chapters follow from cause to effect, and the steps of each from the first to the last.
 */
export function tellStory(facts: NodeFacts): Story {
  const chapters: readonly (Chapter | undefined)[] = [
    tellTag(facts),
    tellSchedule(facts),
    tellWindow(facts),
    tellPart(facts),
    tellVerdict(facts),
    tellNotices(facts),
    tellNext(facts),
  ];
  return {
    node: facts.nodeId,
    window: facts.part?.node.windowId,
    zone: zoneOf(facts),
    headline: sayHeadline(facts),
    chapters: chapters.filter((each) => each !== undefined),
  };
}

/** The zone of the window as it was, or of its schedule as it is. */
export function zoneOf({ part, catalogue, schedule }: Pick<NodeFacts, 'part' | 'catalogue' | 'schedule'>): string {
  if (part?.record.kind === 'known') return part.record.value.entry.zone;
  const entries = catalogue.kind === 'read' ? catalogue.entries : [];
  return entries.find(({ value }) => value === schedule)?.zone ?? 'UTC';
}

function sayHeadline(facts: NodeFacts): string {
  const { nodeId, part, tags, judged, catalogue } = facts;
  const name = part?.node.name ?? (tags.kind === 'known' ? tags.value.name : undefined);
  const who = name === undefined ? nodeId : `${name} (${nodeId})`;
  if (part !== undefined) {
    const { windowId, verdict, reason } = part.node;
    return verdict === undefined
      ? `${who} has no verdict yet in the window ${windowId}.`
      : `${who}: ${verdict} in the window ${windowId}. ${sayReason(reason)}`;
  }
  const reason = reasonOfTag(tags, judged, catalogue);
  return reason === undefined
    ? `${who}: no window in the ledger had it on its roster.`
    : `${who}: no window owes it a patch. ${sayReason(reason)}`;
}
