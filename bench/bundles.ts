/** `npm run bench -- bundles [--json] [--rounds N]`: what a function's bundle weighs and how long it loads (docs/benchmarks.md). */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type LoadTime, loadTimes, median, medianRatio } from './bundles/load-times.ts';
import { emptyHandler, freshFolder, naiveBuild } from './bundles/naive-build.ts';

/** Woken by single events, so that somebody waits for the answer; the others are woken by the clock or do much at once. */
const REACTIONS = [
  'check-tag',
  'apply-default-tag',
  'settle-cell',
  'answer-noncompliance',
  'admit-request',
  'evaluate-tag-rule',
];
const RATIO_MAX = 0.4;
const ROUNDS = 20;

const folder = path.resolve('node_modules/.cache/bench/naive');
freshFolder(folder);
const names = readdirSync('functions').filter((name) => statSync(`functions/${name}`).isDirectory());
const bundles = await Promise.all(
  names.map(async (name) => ({
    name,
    file: path.resolve('dist', name, 'handler.js'),
    naive: await naiveBuild(name, folder),
  })),
);
const empty = emptyHandler(folder);
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] ?? ROUNDS) || ROUNDS;
const files = [empty.file, ...bundles.flatMap(({ file, naive }) => [file, naive.file])];
const times = loadTimes(files, environment(), rounds);

const rows = bundles.map(({ name, file, naive }) => {
  const [ours, theirs] = [timesOf(file), timesOf(naive.file)];
  return {
    name,
    zipBytes: zipOf(name),
    bytes: statSync(file).size,
    naiveBytes: naive.bytes,
    ms: medianMs(ours),
    naiveMs: medianMs(theirs),
    ratio: medianRatio(ours, theirs, ({ milliseconds }) => milliseconds),
    cpuRatio: medianRatio(ours, theirs, ({ cpuMilliseconds }) => cpuMilliseconds),
    unusedClients: unusedClients(name),
  };
});
const claims = claimsOf();
const machine = { node: process.version, rounds };
console.log(process.argv.includes('--json') ? JSON.stringify({ machine, rows, claims }, null, 2) : tableOf());
if (claims.some(({ holds }) => !holds)) process.exitCode = 1;

/** Every variable that any function reads at its start has some value; nothing is called. */
function environment(): Record<string, string> {
  const settings = [...readFileSync('shared/platform/settings.ts', 'utf8').matchAll(/\| '([A-Z_]+)'/g)];
  return {
    ...Object.fromEntries(settings.map(([, name = '']) => [name, 'eu-central-1'])),
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', // Lambda's Node is not warned of.
  };
}

function timesOf(file: string): readonly LoadTime[] {
  const measured = times.get(file);
  if (measured === undefined) throw new Error(`Cannot tell how long ${file} loads: it was not measured`);
  return measured;
}

function medianMs(measured: readonly LoadTime[]): number {
  return median(measured.map(({ milliseconds }) => milliseconds));
}

function zipOf(name: string): number {
  const key = name.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase());
  const [found] = ['.serverless', '.serverless/region']
    .flatMap((place) => readdirSync(place).map((file) => path.join(place, file)))
    .filter((file) => path.basename(file) === `${key}.zip`);
  if (found === undefined) throw new Error(`Cannot find the package of ${name}: wanted ${key}.zip, by npm run package`);
  return statSync(found).size;
}

function unusedClients(name: string): string[] {
  const note: { clients: string[]; commands: string[] } = JSON.parse(readFileSync(`dist/.meta/${name}.json`, 'utf8'));
  return note.clients.filter((client) => !note.commands.some((command) => command.startsWith(`${client}:`)));
}

function claimsOf() {
  const unused = rows.flatMap(({ name, unusedClients: clients }) => clients.map((client) => `${name}: ${client}`));
  const reactions = rows.filter(({ name }) => REACTIONS.includes(name));
  const worst = reactions.toSorted((one, other) => other.ratio - one.ratio)[0];
  return [
    {
      claim: 'No function ships a client that it does not call',
      holds: unused.length === 0,
      measured: unused.length === 0 ? 'none' : unused.join(', '),
    },
    {
      claim: `Each function of ${REACTIONS.join(', ')} loads in at most ${RATIO_MAX} of the time of its naive build`,
      holds: reactions.length === REACTIONS.length && (worst?.ratio ?? Number.NaN) <= RATIO_MAX,
      measured: `${worst?.ratio.toFixed(2)} for ${worst?.name}`,
    },
  ];
}

function tableOf(): string {
  return [
    `Node ${machine.node}, medians of ${rounds} fresh processes each; an empty handler loads in ${medianMs(timesOf(empty.file)).toFixed(1)} ms`,
    '',
    row('', 'zip KB', 'KB', 'naive KB', 'ms', 'naive ms', 'ratio', 'CPU ratio'),
    ...rows.map(({ name, zipBytes, bytes, naiveBytes, ms, naiveMs, ratio, cpuRatio }) =>
      row(
        name,
        ...[zipBytes, bytes, naiveBytes].map((size) => String(Math.round(size / 1024))),
        ...[ms, naiveMs].map((time) => time.toFixed(1)),
        ...[ratio, cpuRatio].map((one) => one.toFixed(2)),
      ),
    ),
    '',
    ...claims.map(({ claim, holds, measured }) => `${holds ? 'holds' : 'DOES NOT HOLD'}: ${claim} (${measured})`),
  ].join('\n');
}

function row(what: string, ...cells: readonly string[]): string {
  return what.padEnd(22) + cells.map((cell) => cell.padStart(11)).join('');
}
