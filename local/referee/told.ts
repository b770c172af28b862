/** What people were told of windows: the messages that the topics accepted, one of each key. */
import type { Message } from '../record.ts';
import type { Evidence } from './evidence.ts';

export const VERDICTS = ['patched', 'pending-reboot', 'failed', 'skipped', 'missed', 'excepted'] as const;
export type Counts = Readonly<Record<(typeof VERDICTS)[number], number>>;

/** The end of a window as it was told. */
export interface ToldEnd {
  readonly window: string;
  readonly kind: 'window-final' | 'window-missed' | 'window-skipped';
  readonly at: Date;
  /** Of a digest; undefined if its text does not say. */
  readonly digest: { readonly roster: number; readonly counts: Counts } | undefined;
  readonly message: Message;
}

const ENDS = ['window-final', 'window-missed', 'window-skipped'] as const;

export function toldEnds({ record }: Evidence): ToldEnd[] {
  const seen = new Set<string>();
  return record.messages.flatMap((message) => {
    const { kind: text = '', window = '', key = '' } = message.attributes;
    const kind = ENDS.find((one) => one === text);
    // The mail and the chat message say the same; the mail is the one that has a subject. An incident speaks again.
    if (kind === undefined || message.subject === undefined || seen.has(key) || key.includes('#again#')) return [];
    seen.add(key);
    return [{ window, kind, at: message.at, digest: readDigest(message.body), message }];
  });
}

/** `Of the 5 nodes that it owed a patch: 3 patched, 2 missed.` */
export function readDigest(body: string): ToldEnd['digest'] {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
  if (/No node carries its schedule\./.test(body)) return { roster: 0, counts: countsOf(counts) };
  const [, roster, tally] = /Of the ([\d,]+) nodes? that it owed a patch: ([^.]+)\./.exec(body) ?? [];
  if (roster === undefined || tally === undefined) return undefined;
  for (const [, all = '', number = '', verdict = ''] of tally.matchAll(/(all )?([\d,]+) ([a-z-]+)/g)) {
    if (all === '' || verdict === 'patched') counts[verdict] = whole(number);
  }
  return { roster: whole(roster), counts: countsOf(counts) };
}

function countsOf(counts: Readonly<Record<string, number>>): Counts {
  const { patched = 0, failed = 0, skipped = 0, missed = 0, excepted = 0, 'pending-reboot': pending = 0 } = counts;
  return { patched, 'pending-reboot': pending, failed, skipped, missed, excepted };
}

function whole(text: string): number {
  return Number(text.replaceAll(',', ''));
}
