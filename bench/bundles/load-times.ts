/** How long a fresh process takes to load a handler: what a cold start waits for before the first event. */
import { spawnSync } from 'node:child_process';

export interface LoadTime {
  readonly milliseconds: number;
  /** Of all threads of the process, so that a busy machine disturbs it less. */
  readonly cpuMilliseconds: number;
}

const SCRIPT = `
const [cpu, begun] = [process.cpuUsage(), performance.now()];
require(process.argv[1]);
const [milliseconds, spent] = [performance.now() - begun, process.cpuUsage(cpu)];
process.stdout.write(JSON.stringify({ milliseconds, cpuMilliseconds: (spent.user + spent.system) / 1000 }));
`;

/**
 * By file, one for each round. Every round loads each file once, in turn, so that whatever else the machine does meets all
 * of them. The first round does not count: it brings the files into the cache of the disk.
 */
export function loadTimes(
  files: readonly string[],
  environment: Readonly<Record<string, string>>,
  rounds: number,
): ReadonlyMap<string, readonly LoadTime[]> {
  const measured = new Map<string, LoadTime[]>(files.map((file) => [file, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [file, times] of measured) {
      const time = loadOnce(file, environment);
      if (round > 0) times.push(time);
    }
  }
  return measured;
}

/** The median of what one took of the other in the same round: a machine that is busy for a while slows both. */
export function medianRatio(
  times: readonly LoadTime[],
  others: readonly LoadTime[],
  of: (time: LoadTime) => number,
): number {
  return median(times.flatMap((time, round) => (others[round] === undefined ? [] : [of(time) / of(others[round])])));
}

function loadOnce(file: string, environment: Readonly<Record<string, string>>): LoadTime {
  const options = { env: environment, encoding: 'utf8' } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', SCRIPT, file], options);
  if (status !== 0)
    throw new Error(`Cannot load ${file}: ${/^\w*Error: .*$/m.exec(stderr)?.[0] ?? stderr.slice(-500)}`);
  return JSON.parse(stdout);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
