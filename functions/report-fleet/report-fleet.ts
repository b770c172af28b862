import type { AuditRows } from '../../shared/aws/ledger/audit-rows.ts';
import type { ObservedAudit } from '../../shared/aws/observe-reports.ts';
import type { PutReport } from '../../shared/aws/put-report.ts';
import type { Notice } from '../../shared/domain/reporting/notice.ts';
import { fileDateOf, type Period, periodBefore } from '../../shared/domain/reports/report-period.ts';
import { tagAudit } from '../../shared/domain/reports/tag-audit.ts';
import { type WeekFacts, weeklyCompliance } from '../../shared/domain/reports/weekly-compliance.ts';
import type { ReportNudge } from '../../shared/inbound/report-nudge.ts';
import { reportNotice } from '../../shared/notices/report-notice.ts';
import { type Report, reportFiles } from '../../shared/reports/report-files.ts';
import { sayReport } from '../../shared/reports/say-report.ts';

export interface World {
  readonly observeWeek: (period: Period) => Promise<WeekFacts>;
  readonly observeAudit: (period: Period) => Promise<ObservedAudit>;
  readonly putReport: PutReport;
  readonly bucket: { readonly bucket: string; readonly region: string };
  readonly tell: (notice: Notice) => Promise<void>;
  readonly audits: Pick<AuditRows, 'write'>;
}

export interface ReportReport {
  readonly folder: string;
  readonly wanting: number;
  readonly unread: number;
}

/**
 * Reports on the fleet: observes, files what it found, tells where it lies. Made again for the same instant, it lies in
 * the same place and is told under the same key. What an audit by the clock has found is written down last, since the
 * next one goes by it; an audit that somebody asked for writes nothing down, so that drift is from month to month.
 */
export async function reportFleet({ cause, report: kind, at }: ReportNudge, world: World): Promise<ReportReport> {
  const period = periodBefore(kind, at);
  if (kind === 'weekly') return file(weeklyCompliance(await world.observeWeek(period)), world);

  const facts = await world.observeAudit(period);
  const filed = await file(tagAudit(facts), world);
  if (cause === 'tick') {
    const tags = facts.inventory.map(
      ({ id, value }) => [id, { value, change: facts.memory.get(id)?.change ?? 0 }] as const,
    );
    await world.audits.write({ at, tags: new Map(tags), baseline: facts.baseline });
  }
  return filed;
}

async function file(report: Report, world: World): Promise<ReportReport> {
  const { kind, to: at } = report;
  const folder = `${kind}/${fileDateOf(at)}`;
  for (const each of reportFiles(report)) await world.putReport(folder, each);
  const { headline, lines, wanting } = sayReport(report);
  await world.tell(reportNotice({ kind, at, headline, lines, wanting, place: { ...world.bucket, folder } }));
  return { folder, wanting, unread: report.unread.length };
}
