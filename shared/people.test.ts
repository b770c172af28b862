/** Who may ask for what on the hub's bus, by the managed policies for people. */
import { describe, expect, it } from '@jest/globals';
import { INTENT_DETAIL_TYPES } from './inbound/intent-detail-types.ts';
import { packagedTemplate } from './testing/packaged.ts';

const { Resources } = packagedTemplate('hub');
const EXCEPTIONS: readonly string[] = ['except', 'approve-exception', 'end-exception'];

describe('the policy of operators', () => {
  const asking = statementsOf('OperatorPolicy').find(({ Action }) => Action === 'events:PutEvents');

  it('lets them ask on the bus, in the name of Patchplane, for all but exceptions', () => {
    const intents = Object.entries(INTENT_DETAIL_TYPES).filter(([kind]) => !EXCEPTIONS.includes(kind));
    expect(asking).toMatchObject({ Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Bus', 'Arn'] } });
    const { StringEquals } = Object(asking).Condition;
    expect(StringEquals['events:source']).toBe('patchplane');
    expect([...StringEquals['events:detail-type']].sort()).toEqual(
      [
        ...intents.map(([, detailType]) => detailType),
        ...['Readiness Requested', 'Report Requested', 'Sweep Tags Requested'],
      ].sort(),
    );
  });
});

describe('the policy of readers', () => {
  it('reads, and does nothing else', () => {
    const actions = statementsOf('ReaderPolicy').flatMap(({ Action }) => Action);
    const reads = /^[a-z0-9]+:(Get|List|Describe|Query|BatchGet|Filter|Select)/;
    expect(actions).toContain('dynamodb:Query');
    expect(actions.filter((action) => !reads.test(String(action)))).toEqual([]);
  });
});

function statementsOf(id: string): readonly { readonly Effect: unknown; readonly Action: unknown }[] {
  return Object(Resources[id]?.Properties).PolicyDocument.Statement;
}
