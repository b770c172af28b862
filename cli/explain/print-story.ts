import type { Chapter, Step, Story } from '../../shared/domain/explain/story.ts';
import { formatLocal } from '../../shared/domain/schedule/local-time.ts';
import { isoInstant } from '../printing/iso-instant.ts';
import type { Paint } from '../printing/paint.ts';
import { visible } from '../printing/visible.ts';
import { wrapText } from '../printing/wrap-text.ts';

/** Such as `2026-03-06 22:00:00 +01:00`. */
const TIME_WIDTH = 26;
const TEXT_WIDTH = 88;

/** A story as people read it: on the left the time in the schedule's zone and in UTC, on the right what happened and who says so. */
export function printStory({ headline, zone, chapters }: Story, paint: Paint): string {
  const lines = [
    ...wrapText(visible(headline), TIME_WIDTH + TEXT_WIDTH).map((line) => paint('bold', line)),
    paint('dim', zone === 'UTC' ? 'Times are of UTC.' : `Times are of ${zone}, and below them of UTC.`),
    ...chapters.flatMap((chapter) => ['', ...linesOf(chapter, zone, paint)]),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function linesOf({ title, steps }: Chapter, zone: string, paint: Paint): string[] {
  const lines = steps.flatMap((step, index) => linesOfStep(step, { zone, paint, next: steps[index + 1] }));
  return [paint('bold', visible(title)), ...lines];
}

/** Steps in a row that have the same source name it once, below the last of them. */
function linesOfStep(
  { at, said, source, unknown }: Step,
  { zone, paint, next }: { zone: string; paint: Paint; next: Step | undefined },
): string[] {
  const times = at === undefined ? [] : zone === 'UTC' ? [isoInstant(at)] : [localTime(at, zone), isoInstant(at)];
  const sentences = wrapText(visible(said), TEXT_WIDTH).map((line) => (unknown ? paint('yellow', line) : line));
  const sources = next?.source === source ? [] : wrapText(`[${visible(source)}]`, TEXT_WIDTH);
  const texts = [...sentences, ...sources.map((line) => paint('dim', line))];
  const height = Math.max(times.length, texts.length);
  return Array.from(
    { length: height },
    (_, index) => `  ${(times[index] ?? '').padEnd(TIME_WIDTH)}  ${texts[index] ?? ''}`,
  );
}

function localTime(at: Date, zone: string): string {
  const local = formatLocal(at, zone);
  return `${local.slice(0, 10)} ${local.slice(11, 19)} ${local.slice(19)}`;
}
