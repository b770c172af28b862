import type { Notice } from '../domain/reporting/notice.ts';
import { fileDateOf, type ReportKind } from '../domain/reports/report-period.ts';

/** A report lies in the bucket: what it says in short, and where it is. */
export function reportNotice({
  kind,
  at,
  headline,
  lines,
  wanting,
  place,
}: {
  readonly kind: ReportKind;
  readonly at: Date;
  readonly headline: string;
  readonly lines: readonly string[];
  readonly wanting: number;
  readonly place: { readonly bucket: string; readonly region: string; readonly folder: string };
}): Notice {
  const { bucket, region, folder } = place;
  return {
    key: `report#${kind}#${fileDateOf(at)}`,
    kind: 'report-ready',
    severity: wanting > 0 ? 'warning' : 'info',
    subject: headline,
    happened: `${headline}. The report is in s3://${bucket}/${folder}/, as a page, as CSV with one row a node, and as JSON.`,
    details: lines,
    next: [
      `Read it: ${consoleLink(region)}/s3/buckets/${bucket}?region=${region}&prefix=${folder}/ (you sign in; it is no link that opens to everybody).`,
      `Or fetch it: aws s3 cp --recursive s3://${bucket}/${folder}/ .`,
    ],
    about: { report: kind },
  };
}

/** A link that was signed by a Lambda function would open to whoever has the mail, and end with the role's session. */
function consoleLink(region: string): string {
  if (region.startsWith('cn-')) return 'https://console.amazonaws.cn';
  return region.startsWith('us-gov-') ? 'https://console.amazonaws-us-gov.com' : 'https://console.aws.amazon.com';
}
