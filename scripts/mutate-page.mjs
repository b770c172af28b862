/**
 * `npm run mutate:page [-- --write]`: checks that docs/mutation.md says what the last run of `npm run mutate` came to, and
 * that it gives a reason for every mutant that survived. With `--write` it puts the scores into the page; reasons are for
 * people to give.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readReport, scoreOf } from './mutate-report.mjs';

const PAGE = path.resolve(import.meta.dirname, '../docs/mutation.md');
const SCORES = /(?<=<!-- scores -->\n)[\s\S]*?(?=<!-- end of scores -->)/;

const report = readReport();
if (report === undefined) {
  console.log('SKIPPED: there is no out/mutation.json. Run npm run mutate first.');
  process.exit(0);
}

const table = tableOf(report);
const page = readFileSync(PAGE, 'utf8');
if (process.argv.includes('--write')) writeFileSync(PAGE, page.replace(SCORES, table));

const problems = [
  ...(readFileSync(PAGE, 'utf8').match(SCORES)?.[0] === table
    ? []
    : ['The scores are not those of the last run: npm run mutate:page -- --write']),
  ...unexplained(report, reasonsIn(page)),
];
for (const problem of problems) console.error(`docs/mutation.md: ${problem}`);
if (problems.length === 0) console.log('docs/mutation.md says what the last run came to.');
process.exitCode = problems.length === 0 ? 0 : 1;

function tableOf(files) {
  const rows = files.map(({ file, killed, survivors }) => ({
    name: `\`${file}\``,
    killed,
    survived: survivors.length,
  }));
  const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
  const all = { name: '**all**', killed: sum(({ killed }) => killed), survived: sum(({ survived }) => survived) };
  return [
    '| file | killed | survived | score |',
    '| --- | ---: | ---: | ---: |',
    ...[...rows, all].map(
      ({ name, ...counts }) => `| ${name} | ${counts.killed} | ${counts.survived} | ${scoreOf(counts)} |`,
    ),
    '',
  ].join('\n');
}

/** How many survivors of a file the page explains: rows such as `| \`tagging/doctor.ts\` | 3 | what | why |`. */
function reasonsIn(text) {
  const counts = new Map();
  for (const [, file, count] of text.replace(SCORES, '').matchAll(/^\| `([^`]+)` \| (\d+) \| .+ \| .+ \|$/gm)) {
    counts.set(file, (counts.get(file) ?? 0) + Number(count));
  }
  return counts;
}

function unexplained(files, reasons) {
  const survived = new Map(files.map(({ file, survivors }) => [file, survivors.length]));
  return [...new Set([...survived.keys(), ...reasons.keys()])]
    .filter((file) => (survived.get(file) ?? 0) !== (reasons.get(file) ?? 0))
    .map((file) => `${file} has ${survived.get(file) ?? 0} survivors, and ${reasons.get(file) ?? 0} are explained`);
}
