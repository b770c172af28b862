import { describe, expect, it } from '@jest/globals';
import { emailOf } from './render-notice.ts';
import { reportNotice } from './report-notice.ts';

const said = { headline: 'Week to 2026-03-09: 133 nodes, 4 wanting', lines: ['Windows: 13 final'], wanting: 4 };
const place = { bucket: 'patchplane-live-reports', region: 'eu-central-1', folder: 'weekly/2026-03-09T1200Z' };
const at = new Date('2026-03-09T12:00:00Z');

describe('reportNotice()', () => {
  it('says what the report says, and where it lies', () => {
    expect(emailOf(reportNotice({ kind: 'weekly', at, ...said, place }))).toMatchInlineSnapshot(`
"Week to 2026-03-09: 133 nodes, 4 wanting. The report is in s3://patchplane-live-reports/weekly/2026-03-09T1200Z/, as a page, as CSV with one row a node, and as JSON.

Details:
- Windows: 13 final

What is next:
- Read it: https://console.aws.amazon.com/s3/buckets/patchplane-live-reports?region=eu-central-1&prefix=weekly/2026-03-09T1200Z/ (you sign in; it is no link that opens to everybody).
- Or fetch it: aws s3 cp --recursive s3://patchplane-live-reports/weekly/2026-03-09T1200Z/ .

Notice report#weekly#2026-03-09T1200Z"
`);
  });

  it('is a warning only where something is wanting, and told once for an instant', () => {
    const fine = reportNotice({ kind: 'monthly', at, ...said, wanting: 0, place });
    expect(fine).toMatchObject({
      key: 'report#monthly#2026-03-09T1200Z',
      severity: 'info',
      about: { report: 'monthly' },
    });
    expect(reportNotice({ kind: 'monthly', at, ...said, place }).severity).toBe('warning');
  });

  it.each([
    ['cn-north-1', 'https://console.amazonaws.cn/'],
    ['us-gov-west-1', 'https://console.amazonaws-us-gov.com/'],
    ['eu-west-1', 'https://console.aws.amazon.com/'],
  ])('links the console of the partition of %s', (region, console) => {
    expect(reportNotice({ kind: 'weekly', at, ...said, place: { ...place, region } }).next[0]).toContain(console);
  });
});
