/** `patchplane report`: the weekly and the monthly report, made now, by the same code that files them. */
import path from 'node:path';
import { type Command, Option } from 'commander';
import { fileDateOf, type Period, periodBefore } from '../../shared/domain/reports/report-period.ts';
import { tagAudit } from '../../shared/domain/reports/tag-audit.ts';
import { weeklyCompliance } from '../../shared/domain/reports/weekly-compliance.ts';
import { type Report, reportFiles, reportJson } from '../../shared/reports/report-files.ts';
import { sayReport } from '../../shared/reports/say-report.ts';
import { writeText } from '../catalogue-folder/write-text.ts';
import type { End } from '../end.ts';
import { type ExitCode, FINDINGS, FINE } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { paintFor } from '../printing/paint.ts';
import { visible } from '../printing/visible.ts';

interface Flags {
  readonly monthly?: true;
  readonly out?: string;
  readonly json?: true;
}

export function addReportCommand(program: Command, io: Io, end: End): void {
  program
    .command('report')
    .description('compliance of the last week, or an audit of the tags')
    .addOption(
      new Option('--weekly', 'compliance of the last seven days; so unless --monthly is given').conflicts('monthly'),
    )
    .option('--monthly', 'the tags against the catalogue, and who changed them in the last month')
    .option('--out <dir>', 'write it there as JSON, CSV and a page')
    .option('--json', 'print a JSON object')
    .action(async (flags: Flags) => end(await report(io, flags)));
}

async function report(io: Io, { monthly, out, json }: Flags): Promise<ExitCode> {
  const kind = monthly ? 'monthly' : 'weekly';
  const made = await makeReport(io, periodBefore(kind, io.now), kind);
  const { headline, lines, wanting } = sayReport(made);
  const written: string[] = [];
  for (const { name, text } of out === undefined ? [] : reportFiles(made)) {
    const file = path.join(out ?? '', `${fileDateOf(made.to)}-${name}`);
    writeText(io, file, text);
    written.push(`Wrote ${file}`);
  }
  const said = [paintFor(io)('bold', headline), ...lines, ...written].map(visibleButPaint);
  io.out(json ? reportJson(made) : `${said.join('\n')}\n`);
  return wanting === 0 ? FINE : FINDINGS;
}

async function makeReport(io: Io, period: Period, kind: Report['kind']): Promise<Report> {
  const hub = await io.hub();
  return kind === 'weekly' ? weeklyCompliance(await hub.observeWeek(period)) : tagAudit(await hub.observeAudit(period));
}

/** The first line is painted by us; names of nodes and tags may hold anything. */
function visibleButPaint(line: string, index: number): string {
  return index === 0 ? line : visible(line);
}
