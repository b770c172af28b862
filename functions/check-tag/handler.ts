import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseTagNudge } from '../../shared/inbound/tag-nudge.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { checkTag } from './check-tag.ts';
import { liveWorld } from './live-world.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken when a schedule tag changes: by `aws.tag` for EC2 nodes, by CloudTrail for hybrid ones. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const nudge = parseTagNudge(event);
    logger.appendKeys({ nudge });

    const report = await checkTag(nudge, world);
    metrics.addMetric(report.kind === 'judged' ? `tag-${report.verdict}` : 'tag-left', 'Count', 1);
    logger.info('Checked tag', { report });
  });
