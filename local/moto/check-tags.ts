/** check-tag and apply-default-tag at moto: two accounts by AssumeRole, a catalogue of two pages, notices read from a queue. */
import { DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { changedSample, eventSample } from '../bundles/event-samples.ts';
import type { Invocation } from '../bundles/invoke-bundle.ts';
import type { Finding } from './main.ts';
import { readNotices } from './moto-queue.ts';
import { MEMBER, REGION, type Seeded } from './seed-moto.ts';

export interface Stage {
  readonly root: string;
  readonly endpoint: string;
  readonly seeded: Seeded;
  readonly invoke: (bundle: string, event: unknown) => Promise<Invocation>;
}

/** One after the other, each on what the one before has left behind. */
export async function checkTags({ root, endpoint, seeded, invoke }: Stage): Promise<Finding[]> {
  const { taggedId, untaggedId, alertsQueueUrl } = seeded;
  const inbox = () => readNotices(endpoint, alertsQueueUrl);
  const findings: Finding[] = [];
  const check = async (what: string, holds: () => Promise<unknown>) => {
    const why = await holds().then(
      (found) => (found === true ? undefined : `found ${JSON.stringify(found)}`),
      (error: unknown) => String(error),
    );
    findings.push(why === undefined ? { kind: 'ok', what } : { kind: 'FAILED', what, why });
  };

  await check('check-tag reads the node of another account by AssumeRole, and refuses its tag', async () =>
    isReported(await invoke('check-tag', tagEvent(root, taggedId)), 'Checked tag', {
      nodeId: taggedId,
      verdict: 'malformed',
    }),
  );
  await check(
    'its notice is in the queue, through the filter on owners, and names an entry of the second page',
    async () => {
      const notices = await inbox();
      const fine = notices.length === 1 && /meant 6SUN\?/.test(notices[0]?.Subject ?? '');
      return fine || notices;
    },
  );
  await check('the same event again tells nobody', async () => {
    await invoke('check-tag', tagEvent(root, taggedId));
    const notices = await inbox();
    return notices.length === 0 || notices;
  });
  await check('apply-default-tag gives the first default that fits to a node of another account', async () =>
    isReported(await invoke('apply-default-tag', configEvent(root, untaggedId)), 'Applied default tag', {
      nodeId: untaggedId,
      did: 'tagged',
    }),
  );
  await check('the node carries it, by the word of EC2 in that account', async () => {
    const ec2 = new EC2Client(seeded.memberConfig);
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [untaggedId] }));
    const tags = Reservations?.[0]?.Instances?.[0]?.Tags ?? [];
    return tags.some(({ Key, Value }) => Key === 'maintenance:patching' && Value === '2SUN') || tags;
  });
  return findings;
}

function tagEvent(root: string, id: string): unknown {
  const resources = [`arn:aws:ec2:${REGION}:${MEMBER}:instance/${id}`];
  return changedSample(eventSample(root, 'tag-changed'), { account: MEMBER, region: REGION, resources });
}

function configEvent(root: string, resourceId: string): unknown {
  const detail = { resourceId, awsAccountId: MEMBER, awsRegion: REGION };
  return changedSample(eventSample(root, 'config-noncompliant'), { account: MEMBER, region: REGION, detail });
}

/** True, or the lines that were there instead. */
function isReported({ logs }: Invocation, message: string, wanted: Readonly<Record<string, string>>): true | unknown {
  const found = logs.some((line) => {
    const text = JSON.stringify(line);
    return [['message', message], ...Object.entries(wanted)].every(([name, value]) =>
      text.includes(`"${name}":"${value}"`),
    );
  });
  return found || logs;
}
