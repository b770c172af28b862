import type { IncidentRows } from '../aws/ledger/notice-rows.ts';
import { decideRepeats, type Repeat, repeatKey } from '../domain/reporting/incident.ts';
import type { Notice } from '../domain/reporting/notice.ts';
import { seam } from '../platform/seam.ts';
import { howToAnswer } from './how-to-answer.ts';
import { sayCount, sayInstant } from './say.ts';
import type { Tell } from './teller.ts';

/**
 * Has incidents that nobody has acknowledged speak again. Told first and recorded then: a crash in between comes to the
 * same key, which is not told twice (P4). One that cannot be told or read keeps no other silent; it fails the invocation
 * once all are tried (P6).
 */
export function repeater(rows: Pick<IncidentRows, 'open' | 'markSpoken'>, tell: Tell): () => Promise<void> {
  const speakAgain = async (repeat: Repeat, at: Date) => {
    await tell(repeatNotice(repeat));
    await rows.markSpoken(repeat.incident.notice.key, { count: repeat.count, at });
  };
  return async () => {
    const now = seam().now();
    const read = await rows.open();
    const broken: unknown[] = read.filter((row) => row instanceof Error);
    const incidents = read.flatMap((row) => (row instanceof Error ? [] : [row]));
    for (const repeat of decideRepeats(incidents, now)) {
      await speakAgain(repeat, now).catch((error: unknown) => broken.push(error));
    }
    if (broken.length > 0)
      throw new AggregateError(broken, `Cannot repeat ${sayCount(broken.length, 'incident')}: ${broken.join('; ')}`);
  };
}

/** The same facts, with how long nobody has answered. It is no incident of its own: the first one stays the one. */
function repeatNotice({ incident, count, daysOpen }: Repeat): Notice {
  const { notice, toldAt } = incident;
  return {
    ...notice,
    key: repeatKey(notice.key, count),
    subject: `STILL OPEN (${sayCount(daysOpen, 'day')}): ${notice.subject}`,
    happened: `Nobody has acknowledged this since ${sayInstant(toldAt, 'UTC')}. ${notice.happened}`,
    next: [...howToAnswer(notice), ...notice.next],
    incident: false,
  };
}
