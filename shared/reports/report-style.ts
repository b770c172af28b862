/** The looks of a report: those of the other pages, for tables. */
import { palette } from '../html/palette.ts';

export const reportStyle = `${palette}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 2rem 4rem; max-width: 78rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 2rem; line-height: 1.15; letter-spacing: -0.02em; }
h2 { margin: 0 0 0.7rem; font-size: 1.15rem; letter-spacing: -0.01em; }
header p { margin: 0.3rem 0 0; color: var(--soft); }
section { margin-top: 2.4rem; min-width: 0; }
code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 0.85em; }
.fine { color: var(--soft); font-size: 0.82rem; overflow-wrap: anywhere; }
.totals { display: flex; flex-wrap: wrap; gap: 0.7rem 1.9rem; margin: 1.4rem 0 0; padding: 0; list-style: none; color: var(--soft); }
.totals li { display: flex; align-items: baseline; gap: 0.4rem; }
.totals b { font-size: 1.5rem; line-height: 1; color: var(--ink); font-weight: 650; }
.totals .wanting b { color: var(--critical); }
.alarm { margin-top: 1.2rem; padding: 0.9rem 1.1rem; border-left: 4px solid var(--warning); background: var(--raised); overflow-wrap: anywhere; }
.alarm ul { margin: 0.4rem 0 0; padding-left: 1.1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 0.87rem; }
th, td { padding: 0.32rem 0.9rem 0.32rem 0; text-align: left; font-weight: 400; vertical-align: top; border-top: 1px solid var(--line); }
thead th { border: 0; color: var(--soft); font-size: 0.78rem; white-space: nowrap; vertical-align: bottom; }
tbody th { font-weight: 600; white-space: nowrap; }
td.number { text-align: right; } td.none { color: var(--strong); }
time, .whole { white-space: nowrap; }
.wanting { color: var(--critical); }
@media (max-width: 46rem) { body { padding: 1.4rem 1rem 3rem; } h1 { font-size: 1.6rem; } }
`;
