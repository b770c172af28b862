import { approvedValues, type Catalogue } from '../catalogue/catalogue-entry.ts';
import type { Reason } from '../reporting/reasons.ts';
import type { Guess } from '../tagging/doctor.ts';
import { judgeReserved } from '../tagging/judge-reserved.ts';
import { judgeTag, type ValueVerdict } from '../tagging/judge-tag.ts';
import { PATCHING_TAG, WAVE_TAG } from '../tagging/tag-keys.ts';
import type { TagRecord } from './ledger-records.ts';
import type { Known, NodeFacts, TagsNow } from './node-facts.ts';
import { type Chapter, chapter, type Step, unknown } from './story.ts';

type TagFacts = Pick<NodeFacts, 'nodeId' | 'now' | 'tags' | 'judged' | 'exception' | 'catalogue' | 'part'>;

/** What the node's tags ask for: as they were judged when they last changed, and as they are. */
export function tellTag(facts: TagFacts): Chapter {
  return chapter('The tag', [tellJudged(facts), ...tellTags(facts)]);
}

function tellJudged({ nodeId, judged }: TagFacts): Step {
  const source = `ledger, TAG#${nodeId}`;
  if (judged === undefined) return { said: 'No change of the tag has been judged.', source };
  const value = judged.value === undefined ? 'was not there' : `said ${JSON.stringify(judged.value)}`;
  return { said: `When it was last judged, the tag ${value}. ${sayJudged(judged)}`, source };
}

function sayJudged({ verdict, change }: TagRecord): string {
  const count = change === 1 ? 'one change' : `${change} changes`;
  return `It was judged ${verdict ?? 'not at all'}; the ledger counts ${count}, and keeps no time for them.`;
}

function tellTags({ now, tags, exception, catalogue, part }: TagFacts): Step[] {
  if (tags.kind === 'unknown') {
    return [unknown('the tags of the node', `What the tag says now is not known: ${tags.why}`)];
  }
  const { patching, wave, patchGroup, source } = tags.value;
  const others = [
    ...(wave === undefined ? [] : [`${WAVE_TAG} says ${JSON.stringify(wave)}`]),
    ...(patchGroup === undefined ? [] : [`PatchGroup says ${JSON.stringify(patchGroup)}`]),
  ];
  const worth = worthOf(patching, catalogue);
  const moved = part !== undefined && patching !== part.node.windowId.split('@')[0];
  const said = [
    patching === undefined
      ? `Now the node carries no tag ${PATCHING_TAG}.`
      : `Now the tag ${PATCHING_TAG} says ${JSON.stringify(patching)}.`,
    worth === undefined
      ? 'What it is worth is not known, since the catalogue cannot be read.'
      : sayWorth(worth, { now, exception }),
    ...others.map((other) => `The tag ${other}.`),
    ...(moved ? ['It has changed since the window that is told here.'] : []),
  ];
  return [{ at: now, said: said.join(' '), source }];
}

function worthOf(value: string | undefined, catalogue: Catalogue): ValueVerdict | undefined {
  return catalogue.kind === 'unread' ? undefined : judgeTag(value, approvedValues(catalogue));
}

function sayWorth(worth: ValueVerdict, excuse: Pick<TagFacts, 'now' | 'exception'>): string {
  switch (worth.kind) {
    case 'approved':
      return 'That is an approved schedule.';
    case 'reserved':
      return worth.value === 'EXEMPT'
        ? `That is the reserved value of an exception: no window touches the node. ${sayException(excuse)}`
        : 'That is the reserved value of nodes that are replaced: no window touches the node.';
    case 'missing':
      return 'Without it no window owes the node a patch.';
    case 'not-approved':
      return `That is a schedule, but not one in force.${sayGuess(worth.nearest)}`;
    case 'malformed':
      return `${worth.problem}${sayGuess(worth.nearest)}`;
  }
}

function sayException({ now, exception }: Pick<TagFacts, 'now' | 'exception'>): string {
  const verdict = judgeReserved('EXEMPT', { now, exception, grouped: false, replaceAllowed: false });
  if (verdict.kind === 'unexcused') return `${verdict.problem} So the tag does not comply.`;
  return `It was approved, and stands until ${exception?.until.toISOString()}.`;
}

function sayGuess(nearest: Guess): string {
  return nearest.kind === 'meant' ? ` Probably ${nearest.value} was meant.` : '';
}

/** Why no window owes a node anything, as far as its tag says it; undefined where the tag asks for a window, or is not known. */
export function reasonOfTag(
  tags: Known<TagsNow>,
  judged: TagRecord | undefined,
  catalogue: Catalogue,
): Reason | undefined {
  if (tags.kind === 'unknown' && judged === undefined) return undefined;
  const worth = worthOf(tags.kind === 'known' ? tags.value.patching : judged?.value, catalogue);
  switch (worth?.kind) {
    case undefined:
    case 'approved':
      return undefined;
    case 'reserved':
      return worth.value === 'EXEMPT' ? 'exempt' : 'immutable';
    case 'missing':
      return 'untagged';
    case 'not-approved':
      return 'not-approved';
    case 'malformed':
      return 'malformed';
  }
}
