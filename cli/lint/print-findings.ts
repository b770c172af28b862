import type { Finding } from '../../shared/domain/schedule/lint/finding.ts';
import { counted } from '../printing/counted.ts';
import type { Paint } from '../printing/paint.ts';
import { wrapText } from '../printing/wrap-text.ts';

export interface PrintedFindings {
  readonly folder: string;
  /** Such as `2026-01-01 to 2031-01-01`. */
  readonly stretch: string;
  readonly entries: number;
  readonly findings: readonly Finding[];
  readonly paint: Paint;
}

const LINE_WIDTH_MAX = 110;

/** All of them are in the JSON. */
const DATES_MAX = 6;

export function printFindings({ folder, stretch, entries, findings, paint }: PrintedFindings): string {
  const looked = `${folder}: ${counted(entries, 'entry', 'entries')}, ${stretch}`;
  const faulty = new Set(findings.map(({ entry }) => entry)).size;
  const sum =
    findings.length === 0
      ? paint('green', 'no findings')
      : paint('yellow', `${counted(findings.length, 'finding')} in ${counted(faulty, 'entry', 'entries')}`);
  return `${[looked, ...findings.flatMap((finding) => ['', ...linesOf(finding, paint)]), '', sum].join('\n')}\n`;
}

function linesOf({ entry, code, sentence, dates, cure }: Finding, paint: Paint): string[] {
  const more = dates.length - DATES_MAX;
  const told = dates.slice(0, DATES_MAX).join(', ');
  return [
    `${paint('bold', entry)}  ${paint('yellow', code)}`,
    ...indented(sentence),
    ...(dates.length === 0 ? [] : indented(more > 0 ? `${told} and ${more} more` : told)),
    ...indented(`Cure: ${cure}`).map((line) => paint('dim', line)),
  ];
}

function indented(text: string): string[] {
  return wrapText(text, LINE_WIDTH_MAX - 2).map((line) => `  ${line}`);
}
