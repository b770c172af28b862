/** What the linter found, under the year in which one can look it up. */

import type { Finding } from '../../shared/domain/schedule/lint/finding.ts';
import { type Html, html } from '../../shared/html/html.ts';

/** A finding of ten years may have hundreds of dates; the command prints them all. */
const DATES_MAX = 12;

export function findingsSection(findings: readonly Finding[]): Html {
  if (findings.length === 0) return html``;
  return html`<section id="findings"><h2>What the linter found</h2><ul class="findings">${findings.map(
    ({ entry, code, sentence, dates, cure }) =>
      html`<li><b>${entry}</b> <code>${code}</code><p>${sentence}${datesOf(dates)}</p><p class="fine">${cure}</p></li>`,
  )}</ul></section>`;
}

function datesOf(dates: readonly string[]): Html {
  if (dates.length === 0) return html``;
  const rest = dates.length - DATES_MAX;
  const shown = dates.slice(0, DATES_MAX).join(', ');
  return html` <span class="dates">${rest > 0 ? `${shown} and ${rest} more` : shown}</span>`;
}
