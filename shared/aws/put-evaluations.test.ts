import { afterEach, describe, expect, it } from '@jest/globals';
import { type AnsweredCalls, answeredCalls } from '../testing/answered-calls.ts';
import { type ConfigAnswer, evaluationPutter, recordedTagReader } from './put-evaluations.ts';

const NOW = new Date('2026-03-06T21:00:00Z');
const ASKER = { account: '444455556666', region: 'eu-west-1' };
const assume = async () => ({ accessKeyId: 'key', secretAccessKey: 'secret', sessionToken: 'token' });

interface Put {
  readonly Evaluations: readonly { readonly ComplianceResourceId: string }[];
  readonly TestMode?: boolean;
}

let answered: AnsweredCalls | undefined;
afterEach(() => answered?.end());

describe('evaluationPutter()', () => {
  it('puts at most 100 evaluations a call', async () => {
    const puts = await put(answers(250));

    expect(puts.map(({ Evaluations }) => Evaluations.length)).toEqual([100, 100, 50]);
    expect(puts.every(({ TestMode }) => TestMode === undefined)).toBe(true);
  });

  it('puts what failed once more, after all others', async () => {
    let first = true;
    const puts = await put(answers(150), (failing) => {
      const failed = first ? ['i-7', 'i-8'] : [];
      first = false;
      return failing(failed);
    });

    expect(puts.map(({ Evaluations }) => Evaluations.length)).toEqual([100, 50, 2]);
  });

  it('throws what fails again, once the rest is put', async () => {
    await expect(put(answers(150), (failing) => failing(['i-7']))).rejects.toThrow(
      'Cannot answer Config in 444455556666 eu-west-1: it took no evaluation of i-7 (1 of 150)',
    );
    expect(answered?.calls).toHaveLength(3);
  });

  it('puts in test mode where the rule is only tried out', async () => {
    expect(await put(answers(1), undefined, 'TESTMODE')).toMatchObject([{ TestMode: true }]);
  });
});

describe('recordedTagReader()', () => {
  const item = {
    ...ASKER,
    node: { id: 'i-0a1b2c3d4e5f60718' },
    resourceType: 'AWS::EC2::Instance' as const,
    orderingTimestamp: NOW,
  };

  it('reads the very item that Config asks about', async () => {
    answered = answeredCalls(() => ({ body: { configurationItems: [{ tags: { Name: 'web-01' } }] } }), NOW);

    expect(await recordedTagReader(assume)(item)).toEqual({ Name: 'web-01' });
    expect(answered.calls).toMatchObject([
      { operation: 'GetResourceConfigHistory', body: { limit: 1, laterTime: NOW.getTime() / 1000 } },
    ]);
  });

  it('does not take an item that is not there for one without tags', async () => {
    answered = answeredCalls(() => ({ body: { configurationItems: [] } }), NOW);

    await expect(recordedTagReader(assume)(item)).rejects.toThrow('it holds no item of it');
  });
});

type Failing = (ids: readonly string[]) => { body: object };

async function put(
  evaluations: readonly ConfigAnswer[],
  answer: (failing: Failing) => { body: object } = (failing) => failing([]),
  resultToken = 'token',
): Promise<Put[]> {
  const failing: Failing = (ids) => ({
    body: { FailedEvaluations: ids.map((id) => ({ ComplianceResourceId: id, ComplianceType: 'COMPLIANT' })) },
  });
  answered = answeredCalls(() => answer(failing), NOW);
  await evaluationPutter(assume)({ ...ASKER, resultToken }, evaluations);
  return answered.calls.map(({ body }) => body as Put);
}

function answers(count: number): ConfigAnswer[] {
  return Array.from({ length: count }, (_, index) => ({
    resourceType: 'AWS::EC2::Instance',
    resourceId: `i-${index}`,
    compliance: 'COMPLIANT',
    annotation: '2SAT is an approved schedule.',
    orderingTimestamp: NOW,
  }));
}
