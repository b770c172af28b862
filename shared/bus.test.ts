/** The bus: a member brings what AWS services say of it, and can put no word into our mouth. */
import { describe, expect, it } from '@jest/globals';
import { packagedTemplate, type Resource, writtenStack } from './testing/packaged.ts';

interface Pattern {
  readonly source?: readonly string[];
  readonly 'detail-type'?: readonly string[];
  readonly account?: readonly unknown[];
}

const { Resources } = packagedTemplate('hub');
const rules = Object.values(Resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
const forwarding = Object.values(writtenStack('member').Resources).filter(
  ({ Type, Properties }) =>
    Type === 'AWS::Events::Rule' && JSON.stringify(Properties).includes('event-bus/patchplane-'),
);

describe('the policy of the bus', () => {
  const { Statement: statement } = Object(Resources['BusPolicy']?.Properties);

  it('lets in the organization, or the account alone where there is none', () => {
    const own = { AWS: { 'Fn::Sub': `arn:$${'{AWS::Partition}'}:iam::$${'{AWS::AccountId}'}:root` } };
    const ofOrganization = { 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } };
    expect(statement).toMatchObject({
      Effect: 'Allow',
      Principal: { 'Fn::If': ['InOrganization', '*', own] },
      Action: 'events:PutEvents',
      Condition: { StringEquals: { 'Fn::If': ['InOrganization', ofOrganization, { Ref: 'AWS::NoValue' }] } },
    });
  });

  it('lets in exactly what the rules of the members forward', () => {
    expect(forwarding.length).toBeGreaterThan(0);
    const patterns = forwarding.map(patternOf);
    expect(statement.Condition['ForAllValues:StringEquals']).toEqual({
      'events:source': distinct(patterns.flatMap(({ source = [] }) => source)),
      'events:detail-type': distinct(patterns.flatMap(({ 'detail-type': types = [] }) => types)),
    });
  });

  it('lets in no source of ours: only AWS can put events whose source begins with aws', () => {
    const sources: readonly string[] = statement.Condition['ForAllValues:StringEquals']['events:source'];
    expect(sources.filter((source) => !source.startsWith('aws.'))).toEqual([]);
  });
});

describe('a rule of ours', () => {
  const own = rules.map(patternOf).filter(({ source = [] }) => source.includes('patchplane'));

  it('that does what an event of ours asks looks at the account as well', () => {
    expect(own.length).toBeGreaterThan(0);
    for (const { account } of own) expect(account).toEqual([{ Ref: 'AWS::AccountId' }]);
  });

  it('on the default bus hears of the account itself: of the catalogue', () => {
    const onDefault = rules.filter(({ Properties }) => Properties?.['EventBusName'] === undefined).map(patternOf);
    expect(onDefault).toMatchObject([{ source: ['aws.ssm'], 'detail-type': ['Parameter Store Change'] }]);
  });
});

function patternOf({ Properties }: Resource): Pattern {
  return Object(Properties?.['EventPattern']);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted();
}
