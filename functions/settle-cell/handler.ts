import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseCellNudge } from '../../shared/inbound/cell-nudge.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { liveWorld } from './live-world.ts';
import { settleCell } from './settle-cell.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken when a command or an automation ends in a cell, and by the sweep for a cell that is overdue. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const nudge = parseCellNudge(event);
    logger.appendKeys({ nudge });

    const report = await settleCell(nudge, world);
    for (const { did } of report.settlements) metrics.addMetric(`cell-${did}`, 'Count', 1);
    logger.info('Settled cell', { report });
  });
