import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseComplianceNudge } from '../../shared/inbound/compliance-nudge.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { answerNoncompliance } from './answer-noncompliance.ts';
import { liveWorld } from './live-world.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken when Systems Manager, or the patch rule of AWS Config, finds that a node lacks patches. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const nudge = parseComplianceNudge(event);
    logger.appendKeys({ nudge });

    const report = await answerNoncompliance(nudge, world);
    metrics.addMetric(`noncompliant-${report.did}`, 'Count', 1);
    logger.info('Answered noncompliance', { report });
  });
