/** `npm start`: runs an organization's weekend in the embedded AWS and shows what it came to. */
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { InputError } from './organization/input-error.ts';
import { htmlPage } from './report/html-page.ts';
import { paintFor } from './report/paint.ts';
import { printNotice, printRun } from './report/print-run.ts';
import type { Run, RunNotice } from './report/run.ts';
import { howToAsk } from './run/how-to-ask.ts';
import { keepServing } from './run/keep-serving.ts';
import { type OpenStage, openStage } from './run/open-stage.ts';
import { type Options, readOptions } from './run/options.ts';
import { playWeekend } from './run/play-weekend.ts';
import { progressOn } from './run/run-clock.ts';

const WORKED = 0;
const BROKE = 1;
const REFUSED = 2;

process.exitCode = await main(process.argv.slice(2)).catch(failed);

async function main(words: readonly string[]): Promise<number> {
  const options = readOptions(words);
  if (options === undefined) return WORKED;
  const { organization, servePort } = options;
  if (servePort !== undefined) await requireFree(servePort);
  const stage = await openStage(options, process.cwd());
  try {
    const run = await playWeekend(stage, options, progressOn(process.stderr, organization.zone));
    show(run, options);
    if (servePort !== undefined) await serve(stage, options, servePort);
    return run.problems.length === 0 ? WORKED : BROKE;
  } finally {
    stage.embedded.close();
  }
}

function show(run: Run, { json, outFolder }: Options): void {
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(path.join(outFolder, 'run.json'), `${JSON.stringify(run, null, 2)}\n`);
  writeFileSync(path.join(outFolder, 'report.html'), htmlPage(run));
  // Standard output holds the object on one line and nothing else, where the object is wanted.
  const page = json ? process.stderr : process.stdout;
  if (json) process.stdout.write(`${JSON.stringify(run)}\n`);
  page.write(printRun(run, paintFor(page, process.env)));
  page.write(
    `\nThe report is ${path.join(outFolder, 'report.html')}; all of it as data, ${path.join(outFolder, 'run.json')}.\n`,
  );
}

/** Said before the run, and not after it. */
async function requireFree(port: number): Promise<void> {
  const probe = createServer();
  probe.listen(port, '127.0.0.1');
  await once(probe, 'listening').catch((error: unknown) => refusePort(port, error));
  probe.close();
  await once(probe, 'close');
}

function refusePort(port: number, error: unknown): never {
  throw new InputError(`Cannot serve on port ${port}: ${String(error)}`, { cause: error });
}

async function serve({ cloud, embedded }: OpenStage, { organization, json }: Options, port: number): Promise<void> {
  const ended = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => ended.abort());
  const server = await embedded.listen(port).catch((error: unknown) => refusePort(port, error));
  (json ? process.stderr : process.stdout).write(howToAsk(organization, portOf(server, port)));
  const paint = paintFor(process.stdout, process.env);
  const tell = (notice: RunNotice) =>
    process.stdout.write(`${json ? JSON.stringify(notice) : printNotice(notice, organization.zone, paint)}\n`);
  await keepServing({ cloud, tell, ended: ended.signal });
  // Who still holds a connection open would keep this process up.
  server.closeAllConnections();
  server.close();
}

/** The port that was asked for, or the one that the system chose for 0. */
function portOf(server: Server, asked: number): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : asked;
}

function failed(error: unknown): number {
  if (error instanceof InputError) {
    process.stderr.write(`${error.message}\n`);
    return REFUSED;
  }
  process.stderr.write(`The run broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return BROKE;
}
