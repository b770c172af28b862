import { cellKey } from '../window/node.ts';
import type { NodeRecord } from './ledger-records.ts';
import type { NodeFacts } from './node-facts.ts';
import { pageOf, sayReason } from './say-reason.ts';
import { type Chapter, chapter, type Step } from './story.ts';
import { reasonOfTag } from './tell-tag.ts';

/** Verdicts in other windows that are named. */
const OTHERS_MAX = 5;

type VerdictFacts = Pick<NodeFacts, 'part' | 'others' | 'later' | 'tags' | 'judged' | 'catalogue'>;

/** What the node came to, and why; or why no window owes it anything. */
export function tellVerdict(facts: VerdictFacts): Chapter {
  const { part, others, later } = facts;
  return chapter('The verdict', [
    ...(part === undefined ? tellNoWindow(facts) : tellVerdictOf(part.node)),
    ...(later === undefined
      ? []
      : [
          {
            at: later.window.opensAt,
            said: `The window ${later.window.id} of its schedule came without it.`,
            source: `ledger, WINDOW#${later.window.id} STATE`,
          },
        ]),
    ...others.slice(0, OTHERS_MAX).map(tellOther),
  ]);
}

function tellVerdictOf(node: NodeRecord): Step[] {
  const { verdict, reason, amendedFrom, amendedAt } = node;
  const source = sourceOf(node);
  if (verdict === undefined || reason === undefined) return [{ said: 'It has no verdict yet.', source }];
  const said = `${verdict} (${reason}). ${sayReason(reason)} See ${pageOf(reason)}.`;
  if (amendedFrom === undefined) return [{ said: `Its verdict is ${said}`, source }];
  return [
    { said: `Its verdict was ${amendedFrom.verdict} (${amendedFrom.reason}) at first.`, source },
    { at: amendedAt, said: `Later evidence amended the verdict: it is ${said}`, source },
  ];
}

function tellNoWindow({ tags, judged, catalogue }: VerdictFacts): Step[] {
  const source = 'ledger, index node';
  const reason = reasonOfTag(tags, judged, catalogue);
  const none = { said: 'No window in the ledger had it on its roster.', source };
  return reason === undefined
    ? [none]
    : [
        none,
        {
          said: `No window owes it a patch (${reason}). ${sayReason(reason)} See ${pageOf(reason)}.`,
          source: tags.kind === 'known' ? 'its tag now' : 'its tag when it was last judged',
        },
      ];
}

function tellOther(node: NodeRecord): Step {
  const { windowId, verdict = 'without a verdict', reason } = node;
  return {
    said: `In ${windowId} it was ${verdict}${reason === undefined ? '' : ` (${reason})`}.`,
    source: sourceOf(node),
  };
}

function sourceOf(node: NodeRecord): string {
  return `ledger, WINDOW#${node.windowId}#${cellKey(node)} NODE#${node.id}`;
}
