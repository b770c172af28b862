/**
 * One sheet of A4, landscape: the months on the left, schedules and legend on the right. All sizes are millimetres, and
 * those that depend on the catalogue are computed (`--mark-on-paper`, `--entries`), so that the sheet holds any number of
 * schedules, if in ever smaller print. Marks are laid out four times as large and scaled down, because browsers round the
 * height of letters to whole pixels, which at this size is off by half a letter. Paper is white, whatever the screen was.
 */
const SHEET = '281mm';

export const yearPrintStyle = `
@page { size: A4 landscape; margin: 8mm; }
@media print {
  :root {
    color-scheme: light;
    --paper: #ffffff; --raised: #ffffff; --ink: #1d2330; --soft: #4c5462; --line: #cfcbc1; --strong: #b5afa2; --night: #ffffff; --warning: #8a5a00; --critical: #b9381b;
    --c0: #1f6f99; --on-c0: #ffffff; --c1: #b9381b; --on-c1: #ffffff; --c2: #27306f; --on-c2: #ffffff;
    --c3: #4a93e8; --on-c3: #0d1420; --c4: #b08c55; --on-c4: #1c1405; --c5: #4a1733; --on-c5: #ffffff;
    --ice: #cdd6e0; --weekend: #f6f3ec;
    --row: min(5mm, calc(118mm / max(var(--entries), 1)));
  }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { width: ${SHEET}; max-width: none; height: 193mm; padding: 0; font-size: 2.5mm; line-height: 1.3; }
  header { display: flex; align-items: baseline; justify-content: space-between; gap: 6mm; height: 10mm; }
  h1 { display: flex; align-items: baseline; gap: 3mm; min-width: 0; font-size: 8mm; white-space: nowrap; } h1 span { margin: 0; font-size: 3.6mm; line-height: 1.2; overflow: hidden; text-overflow: ellipsis; }
  header p { margin: 0; font-size: 2.8mm; white-space: nowrap; }
  main { display: grid; grid-template: auto 1fr / 185mm minmax(0, 1fr); gap: 3mm 5mm; height: 183mm; }
  section { margin: 0; }
  #months { grid-area: 1 / 1 / 3 / 2; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1.6mm 3mm; margin: 0; }
  #entries { grid-area: 1 / 2; margin: 0; } #key { grid-area: 2 / 2; overflow: hidden; }
  #findings, .choose, .pick, #entries h2, .entries .of-year { display: none; }
  .month caption { padding: 0 0 0.3mm; height: 4.2mm; font-size: 3mm; } .month caption span { font-size: 2.1mm; }
  .month th { padding: 0; height: 2.7mm; font-size: 1.9mm; }
  .month td { height: 8.7mm; padding: 0.2mm 0 0 0.25mm; border-width: 0.15mm; overflow: hidden; }
  .month time { height: 2.5mm; padding: 0; font-size: 1.95mm; }
  .tuesday, .month time.tuesday { width: 10.4mm; height: 10.4mm; margin: 0 -7.8mm -7.8mm 0; font-size: 6.4mm; transform: scale(0.25); transform-origin: 0 0; }
  .month .clock { margin-left: 0.1mm; font-size: 2.2mm; line-height: 1; vertical-align: 0.1mm; }
  .marks { position: absolute; top: 2.75mm; left: 0.25mm; width: 400%; gap: 0; margin: 0; transform: scale(0.25); transform-origin: 0 0; }
  .m { min-width: 0; border-width: 0.25mm; border-radius: 0.5mm; padding: 0; height: 2.5mm; width: 3.1mm; font-size: 1.6mm; letter-spacing: -0.04em; transition: none; }
  .month .m { height: calc(var(--mark-on-paper) * 3.68); width: calc(var(--mark-on-paper) * 4.68); margin: 0 calc(var(--mark-on-paper) * 0.32) calc(var(--mark-on-paper) * 0.32) 0;
    font-size: calc(var(--mark-on-paper) * 2.6); border-width: min(0.88mm, calc(var(--mark-on-paper) * 0.4)); border-radius: 2mm; }
  .m.moved { outline-width: 0.25mm; outline-offset: 0.1mm; } .month .m.moved { outline-width: 1mm; outline-offset: 0.4mm; }
  .entries { display: table; table-layout: fixed; margin: 0; font-size: min(2.15mm, calc(var(--row) * 0.62)); line-height: 1.1; }
  .entries thead { display: table-header-group; } .entries tbody { display: table-row-group; }
  .entries tr { display: table-row; height: var(--row); padding: 0; border: 0; }
  .entries th, .entries td { display: table-cell; padding: 0 1.2mm 0 0; height: var(--row); border-top: 0.15mm solid var(--line); font-size: inherit; color: inherit; white-space: nowrap; text-align: left; overflow: hidden; text-overflow: ellipsis; }
  .entries thead th { font-size: inherit; color: var(--soft); } .entries tbody .number::after { content: none !important; }
  .entries .opens { width: 25mm; } .entries .zone { width: 21.5mm; } .entries .number { width: 11.5mm; padding-right: 1.8mm; } .entries .next { width: 13.8mm; padding: 0; }
  .entries label { gap: 0.8mm; }
  .entries .zone, .entries .next { text-align: left; } .entries .next::before { content: none; }
  .entries .m { height: min(2.5mm, calc(var(--row) * 0.78)); width: min(3.1mm, calc(var(--row) * 0.95)); font-size: min(1.6mm, calc(var(--row) * 0.5)); }
  .entries a, .entries .hour, .entries .environment, .entries .lost { display: none; }
  .legend { gap: 0.8mm 3mm; margin: 0 0 1mm; font-size: 2.1mm; } .legend li { gap: 1mm; } .legend li > :not(.tuesday):first-child { margin: 0; } .fine { font-size: 1.9mm; }
  .legend i.ice { width: 3.1mm; height: 2.5mm; }  .clock { font-size: 2.2mm; }
}
`;
