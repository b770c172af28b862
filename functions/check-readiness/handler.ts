import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseReadinessNudge } from '../../shared/inbound/readiness-nudge.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { checkReadiness } from './check-readiness.ts';
import { liveWorld } from './live-world.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken by a sweep a day ahead of each window, and by anybody in the hub's account who asks for it. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const nudge = parseReadinessNudge(event);
    logger.appendKeys({ nudge });

    const reports = await checkReadiness(nudge, world);
    for (const report of reports) {
      if (report.did !== 'checked') continue;
      metrics.addMetric('readiness-fails', 'Count', report.fails);
      metrics.addMetric('readiness-unread', 'Count', report.unread);
    }
    logger.info('Checked readiness', { reports });
  });
