import { describe, expect, it } from '@jest/globals';
import { tagAudit } from '../domain/reports/tag-audit.ts';
import { weeklyCompliance } from '../domain/reports/weekly-compliance.ts';
import { aNodeRecord, aWindowRecord } from '../testing/explain-builders.ts';
import { aSeenNode, aTagChange, someAuditFacts, someWeekFacts } from '../testing/report-builders.ts';
import { type Report, reportFiles } from './report-files.ts';
import { sayReport } from './say-report.ts';

const NASTY = '<script>alert("2SAT")</script>';
const id = (number: number) => `i-${String(number).padStart(17, '0')}`;

const week = weeklyCompliance(
  someWeekFacts({
    windows: [aWindowRecord({ roster: 2 })],
    parts: [aNodeRecord({ id: id(1) }), aNodeRecord({ id: id(2), verdict: 'failed', reason: 'command-failed' })],
    inventory: [
      aSeenNode({ id: id(1), name: NASTY, owner: '=HYPERLINK("http://example.com")' }),
      aSeenNode({ id: id(2), name: 'db' }),
      aSeenNode({ id: id(3), value: NASTY }),
    ],
    pasts: new Map([
      [id(2), { unpatchedWindows: 3, last: aNodeRecord({ id: id(2), verdict: 'failed', reason: 'command-failed' }) }],
    ]),
    unread: ['AWS Config is behind'],
  }),
);

const audit = tagAudit(
  someAuditFacts({
    inventory: [
      aSeenNode({ id: id(1), value: '2SAT' }),
      aSeenNode({ id: id(2), value: NASTY }),
      aSeenNode({ id: id(3), value: undefined }),
    ],
    baseline: new Map([
      [id(1), { at: new Date('2026-02-09T12:00:00Z'), value: '22FRI', change: 0 }],
      [id(3), { at: new Date('2026-02-09T12:00:00Z'), value: undefined, change: 0 }],
    ]),
    trail: {
      changes: [1, 2, 3].map((number) =>
        aTagChange({ nodeId: id(2), value: NASTY, at: new Date(Date.UTC(2026, 2, 6, 20, number)) }),
      ),
      asked: [id(2)],
      leftOut: [id(9)],
      unreadCells: [],
    },
  }),
);

const both: readonly [string, Report][] = [
  ['weekly', week],
  ['monthly', audit],
];

describe.each(both)('reportFiles() of the %s report', (_, report) => {
  const [json, csv, page] = reportFiles(report);

  it('is JSON, CSV with one row a node, and a page', () => {
    expect(JSON.parse(json?.text ?? '')).toMatchObject({ version: 1, kind: report.kind });
    expect(csv?.text.trimEnd().split('\r\n')).toHaveLength(report.nodes.length + 1);
    expect(page?.text).toMatch(/^<!doctype html>/);
  });

  it('writes a page that runs nothing and loads nothing', () => {
    expect(page?.text).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'`);
    expect(page?.text).not.toMatch(/<script|<link|<img|src=|url\(|@import/i);
  });

  it('is the same, byte for byte, of the same facts', () => {
    expect(reportFiles(report)).toEqual(reportFiles(report));
  });
});

describe('what may be written into a tag', () => {
  it('becomes neither markup nor a formula', () => {
    expect(reportFiles(audit)[2]?.text).toContain('&lt;script&gt;');
    expect(reportFiles(week)[1]?.text).toContain(`"'=HYPERLINK(""http://example.com"")"`);
  });
});

describe('sayReport()', () => {
  it('says the week in a few lines', () => {
    const { headline, lines, wanting } = sayReport(week);
    expect([headline, ...lines].join('\n')).toMatchInlineSnapshot(`
"Week to 2026-03-09: 3 nodes, 2 wanting
Windows: 1 final, 0 missed, 0 skipped
Verdicts: 1 patched, 1 failed, of 2
Nodes: 1 overdue, 1 unproven, 1 malformed
overdue: i-00000000000000002 444455556666 eu-west-1 db, 3 windows without a patch
malformed: i-00000000000000003 444455556666 eu-west-1 payments-db-01
Not known: AWS Config is behind"
`);
    expect(wanting).toBe(2);
  });

  it('says the audit in a few lines', () => {
    const { headline, lines, wanting } = sayReport(audit);
    expect([headline, ...lines].join('\n')).toMatchInlineSnapshot(`
"Tag audit to 2026-03-09: 3 nodes, 2 wrong, 3 unauthorised changes
Tags: 1 valid, 1 missing, 1 malformed, 0 not-approved, 0 exempt-or-immutable, of 3
Drift: 1 node with another value than at the last audit
CloudTrail was asked about 1 node of which a change is known. 1 more have changed; who changed them was not looked up. It may be a quarter of an hour behind.
2026-03-06T20:01:00.000Z arn:aws:sts::444455556666:assumed-role/AppDeploy/build-17 set maintenance:patching = "<script>alert(\\"2SAT\\")</script>" on i-00000000000000002 in 444455556666: malformed
2026-03-06T20:02:00.000Z arn:aws:sts::444455556666:assumed-role/AppDeploy/build-17 set maintenance:patching = "<script>alert(\\"2SAT\\")</script>" on i-00000000000000002 in 444455556666: malformed
2026-03-06T20:03:00.000Z arn:aws:sts::444455556666:assumed-role/AppDeploy/build-17 set maintenance:patching = "<script>alert(\\"2SAT\\")</script>" on i-00000000000000002 in 444455556666: malformed
Repeat offender: 444455556666 role AppDeploy, 3 changes refused"
`);
    expect(wanting).toBe(5);
  });

  it('names a few of many', () => {
    const inventory = Array.from({ length: 25 }, (_, index) => aSeenNode({ id: id(index), value: undefined }));
    expect(sayReport(weeklyCompliance(someWeekFacts({ inventory }))).lines.at(-1)).toBe('... and 5 more');
  });

  it('has nothing to say of an empty fleet', () => {
    expect(sayReport(weeklyCompliance(someWeekFacts()))).toMatchObject({ wanting: 0 });
    expect(sayReport(tagAudit(someAuditFacts())).wanting).toBe(0);
  });
});

it('shows many rows on the page, and leaves the rest to the CSV', () => {
  const inventory = Array.from({ length: 510 }, (_, index) => aSeenNode({ id: id(index), value: undefined }));
  const [, csv, page] = reportFiles(weeklyCompliance(someWeekFacts({ inventory })));
  expect(page?.text).toContain('and 10 more: the CSV');
  expect(csv?.text.trimEnd().split('\r\n')).toHaveLength(511);
});
