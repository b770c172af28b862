/** `npm start -- --serve`, as a process of its own that answers over HTTP. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ServedRun {
  readonly endpoint: string;
  /** What it has printed on standard output so far: the run as one line, then a line for each notice. */
  readonly printed: () => string;
  /** The code that it ends with. */
  readonly stop: () => Promise<number | null>;
}

/** What is wrong from the start is told in a notice and in a digest after an hour; at the end another hour is over. */
const STRETCH = ['--from', '2026-03-06T20:50', '--to', '2026-03-06T23:30'];

export async function servedRun(root: string): Promise<ServedRun> {
  const folder = mkdtempSync(path.join(tmpdir(), 'patchplane-served-'));
  const words = ['--serve', '0', '--json', '--out', folder, ...STRETCH];
  const served = spawn(process.execPath, ['dist/local/main.js', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  served.stdout.on('data', (chunk) => {
    printed += String(chunk);
  });
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    served.stderr.on('data', (chunk) => {
      said += String(chunk);
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (url !== undefined) resolve(url);
    });
    served.on('exit', (code) => reject(new Error(`It ended with ${code}: ${said}`)));
  });
  return {
    endpoint,
    printed: () => printed,
    async stop() {
      const ended = new Promise<number | null>((resolve) => served.once('exit', resolve));
      served.kill('SIGTERM');
      const code = await ended;
      rmSync(folder, { recursive: true, force: true });
      return code;
    },
  };
}
