/**
 * The report's looks. Colours are safe for the common colour blindnesses (blue against vermilion, amber by lightness),
 * and each verdict has a sign and a texture beside its colour.
 */
import { palette } from '../../shared/html/palette.ts';

export const pageStyle = `${palette}
:root {
  --patched: #1f6f99; --on-patched: #ffffff;
  --pending: #f0b93a; --on-pending: #2b2003;
  --failed: #b9381b; --on-failed: #ffffff; --failed-stripe: #a52f14;
  --missed: #f7e3ef; --on-missed: #7d1f58; --missed-edge: #a8337b;
  --skipped: #c4c8ce; --on-skipped: #22262d;
  --excepted: #e6e0f3; --on-excepted: #433a68;
}
@media (prefers-color-scheme: dark) {
  :root {
    --patched: #4fa3cf; --on-patched: #06202d;
    --pending: #f0b93a; --on-pending: #2b2003;
    --failed: #ee7a58; --on-failed: #2c0b02; --failed-stripe: #de6742;
    --missed: #3a1f31; --on-missed: #f3b5d8; --missed-edge: #d072a8;
    --skipped: #5a616c; --on-skipped: #f1f2f4;
    --excepted: #3a3457; --on-excepted: #d9d2f2;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 2rem 4rem; max-width: 82rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 2.1rem; line-height: 1.15; letter-spacing: -0.02em; }
h2 { margin: 0 0 0.9rem; font-size: 1.15rem; letter-spacing: -0.01em; }
h3 { margin: 0 0 0.3rem; font-size: 0.85rem; }
header p { margin: 0.3rem 0 0; color: var(--soft); }
section { margin-top: 2.6rem; min-width: 0; }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 0.8em; }
i { font-style: normal; }
.fine { color: var(--soft); font-size: 0.82rem; overflow-wrap: anywhere; }
.alarm { margin-top: 1.2rem; padding: 0.9rem 1.1rem; border-left: 4px solid var(--critical); background: var(--raised); overflow-wrap: anywhere; }
.alarm h2 { margin: 0; color: var(--critical); } .alarm ul { margin: 0.4rem 0 0; padding-left: 1.1rem; }

.totals { display: flex; flex-wrap: wrap; gap: 0.6rem 1.9rem; margin: 1.4rem 0 0; padding: 0; list-style: none; color: var(--soft); }
.totals li { display: flex; align-items: baseline; gap: 0.4rem; }
.totals b { font-size: 1.5rem; line-height: 1; color: var(--ink); font-weight: 650; }
.totals .part { align-self: center; }

.part { display: inline-flex; align-items: center; justify-content: center; min-width: 1.35rem; height: 1.35rem; padding: 0 0.3rem;
  border-radius: 3px; font-size: 0.75rem; font-weight: 600; line-height: 1; white-space: nowrap; }
.part.patched { background: var(--patched); color: var(--on-patched); }
.part.pending-reboot { background: var(--pending); color: var(--on-pending); }
.part.failed { background: repeating-linear-gradient(135deg, var(--failed) 0 4px, var(--failed-stripe) 4px 8px); color: var(--on-failed); }
.part.missed { background: var(--missed); color: var(--on-missed); border: 1.5px dashed var(--missed-edge); }
.part.skipped { background: var(--skipped); color: var(--on-skipped); }
.part.excepted { background: var(--excepted); color: var(--on-excepted); }
.part.open { background: none; color: var(--soft); border: 1px solid var(--strong); }

.picture { margin: 0; padding: 0.4rem 1.2rem 1.1rem; background: var(--raised); border: 1px solid var(--line); border-radius: 10px; }
.row { display: grid; grid-template-columns: 10.5rem minmax(0, 1fr); align-items: stretch; border-top: 1px solid var(--line); }
.row.axis, .row.names { border: 0; }
.row .cell { display: flex; flex-direction: column; justify-content: center; padding: 0.35rem 0.8rem 0.35rem 0; font-size: 0.82rem; line-height: 1.3; }
.row .cell span, .row .cell i { color: var(--soft); } .row .cell i { font-size: 0.72rem; }
.row.names .cell { color: var(--soft); font-size: 0.75rem; }
.track { position: relative; height: 4.4rem; }
.axis .track { height: 1.9rem; } .names .track { height: 1.7rem; }
.hour { position: absolute; bottom: 0.2rem; padding-left: 0.3rem; border-left: 1px solid var(--line); color: var(--soft); font-size: 0.72rem; white-space: nowrap; }
.hour.major { border-color: var(--strong); } .hour b { color: var(--ink); }
.line { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--line); } .line.major { background: var(--strong); }
.name { position: absolute; top: 0.2rem; height: 1.3rem; display: flex; align-items: center; justify-content: center; font-size: 0.72rem; font-weight: 600; }
.name.missed { color: var(--on-missed); text-decoration: line-through; }
.bar { position: absolute; top: 0.35rem; height: 3.05rem; display: flex; flex-direction: column; gap: 1px; padding: 0 1.5px; }
.bar .part { width: 100%; min-width: 0; height: auto; min-height: 0.8rem; flex-basis: 0; padding: 0; font-size: 0.7rem; overflow: hidden; }
.bar::after { content: ''; position: absolute; left: 1.5px; width: calc(var(--cutoff) - 1.5px); top: calc(100% + 0.55rem); height: 2px; background: var(--strong); }
.tick { position: absolute; bottom: 0.4rem; width: 1.5px; height: 0.42rem; background: var(--ink); opacity: 0.8; }
.legend { display: flex; flex-wrap: wrap; gap: 0.45rem 1.5rem; margin: 1rem 0 0; padding: 0; list-style: none; color: var(--soft); font-size: 0.82rem; }
.legend b { color: var(--ink); font-weight: 600; }
.sample { position: static; display: inline-block; vertical-align: middle; margin: 0 0.45rem; } .rail.sample { width: 1.35rem; height: 2px; background: var(--strong); margin: 0 0.2rem 0 0; }

.columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 3rem; }
.timeline { margin: 0; padding: 0; list-style: none; font-size: 0.87rem; }
.timeline li { display: grid; grid-template-columns: 4.6rem 9.2rem minmax(0, 1fr); gap: 0 0.7rem; padding: 0.3rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.timeline li:first-child { border: 0; }
time { color: var(--soft); white-space: nowrap; }
.timeline b { font-weight: 600; }
.timeline .warning b, .notices .warning b::before { color: var(--warning); } .timeline .critical b, .notices .critical b::before { color: var(--critical); }
.notices .warning b::before, .notices .critical b::before { content: '! '; font-weight: 700; }
.timeline .opened span { color: var(--soft); }
.notices details { border-top: 1px solid var(--line); font-size: 0.87rem; } .notices details:first-child { border: 0; }
.notices summary { display: grid; grid-template-columns: 4.6rem minmax(0, 1fr) 0.8rem; gap: 0 0.7rem; padding: 0.3rem 0; cursor: pointer; list-style: none; overflow-wrap: anywhere; }
.notices summary::-webkit-details-marker { display: none; } .notices summary::after { content: '+'; color: var(--soft); } .notices [open] summary::after { content: '−'; }
.notices summary b { font-weight: 400; } .notices [open] summary b { font-weight: 600; }
.notices pre { margin: 0.3rem 0; padding: 0.9rem 1rem; background: var(--night); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55; }
.notices .fine { margin: 0 0 0.8rem; }

.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.87rem; }
th, td { padding: 0.32rem 0.8rem 0.32rem 0; text-align: left; font-weight: 400; vertical-align: middle; border-top: 1px solid var(--line); }
thead th { border: 0; color: var(--soft); font-size: 0.78rem; white-space: nowrap; }
tfoot th, tfoot td { border-top: 2px solid var(--strong); font-weight: 600; }
tbody th { font-weight: 600; }
.number { text-align: right; padding-right: 0.9rem; } .zero { padding: 0 0.3rem; color: var(--strong); }
.windows th, .windows td { white-space: nowrap; }
.nodes th code { color: var(--soft); font-weight: 400; margin-left: 0.4rem; } .nodes td span:not(.part) { color: var(--soft); }
.filter output { white-space: nowrap; }
.filter { display: flex; align-items: center; gap: 1rem; margin: 0 0 0.6rem; color: var(--soft); font-size: 0.87rem; }
.filter label { display: flex; align-items: center; gap: 0.6rem; flex: 0 1 24rem; }
.filter input { flex: 1; min-width: 0; padding: 0.4rem 0.7rem; border: 1px solid var(--strong); border-radius: 6px; background: var(--raised); color: var(--ink); font: inherit; }
.plain { margin: 0; padding: 0; list-style: none; font-size: 0.87rem; } .plain li { padding: 0.3rem 0; border-top: 1px solid var(--line); } .plain li:first-child { border: 0; }
.plain i { display: block; color: var(--soft); font-size: 0.82rem; }
.calls { columns: 16rem; column-gap: 3rem; font-size: 0.82rem; } .calls div { break-inside: avoid; margin-bottom: 1.1rem; }
.calls dl { display: grid; grid-template-columns: minmax(0, 1fr) auto; margin: 0; } .calls dt { color: var(--soft); overflow-wrap: anywhere; } .calls dd { margin: 0; text-align: right; }

@media (max-width: 56rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 46rem) {
  body { padding: 1.4rem 1rem 3rem; }
  h1 { font-size: 1.7rem; }
  .picture { padding: 0.2rem 0.6rem 0.8rem; margin: 0 -0.6rem; }
  .row { grid-template-columns: minmax(0, 1fr); }
  .row .cell { flex-direction: row; justify-content: flex-start; gap: 0.5rem; padding: 0.4rem 0 0; align-items: baseline; }
  .axis .cell, .names .cell { display: none !important; }
  .names .track { height: 2.9rem; } .axis .track { height: 1.6rem; }
  .hour:not(.major):not(:first-child), .hour span { display: none; }
  .name { writing-mode: vertical-rl; transform: rotate(180deg); height: 2.6rem; justify-content: flex-start; font-size: 0.68rem; }
  .bar { padding: 0 1px; } .bar .part { font-size: 0.62rem; letter-spacing: -0.02em; border-radius: 2px; }
  .tick { width: 1px; }
  .timeline li { grid-template-columns: 4.4rem minmax(0, 1fr); } .timeline li span { grid-column: 2; }
  .windows :is(th, td) { padding-right: 0.6rem; } .windows tr > :nth-child(3) { display: none; }
  .windows tbody th, .windows thead th:first-child, .windows tfoot th { position: sticky; left: 0; background: var(--paper); }
  .nodes thead { display: none; }
  .nodes tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; padding: 0.45rem 0; border-top: 1px solid var(--line); }
  .nodes tr[hidden] { display: none; }
  .nodes th, .nodes td { border: 0; padding: 0; } .nodes th { grid-column: 1 / -1; overflow-wrap: anywhere; }
  .nodes td { font-size: 0.82rem; } .nodes td:nth-child(odd) { text-align: right; }
}
@media print { .filter { display: none; } details > * { display: block; } }
`;
