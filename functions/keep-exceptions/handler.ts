import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseSweepNudge } from '../../shared/inbound/sweep-nudge.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { keepExceptions } from './keep-exceptions.ts';
import { liveWorld } from './live-world.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken by EventBridge Scheduler every five minutes. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const nudge = parseSweepNudge(event);
    logger.appendKeys({ nudge });

    const reports = await keepExceptions(world);
    for (const { did } of reports) metrics.addMetric(`exception-${did}`, 'Count', 1);
    logger.info('Kept exceptions', { reports });
  });
