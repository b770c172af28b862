/**
 * The looks of the year page on a screen. The six colours of the entries stay apart for the common colour blindnesses
 * and against the page; `year-style.test.ts` measures it. A weekly mark is an outline, a monthly one is filled.
 */
import { palette } from '../../shared/html/palette.ts';

export const yearStyle = `${palette}
:root {
  --c0: #1f6f99; --on-c0: #ffffff;
  --c1: #b9381b; --on-c1: #ffffff;
  --c2: #27306f; --on-c2: #ffffff;
  --c3: #4a93e8; --on-c3: #0d1420;
  --c4: #b08c55; --on-c4: #1c1405;
  --c5: #4a1733; --on-c5: #ffffff;
  --ice: #d5dde6; --weekend: #f6f3ec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --c0: #4fa3cf; --on-c0: #06202d;
    --c1: #f0b93a; --on-c1: #2b2003;
    --c2: #b2f0d4; --on-c2: #06261a;
    --c3: #cf7b45; --on-c3: #1f0d02;
    --c4: #5f74dc; --on-c4: #070b1c;
    --c5: #95687a; --on-c5: #ffffff;
    --ice: #36404e; --weekend: #1f242d;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.2rem 2rem 4rem; max-width: 82rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 3.4rem; line-height: 1; letter-spacing: -0.04em; font-weight: 700; overflow-wrap: anywhere; }
h1 span { margin-left: 0.5rem; font-size: 1.3rem; letter-spacing: -0.01em; font-weight: 400; color: var(--soft); }
h2 { margin: 0; font-size: 1.15rem; letter-spacing: -0.01em; }
header p { margin: 0.5rem 0 0; color: var(--soft); }
section { margin-top: 1.6rem; min-width: 0; }
code { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 0.8em; color: var(--soft); }
i, em { font-style: normal; }
.fine { margin: 0; color: var(--soft); font-size: 0.82rem; overflow-wrap: anywhere; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.c0 { --c: var(--c0); --on: var(--on-c0); } .c1 { --c: var(--c1); --on: var(--on-c1); } .c2 { --c: var(--c2); --on: var(--on-c2); }
.c3 { --c: var(--c3); --on: var(--on-c3); } .c4 { --c: var(--c4); --on: var(--on-c4); } .c5 { --c: var(--c5); --on: var(--on-c5); }
.m { display: inline-flex; align-items: center; justify-content: center; flex: none; min-width: 1.14rem; height: 1.02rem; padding: 0 0.1rem;
  border: 1.5px solid var(--c); border-radius: 3px; font-size: 0.67rem; white-space: nowrap; font-weight: 650; line-height: 1; letter-spacing: -0.03em; text-box: trim-both cap alphabetic; cursor: default; transition: opacity 0.12s; }
.m.monthly { background: var(--c); color: var(--on); }
.m.weekly { background: var(--raised); color: var(--ink); }
.m.none { border-style: dotted; border-color: var(--strong); color: var(--soft); }
.m.frozen { background: none; border: 1px dashed var(--soft); color: var(--soft); text-decoration: line-through; font-weight: 400; }
.m.moved { outline: 1.5px solid var(--ink); outline-offset: 1px; }

.legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.6rem; margin: 0 0 0.5rem; padding: 0; list-style: none; color: var(--soft); font-size: 0.82rem; }
.legend li { display: flex; gap: 0.5rem; overflow-wrap: anywhere; } .legend b { color: var(--ink); font-weight: 600; }
.legend li > :first-child { flex: none; margin-top: 0.1rem; }
.legend i.ice { display: inline-block; width: 1.4rem; height: 1.02rem; border-radius: 2px; }
.tuesday { display: inline-flex; align-items: center; justify-content: center; width: 1.05rem; height: 1.05rem; border-radius: 50%;
  background: var(--ink); color: var(--paper); font-size: 0.62rem; font-weight: 650; line-height: 1; letter-spacing: -0.03em; text-box: trim-both cap alphabetic; }
.clock { color: var(--critical); font-size: 0.8rem; line-height: 1.3; cursor: default; }
.ice { background-image: repeating-linear-gradient(135deg, var(--ice) 0 3px, transparent 3px 6px); }

#months { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1.6rem 1.5rem; align-items: start; margin-top: 1.9rem; }
.month { width: 100%; border-collapse: collapse; table-layout: fixed; }
.month caption { padding: 0 0 0.25rem 0.2rem; text-align: left; font-weight: 650; letter-spacing: -0.01em; white-space: nowrap; }
.month caption span { margin-left: 0.3rem; color: var(--soft); font-size: 0.75rem; font-weight: 400; }
.month th { padding: 0 0 0.15rem 0.2rem; color: var(--soft); font-size: 0.68rem; font-weight: 400; text-align: left; }
.month td { position: relative; height: 2.1rem; padding: 0.12rem 0 0.2rem 0.16rem; border: 1px solid var(--line); vertical-align: top; background-color: var(--raised); line-height: 1; }
.month td:nth-child(n + 6) { background-color: var(--weekend); }
.month td.none { background: none; border: 0; }
.month time { display: inline-flex; align-items: center; height: 0.95rem; padding-left: 0.05rem; color: var(--soft); font-size: 0.68rem; }
.month .busy time { color: var(--ink); }
.month time.tuesday { width: 1.05rem; height: 1.05rem; margin: -0.05rem 0 0 -0.06rem; padding: 0; color: var(--paper); font-size: 0.62rem; }
.month .clock { margin-left: 0.1rem; vertical-align: 0.06rem; }
.marks { display: flex; flex-wrap: wrap; gap: 2px; margin-top: 0.08rem; }

#entries { margin-top: 2.6rem; }
.entries { width: 100%; margin-top: 0.6rem; border-collapse: collapse; font-size: 0.87rem; }
.entries th, .entries td { padding: 0.28rem 0.9rem 0.28rem 0; text-align: left; font-weight: 400; vertical-align: middle; border-top: 1px solid var(--line); }
.entries thead th { border: 0; color: var(--soft); font-size: 0.78rem; white-space: nowrap; }
.entries tbody th, .entries .number, .entries time { white-space: nowrap; }
.entries tbody tr:hover { background: var(--night); }
.entries label { display: inline-flex; align-items: center; gap: 0.35rem; cursor: pointer; } .entries b { font-weight: 600; }
.pick { margin: 0; accent-color: var(--ink); }
.number { text-align: right !important; } .entries .lost { color: var(--soft); } .entries a { color: var(--warning); font-size: 0.78rem; margin-left: 0.4rem; }
.entries .of-year { width: 27%; padding-right: 0; }
.entries thead .of-year span { float: left; } .entries thead .of-year span + span { float: right; }
.strip { display: block; width: 100%; height: 1.15rem; background: var(--raised); border: 1px solid var(--line); border-radius: 2px; }
.strip path { fill: none; stroke: var(--c); stroke-width: 2px; vector-effect: non-scaling-stroke; } .strip .months { stroke: var(--line); stroke-width: 1px; }
.strip rect { fill: var(--ice); }

.findings { margin: 0.6rem 0 0; padding: 0; list-style: none; columns: 30rem; column-gap: 3rem; font-size: 0.87rem; }
.findings li { padding: 0.5rem 0; border-top: 1px solid var(--line); break-inside: avoid; overflow-wrap: anywhere; }
.findings p { margin: 0; } .dates { color: var(--soft); }

@media (max-width: 66rem) { #months { grid-template-columns: repeat(3, minmax(0, 1fr)); } .entries .of-year { display: none; } }
@media (max-width: 56rem) {
  .entries thead { display: none; }
  .entries, .entries tbody { display: block; }
  .entries tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 1rem; padding: 0.5rem 0; border-top: 1px solid var(--line); }
  .entries th, .entries td { border: 0; padding: 0; overflow-wrap: anywhere; } .entries td { font-size: 0.82rem; color: var(--soft); }
  .entries tbody th { order: -2; white-space: normal; } .entries .number { order: -1; } .entries tbody .number:not(.lost)::after { content: ' windows'; }
  .entries .lost { display: none; } .entries .zone, .entries .next { text-align: right; } .entries .next::before { content: attr(data-word) ' '; }
  .entries .of-year { display: block; grid-column: 1 / -1; width: auto; margin-top: 0.3rem; }
}
@media (max-width: 48rem) { #months { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@media (max-width: 40rem) {
  body { padding: 1.4rem 1rem 3rem; }
  h1 span { display: block; margin: 0.3rem 0 0; }
  #months { grid-template-columns: minmax(0, 1fr); gap: 1.8rem; }
  .month td { height: 2.3rem; } .month time { font-size: 0.75rem; } .m { height: 1.12rem; min-width: 1.28rem; font-size: 0.72rem; }
}
@media (prefers-reduced-motion: reduce) { .m { transition: none; } }
`;
