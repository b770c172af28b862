import type { TagAudit } from '../domain/reports/tag-audit.ts';
import type { WeeklyCompliance } from '../domain/reports/weekly-compliance.ts';
import { auditCsv } from './audit-csv.ts';
import { auditPage } from './audit-page.ts';
import { weeklyCsv } from './weekly-csv.ts';
import { weeklyPage } from './weekly-page.ts';

export type Report = WeeklyCompliance | TagAudit;

export interface ReportText {
  readonly name: string;
  readonly contentType: string;
  readonly text: string;
}

/** A report as people, spreadsheets and programs read it. */
export function reportFiles(report: Report): ReportText[] {
  const weekly = report.kind === 'weekly';
  const name = weekly ? 'compliance' : 'tag-audit';
  return [
    { name: `${name}.json`, contentType: 'application/json', text: reportJson(report) },
    {
      name: `${name}.csv`,
      contentType: 'text/csv; charset=utf-8',
      text: weekly ? weeklyCsv(report) : auditCsv(report),
    },
    {
      name: `${name}.html`,
      contentType: 'text/html; charset=utf-8',
      text: weekly ? weeklyPage(report) : auditPage(report),
    },
  ];
}

/** Raised when a field changes its meaning or goes away; new ones may come at any time. */
const VERSION = 1;

export function reportJson(report: Report): string {
  return `${JSON.stringify({ version: VERSION, ...report })}\n`;
}
