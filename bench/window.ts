/** `npm run bench -- window [--json]`: counts the calls of one window of a large organization (docs/benchmarks.md). */
import { spawnSync } from 'node:child_process';
import type { Counts } from './window/aws-calls.ts';
import { type Claim, claimsOf, readsIn, sumOf } from './window/claims.ts';
import type { Size } from './window/organization.ts';
import {
  type InterruptedOpening,
  openInterrupted,
  openOnly,
  type PlayedWindow,
  playWindow,
} from './window/play-window.ts';
import { reckonSettling } from './window/reckon-settling.ts';

const SIZE: Size = { accounts: 1000, regions: 4, nodes: 100_000 };
const DOUBLED: readonly Size[] = [
  { ...SIZE, nodes: 2 * SIZE.nodes },
  { ...SIZE, accounts: 2 * SIZE.accounts },
  { ...SIZE, regions: 2 * SIZE.regions },
];
const HEAP_MAX_MB = 256;
const OPENING_ONLY = '--opening-only';

if (process.argv.includes(OPENING_ONLY)) {
  await openOnly(SIZE);
  console.log(Math.round(process.resourceUsage().maxRSS / 1024));
} else {
  const memory = openInLittleMemory();
  const base = await playWindow(SIZE);
  const doubled: PlayedWindow[] = [];
  for (const size of DOUBLED) doubled.push(await playWindow(size));

  const interrupted = await openInterrupted(SIZE);

  const windows = [base, ...doubled];
  const claims = [...claimsOf(base, doubled, interrupted), memory];
  const played: Played = { windows, interrupted, claims };
  console.log(process.argv.includes('--json') ? jsonOf(played) : tableOf(played));
  if (claims.some(({ holds }) => !holds)) process.exitCode = 1;
}

/** In a process of its own, whose heap may not grow any further. The answering AWS lives in it too. */
function openInLittleMemory(): Claim {
  const args = [`--max-old-space-size=${HEAP_MAX_MB}`, process.argv[1] ?? '', OPENING_ONLY];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return {
    claim: `The opening takes a heap of at most ${HEAP_MAX_MB} MB`,
    holds: status === 0,
    measured: status === 0 ? `${stdout.trim()} MB at most for the whole process` : stderr.trim().slice(0, 500),
  };
}

interface Played {
  readonly windows: readonly PlayedWindow[];
  readonly interrupted: InterruptedOpening;
  readonly claims: readonly Claim[];
}

function tableOf({ windows, interrupted, claims }: Played): string {
  const sizes = windows.map(({ size }) => size);
  return [
    row('', ...sizes.map(({ accounts }) => `${accounts} accounts`)),
    row('', ...sizes.map(({ regions }) => `${regions} Regions`)),
    row('', ...sizes.map(({ nodes }) => `${nodes} nodes`)),
    ...countRows('opening', windows, ({ opening }) => opening),
    ...countRows('a sweep while it is open', windows, ({ watching }) => watching),
    ...countRows('settling all cells (reckoned)', windows, reckonSettling),
    ...countRows('closing', windows, ({ closing }) => closing),
    '',
    row('largest row, bytes', ...windows.map(({ largestItemBytes }) => String(largestItemBytes))),
    '',
    ...(windows[0]?.settling ?? []).map(
      ({ nodes, counts }) => `settling a cell of ${nodes} nodes: ${readsIn(counts)} reads there, ${told(counts)}`,
    ),
    '',
    ...(windows[0]?.settlingBeside ?? []).map(
      ({ nodes, counts, others }) =>
        `settling a cell of ${nodes} nodes while ${others} other windows are under way and ${others} followed: ${sumOf(counts)} calls, ${told(counts)}`,
    ),
    '',
    `the opening again after it was killed halfway: ${sumOf(interrupted.secondTry)} calls, ${told(interrupted.secondTry)}`,
    '',
    ...claims.map(({ claim, holds, measured }) => `${holds ? 'holds' : 'DOES NOT HOLD'}: ${claim} (${measured})`),
  ].join('\n');
}

function countRows(phase: string, windows: readonly PlayedWindow[], of: (window: PlayedWindow) => Counts): string[] {
  const operations = [...new Set(windows.flatMap((window) => [...of(window).keys()]))].sort();
  return [
    '',
    row(phase, ...windows.map((window) => String(sumOf(of(window))))),
    ...operations.map((operation) =>
      row(`  ${operation}`, ...windows.map((window) => String(of(window).get(operation) ?? 0))),
    ),
  ];
}

function row(what: string, ...cells: readonly string[]): string {
  return what.padEnd(54) + cells.map((cell) => cell.padStart(15)).join('');
}

function told(counts: Counts): string {
  return [...counts].map(([operation, count]) => `${operation} ${count}`).join(', ');
}

function jsonOf(played: Played): string {
  const plain = (_: string, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value);
  return JSON.stringify({ node: process.version, ...played }, plain, 2);
}
