import type { Cloud } from '../cloud.ts';
import type { Capability } from '../fleet/capability.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { configAggregator } from './config-aggregator.ts';
import { configEvaluations } from './config-evaluations.ts';
import { configReads } from './config-reads.ts';
import { ConfigRecorder } from './config-recorder.ts';
import { configReevaluation } from './config-reevaluation.ts';
import { ConfigRules, ruleProviders } from './config-rules.ts';
import { ConfigVerdicts } from './config-verdict.ts';

/** AWS Config: a recorder in every account and Region, rules over it, and aggregators above them all. */
export function config(cloud: Cloud, fleet: Fleet): Capability[] {
  const recorder = new ConfigRecorder(cloud, fleet);
  const verdicts = new ConfigVerdicts(cloud);
  const rules = new ConfigRules(cloud, recorder, verdicts);
  return [
    configAggregator(cloud, recorder),
    configEvaluations({ cloud, recorder, rules, verdicts }),
    configReads(recorder),
    configReevaluation(rules),
    { operations: {}, resources: ruleProviders(cloud, rules) },
  ];
}
