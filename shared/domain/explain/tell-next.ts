import type { CatalogueEntry } from '../catalogue/catalogue-entry.ts';
import { nextOccurrence } from '../schedule/occurrences.ts';
import { parseSchedule } from '../schedule/schedule.ts';
import { sayScope } from '../window/hold.ts';
import { concerns } from './concerns.ts';
import type { NodeFacts } from './node-facts.ts';
import { sayWhen } from './say-when.ts';
import { type Chapter, chapter, type Step, unknown } from './story.ts';
import { reasonOfTag } from './tell-tag.ts';

type NextFacts = Pick<NodeFacts, 'now' | 'tags' | 'judged' | 'catalogue' | 'schedule' | 'holds' | 'part'>;

/** The next window that owes the node a patch, and what stands in its way already. */
export function tellNext(facts: NextFacts): Chapter {
  return chapter('Next', [...tellNextWindow(facts), ...tellStandingHolds(facts)]);
}

function tellNextWindow({ now, tags, judged, catalogue, schedule }: NextFacts): Step[] {
  const source = 'computed from the catalogue in force';
  if (catalogue.kind === 'unread') return [unknown(source, `The next window is not known: ${catalogue.reason}`)];
  if (reasonOfTag(tags, judged, catalogue) !== undefined) {
    return [{ said: 'No window, as long as its tag stays as it is.', source }];
  }
  const value = tags.kind === 'known' ? tags.value.patching : schedule;
  const entry = catalogue.entries.find((one) => one.value === value);
  const opensAt = entry && nextOpening(entry, now);
  if (entry === undefined || opensAt === undefined) {
    return [{ said: 'No window: no entry of its schedule is in force.', source }];
  }
  const guess = tags.kind === 'known' ? '' : ', if its tag is still what it was';
  return [{ said: `The next window of ${entry.value} opens ${sayWhen(opensAt, entry.zone)}${guess}.`, source }];
}

/** When the next window of an entry opens. */
export function nextOpening({ value, zone, offsetDays }: CatalogueEntry, after: Date): Date | undefined {
  const parsed = parseSchedule(value);
  return parsed.kind === 'refused'
    ? undefined
    : nextOccurrence({ schedule: parsed.schedule, zone, offsetDays }, after).instant;
}

function tellStandingHolds({ holds, schedule, part, tags }: NextFacts): Step[] {
  const account = part?.node.account ?? (tags.kind === 'known' ? tags.value.account : undefined);
  const value = tags.kind === 'known' ? tags.value.patching : schedule;
  return holds
    .filter(({ releasedAt }) => releasedAt === undefined)
    .filter(({ scope }) => concerns(scope, { schedule: value, account }))
    .map(({ scope, by, reason, at }) => ({
      at,
      said: `A hold on ${sayScope(scope)} stands, by ${by}: ${reason}`,
      source: 'ledger, HOLDS',
    }));
}
