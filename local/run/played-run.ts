/** A run for tests, as `npm start` makes it of the same words, from what was built and packaged in a folder. */
import path from 'node:path';
import type { Run } from '../report/run.ts';
import { openStage } from './open-stage.ts';
import { readOptions } from './options.ts';
import { playWeekend } from './play-weekend.ts';

const PROJECT = path.resolve(import.meta.dirname, '../..');

export async function playedRun(...words: string[]): Promise<Run> {
  return playedRunIn(PROJECT, ...words);
}

export async function playedRunIn(root: string, ...words: string[]): Promise<Run> {
  const options = readOptions(words);
  if (options === undefined) throw new Error(`Cannot play ${words.join(' ')}: it asks for help`);
  const stage = await openStage(options, root);
  try {
    return await playWeekend(stage, options, { start: () => {}, step: () => {}, stop: () => {} });
  } finally {
    stage.embedded.close();
  }
}
