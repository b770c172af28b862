import { describe, expect, it } from '@jest/globals';
import { readOrganization } from '../organization/read-organization.ts';
import { buildRun, type Observation } from './build-run.ts';
import { paintFor, paintNothing } from './paint.ts';
import { printRun } from './print-run.ts';
import { sampleObservation } from './sample-observation.ts';

const sample = (overrides: Partial<Observation> = {}) =>
  buildRun({ ...sampleObservation(readOrganization('examples/single-account.json')), ...overrides });

describe('printRun()', () => {
  it('tells the story of a weekend in words and ends with the sums', () => {
    const text = printRun(sample(), paintNothing);
    const table = text.slice(text.indexOf('\nWindows\n') + 1);

    expect(text.slice(0, text.indexOf('\nWhat happened'))).toMatchInlineSnapshot(`
"Example Bakery
2026-03-06 Fri 18:00 to 2026-03-09 Mon 06:00, Europe/Berlin
1 account, 1 Region (eu-central-1), 25 nodes, seed 1
"
`);
    expect(
      text.slice(text.indexOf('What happened'), text.indexOf('\nWhat people')).split('\n').slice(0, 5).join('\n'),
    ).toMatchInlineSnapshot(`
"What happened
  Fri 22:00  · 22FRI               window opens: 1 node in 1 cell, 3 h to the cutoff
  Sat 02:00  · 2SAT                window opens: 2 nodes in 1 cell, 3 h to the cutoff
  Sat 02:05  · 22FRI               final: 1 patched
  Sat 06:00  · 6SAT                window opens: 2 nodes in 1 cell, 3 h to the cutoff"
`);
    expect(table).toMatchInlineSnapshot(`
"Windows
  window            opens      state  roster  patched  pending-reboot  failed  skipped  missed
  22FRI@2026-03-06  Fri 22:00  final       1        1               ·       ·        ·       ·
  2SAT@2026-03-07   Sat 02:00  final       2        2               ·       ·        ·       ·
  6SAT@2026-03-07   Sat 06:00  final       2        2               ·       ·        ·       ·
  10SAT@2026-03-07  Sat 10:00  final       2        2               ·       ·        ·       ·
  14SAT@2026-03-07  Sat 14:00  final       2        2               ·       ·        ·       ·
  18SAT@2026-03-07  Sat 18:00  final       2        2               ·       ·        ·       ·
  22SAT@2026-03-07  Sat 22:00  final       1        1               ·       ·        ·       ·
  2SUN@2026-03-08   Sun 02:00  final       2        2               ·       ·        ·       ·
  6SUN@2026-03-08   Sun 06:00  final       1        1               ·       ·        ·       ·
  10SUN@2026-03-08  Sun 10:00  final       1        ·               ·       1        ·       ·
  14SUN@2026-03-08  Sun 14:00  final       1        ·               1       ·        ·       ·
  18SUN@2026-03-08  Sun 18:00  final       1        ·               ·       ·        ·       1
  22SUN@2026-03-08  Sun 22:00  final       2        2               ·       ·        ·       ·
  ────────────────────────────────────────────────────────────────────────────────────────────
  total                                   20       17               1       1        ·       1

Owed by no window
     2  immutable         The node is replaced, not patched.
     1  exempt            The node is exempt from patching.
     1  malformed         The value of the tag is not a schedule.
     1  untagged          The node carries no tag maintenance:patching.
"
`);
  });

  it('says when sweeps were withheld, and what IAM refused', () => {
    const observation = sampleObservation(readOrganization('examples/single-account.json'));
    const { from, record } = observation;
    const refusal = {
      at: from,
      principal: 'role/sweep-windows',
      action: 'ssm:StartAutomationExecution',
      resource: '*',
    };
    const text = printRun(
      sample({
        withoutTicks: { from, to: new Date('2026-03-06T20:00:00Z') },
        record: { ...record, refusals: [refusal, refusal] },
      }),
      paintNothing,
    );

    expect(text).toContain('Fri 18:00  ! sweeps              no sweep comes until Fri 21:00');
    expect(text).toContain(
      'The control plane broke\n  AccessDenied: role/sweep-windows may not ssm:StartAutomationExecution on *\n',
    );
  });
});

describe('paintFor()', () => {
  it('colours a terminal only, unless that wants none', () => {
    expect(paintFor({ isTTY: true }, {})('red', 'x')).toBe('\u001b[31mx\u001b[39m');
    expect(paintFor({ isTTY: true }, { NO_COLOR: '1' })('red', 'x')).toBe('x');
    expect(paintFor({}, {})('red', 'x')).toBe('x');
  });
});
