/**
 * Every rule that deploys and every sample: moto beside the matcher of the embedded AWS. By TestEventPattern where moto
 * implements it, and otherwise by real rules, each with a queue of its own, and the samples put on their bus.
 */
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { type EventRule, eventRules } from '../bundles/event-rules.ts';
import { eventSample, eventSampleNames } from '../bundles/event-samples.ts';
import { readEventPattern } from '../services/event-pattern.ts';
import type { Finding } from './main.ts';
import { createQueue, readBodies } from './moto-queue.ts';
import { configAt, HUB } from './seed-moto.ts';

/** What PutEvents takes, and what moto sends on, of a sample. */
const sample = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
  resources: z.optional(z.array(z.string())),
});

export async function checkEventPatterns(endpoint: string, root: string): Promise<Finding[]> {
  // What is put on a bus comes from whoever puts it, so that here hub and member are one account.
  const rules = eventRules(root, { hub: HUB, member: HUB });
  const names = eventSampleNames(root);
  const samples = names.flatMap((name) => {
    const { data } = sample.safeParse(eventSample(root, name));
    return data === undefined ? [] : [{ name, ...data, detail: { ...data.detail, sample: name } }];
  });
  const events = new EventBridgeClient(configAt(endpoint));
  const unasked = names.length - samples.length;
  const tellingOfUnasked: Finding = {
    kind: 'gap',
    what: `${unasked} of ${names.length} samples cannot be put on a bus`,
    why: 'they are inputs without an envelope, or spoilt in it',
  };
  const theirs = (await tested(events, rules, samples)) ?? (await delivered(events, endpoint, rules, samples));
  return [...theirs.findings, tellingOfUnasked, ...compared(rules, samples, theirs.matched)];
}

type Sample = z.infer<typeof sample> & { readonly name: string };
/** `rule / sample` of every match. */
type Matched = ReadonlySet<string>;

interface Theirs {
  readonly matched: Matched;
  readonly findings: readonly Finding[];
}

function compared(rules: readonly EventRule[], samples: readonly Sample[], matched: Matched): Finding[] {
  const differences = rules.flatMap(({ name: rule, pattern }) =>
    samples.flatMap(({ name, ...event }): Finding[] => {
      const [ours, theirs] = [readEventPattern(pattern)({ ...event, account: HUB }), matched.has(`${rule} / ${name}`)];
      if (ours === theirs) return [];
      return [
        {
          kind: 'FAILED',
          what: `${rule} and events/${name}.json`,
          why: `the embedded AWS says ${ours}, moto says ${theirs}`,
        },
      ];
    }),
  );
  const alike = rules.length * samples.length - differences.length;
  const what = `moto and the embedded AWS agree ${alike} times whether a rule lets a sample through, ${matched.size} times that it does`;
  return [{ kind: matched.size > 0 ? 'ok' : 'FAILED', what }, ...differences];
}

/** Undefined where moto has the call and answers nothing. */
async function tested(
  events: EventBridgeClient,
  rules: readonly EventRule[],
  samples: readonly Sample[],
): Promise<Theirs | undefined> {
  const matched = new Set<string>();
  for (const { name: rule, pattern } of rules) {
    for (const { name, ...event } of samples) {
      const Event = JSON.stringify({
        id: name,
        account: HUB,
        time: '2026-03-06T20:00:00Z',
        region: 'eu-central-1',
        ...event,
      });
      const { Result } = await events.send(
        new TestEventPatternCommand({ EventPattern: JSON.stringify(pattern), Event }),
      );
      if (Result === undefined) return undefined;
      if (Result) matched.add(`${rule} / ${name}`);
    }
  }
  return { matched, findings: [{ kind: 'ok', what: 'TestEventPattern answers' }] };
}

const BUS = 'samples';
/** Entries in one PutEvents (the service's limit). */
const ENTRIES_MAX = 10;

async function delivered(
  events: EventBridgeClient,
  endpoint: string,
  rules: readonly EventRule[],
  samples: readonly Sample[],
): Promise<Theirs> {
  await events.send(new CreateEventBusCommand({ Name: BUS }));
  const queues: { readonly rule: string; readonly url: string }[] = [];
  for (const [index, { name: rule, pattern }] of rules.entries()) {
    const { url, arn } = await createQueue(endpoint, `rule-${index}`);
    const Name = `rule-${index}`;
    await events.send(new PutRuleCommand({ Name, EventBusName: BUS, EventPattern: JSON.stringify(pattern) }));
    await events.send(new PutTargetsCommand({ Rule: Name, EventBusName: BUS, Targets: [{ Id: 'queue', Arn: arn }] }));
    queues.push({ rule, url });
  }
  for (let start = 0; start < samples.length; start += ENTRIES_MAX) {
    const Entries = samples.slice(start, start + ENTRIES_MAX).map((one) => ({
      EventBusName: BUS,
      Source: one.source,
      DetailType: one['detail-type'],
      Detail: JSON.stringify(one.detail),
      Resources: one.resources,
    }));
    await events.send(new PutEventsCommand({ Entries }));
  }
  const matched = new Set<string>();
  for (const { rule, url } of queues) {
    for (const body of await readBodies(endpoint, url)) matched.add(`${rule} / ${nameOf(body)}`);
  }
  const why = 'moto has the call and answers nothing; real rules and queues are asked instead';
  return { matched, findings: [{ kind: 'gap', what: 'TestEventPattern', why }] };
}

function nameOf(body: string): string {
  return z.object({ detail: z.object({ sample: z.string() }) }).parse(JSON.parse(body)).detail.sample;
}
