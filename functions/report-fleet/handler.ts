import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseReportNudge } from '../../shared/inbound/report-nudge.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { liveWorld } from './live-world.ts';
import { reportFleet } from './report-fleet.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken by EventBridge Scheduler once a week and once a month, and by anybody in the hub's account who asks for it. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const nudge = parseReportNudge(event);
    logger.appendKeys({ nudge });

    const report = await reportFleet(nudge, world);
    metrics.addMetric(`report-${nudge.report}-wanting`, 'Count', report.wanting);
    logger.info('Reported on the fleet', { report });
  });
