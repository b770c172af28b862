import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import { parseRuleInvocation } from '../../shared/inbound/rule-invocation.ts';
import { settingsFrom } from '../../shared/platform/settings.ts';
import { logger, metrics } from '../../shared/platform/telemetry.ts';
import { evaluateTagRule } from './evaluate-tag-rule.ts';
import { liveWorld } from './live-world.ts';

const world = liveWorld(settingsFrom(process.env));

/** Evaluations in one line of the log: a rule's own clock brings thousands. */
const LOGGED_MAX = 20;

/** Called by AWS Config, in the Region of the rule, for every node whose configuration it has recorded. */
export const handler = middy()
  .use(injectLambdaContext(logger, { clearState: true }))
  .use(logMetrics(metrics))
  .handler(async (event: unknown) => {
    const invocation = parseRuleInvocation(event);
    const { kind, rule, account, region } = invocation;
    logger.appendKeys({ nudge: { cause: kind, rule, account, region } });

    const evaluations = await evaluateTagRule(invocation, world);
    for (const { compliance } of evaluations) metrics.addMetric(compliance, 'Count', 1);
    logger.info('Evaluated tags', { count: evaluations.length, evaluations: evaluations.slice(0, LOGGED_MAX) });
  });
