/** `npm run bench -- schedules [--json]`: prints what schedules cost on this machine (docs/benchmarks.md). */
import { cpus } from 'node:os';
import { benchmarkSchedules, type ScheduleBenchmark } from './schedule-benchmark.ts';

const machine = {
  node: process.version,
  tz: process.versions['tz'],
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
};
const result = benchmarkSchedules({ entryCount: 1000, nodeCount: 100_000 }, () => performance.now());
console.log(process.argv.includes('--json') ? JSON.stringify({ machine, ...result }, null, 2) : tableOf(result));

function tableOf({ measurements, ratios }: ScheduleBenchmark): string {
  const rows = measurements.map(({ what, count, milliseconds, perSecond }) =>
    row(what, whole(count), milliseconds.toFixed(1), whole(perSecond)),
  );
  const told = Object.entries(ratios).map(([what, ratio]) => row(what, `${ratio.toPrecision(3)} : 1`));
  return [
    `Node ${machine.node}, ${machine.cores} cores, ${machine.cpu}`,
    '',
    row('', 'count', 'ms', 'a second'),
    ...rows,
    '',
    row('', 'ratio'),
    ...told,
  ].join('\n');
}

function row(what: string, ...cells: readonly string[]): string {
  return what.padEnd(46) + cells.map((cell) => cell.padStart(13)).join('');
}

function whole(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}
