import { describe, expect, it } from '@jest/globals';
import { readOrganization } from '../organization/read-organization.ts';
import { buildRun } from './build-run.ts';
import { htmlPage } from './html-page.ts';
import { sampleObservation } from './sample-observation.ts';

const run = buildRun(sampleObservation(readOrganization('examples/default.json')));
const page = htmlPage(run);

describe('htmlPage()', () => {
  it('asks for nothing from elsewhere', () => {
    expect(page).not.toMatch(/\b(src|href)=|@import|url\(|https?:/);
  });

  it('escapes every text of the run', () => {
    expect(page).toContain('9 nodes &lt;final&gt; &amp; told');
    expect(page).not.toContain('<final>');
  });

  it('draws a bar for each window and cell that owed nodes, with its verdicts in words', () => {
    const owed = new Set(
      run.nodes.flatMap(({ window, account, region }) => (window === null ? [] : `${window} ${account} ${region}`)),
    );

    expect(page.match(/<div class="bar" role="img"/g)).toHaveLength(owed.size);
    expect(page).toContain('aria-label="2SUN@2026-03-08 in payments-prod, eu-west-1: 2 patched, 2 missed"');
  });

  it('puts a bar where its window is: the first of 60 hours begins after 4, and takes 4', () => {
    expect(page).toContain('style="left:6.667%;width:6.667%;--cutoff:75.0%"');
  });

  it('draws a tick for each install and lists every node', () => {
    expect(page.match(/<i class="tick" /g)).toHaveLength(run.installs.length);
    expect(page.split('id="nodes"')[1]?.split('</table>')[0]?.match(/<tr>/g)).toHaveLength(run.nodes.length + 1);
  });

  it('says at the top when the control plane broke, and not otherwise', () => {
    expect(page).not.toContain('role="alert"');
    expect(htmlPage({ ...run, problems: ['P3: <2SAT> does not add up'] })).toContain(
      '<li>P3: &lt;2SAT&gt; does not add up</li>',
    );
  });
});
