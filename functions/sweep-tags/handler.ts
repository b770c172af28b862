import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { TAG_CLASSES } from '../../shared/domain/tagging/tag-census.ts';
import { parseSweepTagsNudge } from '../../shared/inbound/sweep-tags-nudge.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { liveWorld } from './live-world.ts';
import { sweepTags } from './sweep-tags.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken by EventBridge Scheduler once a day, and by anybody in the hub's account who asks for it. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const nudge = parseSweepTagsNudge(event);
    logger.appendKeys({ nudge });

    const report = await sweepTags(world);
    for (const each of TAG_CLASSES) metrics.addMetric(`tags-${each}`, 'Count', report.counts[each]);
    metrics.addMetric('tags-unexcused', 'Count', report.unexcused);
    logger.info('Swept tags', { report });
  });
