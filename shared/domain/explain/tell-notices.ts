import type { NoticeRecord } from './ledger-records.ts';
import type { NodeFacts } from './node-facts.ts';
import { type Chapter, chapter, type Step } from './story.ts';

/** What people were told about the node and its window, and who answered. */
export function tellNotices({ notices }: Pick<NodeFacts, 'notices'>): Chapter {
  const steps = notices.flatMap(tellNotice);
  return chapter(
    'What was told',
    steps.length > 0 ? steps : [{ said: 'Nothing was told about it.', source: 'ledger' }],
  );
}

function tellNotice({ key, subject, notedAt, toldAt, ...answer }: NoticeRecord): Step[] {
  const source = `ledger, NOTICE#${key}`;
  const told = toldAt === undefined ? 'It was noted, and is not told yet' : 'It was told';
  const said = `${told}: ${JSON.stringify(subject)}.`;
  return [{ at: toldAt ?? notedAt, said, source }, ...tellAnswer(answer, source)];
}

function tellAnswer(
  { incident, acknowledged, repeats, spokeAt }: Pick<NoticeRecord, 'incident' | 'acknowledged' | 'repeats' | 'spokeAt'>,
  source: string,
): Step[] {
  if (!incident) return [];
  const times = repeats === 1 ? 'once' : `${repeats} times`;
  return [
    ...(spokeAt === undefined ? [] : [{ at: spokeAt, said: `It spoke again ${times}, here the last time.`, source }]),
    acknowledged === undefined
      ? { said: 'It is an incident, and nobody has acknowledged it.', source }
      : { at: acknowledged.at, said: `${acknowledged.by} acknowledged it: ${acknowledged.reason}`, source },
  ];
}
