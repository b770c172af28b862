/** A report in a few lines, for the notice and the terminal. */
import { STANDINGS, type Standing, WANTING } from '../domain/reports/standing.ts';
import { unauthorised, wrongTags } from '../domain/reports/tag-audit.ts';
import { TAG_CLASSES } from '../domain/tagging/tag-census.ts';
import { VERDICTS } from '../domain/window/verdict.ts';
import type { Report } from './report-files.ts';
import { sayMany, sayTrail } from './say-trail.ts';

export interface SaidReport {
  /** Such as `Week to 2026-03-09: 133 nodes, 4 wanting`. */
  readonly headline: string;
  readonly lines: readonly string[];
  /** Nodes and changes about which somebody has to do something. */
  readonly wanting: number;
}

/** Nodes and changes that are named one by one; the files have all. */
const NAMED_MAX = 20;

export function sayReport(report: Report): SaidReport {
  const until = report.to.toISOString().slice(0, 'YYYY-MM-DD'.length);
  if (report.kind === 'weekly') {
    const { nodes, standings, total } = report;
    const wanting = nodes.filter(({ standing }) => WANTING.has(standing));
    const { final, missed, skipped, 'under-way': underWay } = total.windows;
    return {
      headline: `Week to ${until}: ${sayMany(nodes.length, 'node')}, ${wanting.length} wanting`,
      lines: [
        `Windows: ${final} final, ${missed} missed, ${skipped} skipped${underWay === 0 ? '' : `, ${underWay} under way`}`,
        `Verdicts: ${listed(VERDICTS.map((kind) => [kind, total.verdicts[kind]]))}, of ${total.roster}`,
        `Nodes: ${listed(standingsOf(standings))}`,
        ...first(
          wanting.map(
            ({ id, account, region, name, standing, unpatchedWindows }) =>
              `${standing}: ${[id, account, region, name].filter((word) => word !== undefined).join(' ')}${
                standing === 'overdue' ? `, ${sayMany(unpatchedWindows, 'window')} without a patch` : ''
              }`,
          ),
        ),
        ...report.unread.map((line) => `Not known: ${line}`),
      ],
      wanting: wanting.length,
    };
  }
  const changes = unauthorised(report);
  const wrong = wrongTags(report);
  return {
    headline: `Tag audit to ${until}: ${sayMany(report.nodes.length, 'node')}, ${wrong.length} wrong, ${sayMany(changes.length, 'unauthorised change')}`,
    lines: [
      `Tags: ${TAG_CLASSES.map((each) => `${report.counts[each]} ${each}`).join(', ')}, of ${report.nodes.length}`,
      `Drift: ${sayMany(report.drifted, 'node')} with another value than at the last audit`,
      sayTrail(report),
      ...first(
        changes.map(
          ({ at, by = 'a principal that CloudTrail does not name', nodeId, account, key, value, fault }) =>
            `${at.toISOString()} ${by} ${value === undefined ? `removed ${key}` : `set ${key} = ${JSON.stringify(value)}`} on ${nodeId} in ${account}: ${fault}`,
        ),
      ),
      ...report.offenders.map(({ who, refused }) => `Repeat offender: ${who}, ${refused} changes refused`),
      ...report.unread.map((line) => `Not known: ${line}`),
    ],
    wanting: wrong.length + changes.length,
  };
}

function standingsOf(counts: Readonly<Record<Standing, number>>): (readonly [string, number])[] {
  return Object.keys(STANDINGS).flatMap((kind) => (isStanding(kind) ? [[kind, counts[kind]] as const] : []));
}

function isStanding(kind: string): kind is Standing {
  return Object.hasOwn(STANDINGS, kind);
}

function listed(counts: readonly (readonly [string, number])[]): string {
  const there = counts.filter(([, count]) => count > 0);
  return there.length === 0 ? 'none' : there.map(([kind, count]) => `${count} ${kind}`).join(', ');
}

function first(lines: readonly string[]): string[] {
  const more = lines.length - NAMED_MAX;
  return [...lines.slice(0, NAMED_MAX), ...(more > 0 ? [`... and ${more} more`] : [])];
}
