import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseDefaultNudge } from '../../shared/inbound/default-nudge.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { applyDefaultTag } from './apply-default-tag.ts';
import { liveWorld } from './live-world.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken when AWS Config finds that a node does not comply with the schedule-tag rule, or when a person has decided. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const nudge = parseDefaultNudge(event);
    logger.appendKeys({ nudge });

    const report = await applyDefaultTag(nudge, world);
    metrics.addMetric(`default-${report.did}`, 'Count', 1);
    logger.info('Applied default tag', { report });
  });
