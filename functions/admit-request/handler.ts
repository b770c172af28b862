import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseIntentEvent } from '../../shared/inbound/intent-event.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { admitRequest } from './admit-request.ts';
import { liveWorld } from './live-world.ts';

const world = liveWorld(settingsFrom(process.env));

/** Woken when somebody in the hub's account asks on its bus: patch now, hold, release, acknowledge. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const asked = parseIntentEvent(event);
    // The proof that came with it is not for the log.
    logger.appendKeys({ asked: asked.kind === 'asked' ? asked.intent : asked });

    const report = await admitRequest(asked, world);
    metrics.addMetric(`request-${report.did}`, 'Count', 1);
    logger.info('Answered request', { report });
  });
