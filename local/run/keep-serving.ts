/** Stays up after the run: the virtual clock goes on at the speed of the real one, until somebody ends it. */
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import type { Cloud } from '../cloud.ts';
import type { RunNotice } from '../report/run.ts';
import { toldNotices } from '../report/told-notices.ts';

const TICK_MS = 200;

export interface Serving {
  readonly cloud: Pick<Cloud, 'clock' | 'record'>;
  /** Called once for each notice that is new since the run ended. */
  readonly tell: (notice: RunNotice) => void;
  readonly ended: AbortSignal;
}

export async function keepServing({ cloud, tell, ended }: Serving): Promise<void> {
  const { clock, record } = cloud;
  const virtualStart = clock.now().getTime();
  const realStart = performance.now();
  const told = new Set(toldNotices(record.messages).map(({ key }) => key));
  let messagesSeen = record.messages.length;

  while (!ended.aborted) {
    await clock.runUntil(new Date(virtualStart + performance.now() - realStart));
    if (record.messages.length > messagesSeen) {
      messagesSeen = record.messages.length;
      for (const notice of toldNotices(record.messages)) {
        if (told.has(notice.key)) continue;
        told.add(notice.key);
        tell(notice);
      }
    }
    await pause(TICK_MS, ended);
  }
}

/** Ended early, it resolves all the same: the caller looks at the signal. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => {});
}
