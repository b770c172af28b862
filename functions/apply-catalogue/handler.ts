import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseSweepNudge } from '../../shared/inbound/sweep-nudge.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { applyCatalogue } from './apply-catalogue.ts';
import { liveWorld } from './live-world.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken when a catalogue entry or an approval was written, and every five minutes, since AWS promises no such event. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const nudge = parseSweepNudge(event);
    logger.appendKeys({ nudge });

    const report = await applyCatalogue(world);
    for (const { did } of report.steps) metrics.addMetric(`entry-${did}`, 'Count', 1);
    logger.info('Applied catalogue', { report });
  });
