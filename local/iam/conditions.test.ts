import { describe, expect, it } from '@jest/globals';
import { ConditionContext } from './condition-context.ts';
import { conditionsHold } from './conditions.ts';
import { readPolicy } from './policy.ts';

const context = new ConditionContext({
  'aws:PrincipalOrgID': 'o-example1234',
  'aws:PrincipalAccount': '111122223333',
  'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/app/reader',
  'aws:SecureTransport': 'true',
  'aws:TagKeys': ['maintenance:patching', 'owner'],
  'ssm:resourceTag/maintenance:patching': '2SATX4',
});

function judge(condition: object): string {
  const [statement] = readPolicy({ Statement: { Effect: 'Allow', Action: '*', Condition: condition } }, 'a test');
  return conditionsHold(statement?.conditions ?? [], context);
}

describe('conditionsHold()', () => {
  it.each([
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-example1234' } }, 'yes'],
    [{ StringEquals: { 'AWS:principalorgid': ['o-other00000', 'o-example1234'] } }, 'yes'],
    [{ StringEquals: { 'aws:PrincipalOrgID': 'o-other00000' } }, 'no'],
    [{ StringNotEquals: { 'aws:PrincipalOrgID': ['o-example1234', 'o-other00000'] } }, 'no'],
    [{ StringNotEquals: { 'aws:PrincipalOrgID': 'o-other00000' } }, 'yes'],
    [{ StringLike: { 'ssm:resourceTag/maintenance:patching': '?SAT*' } }, 'yes'],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/app/*' } }, 'yes'],
    [{ ArnEquals: { 'aws:PrincipalArn': 'arn:*:role/app/reader' } }, 'no'], // no wildcard reaches across a colon
    [{ Bool: { 'aws:SecureTransport': true } }, 'yes'],
    [{ StringEquals: { 'aws:PrincipalAccount': '$' + '{aws:PrincipalAccount}' } }, 'yes'],
  ])('K1: judges %j as %s', (condition, expected) => {
    expect(judge(condition)).toBe(expected);
  });

  it.each([
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['maintenance:patching', 'owner', 'Name'] } }, 'yes'],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['maintenance:patching'] } }, 'no'],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['owner'] } }, 'yes'],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['Name'] } }, 'no'],
    [{ StringEquals: { 'aws:TagKeys': ['owner'] } }, 'unknown'],
  ])('K1: judges the set %j as %s', (condition, expected) => {
    expect(judge(condition)).toBe(expected);
  });

  it.each([
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }],
    [{ StringEquals: { 'aws:PrincipalTag/team': 'operations' } }],
    [{ StringNotEquals: { 'aws:PrincipalTag/team': 'operations' } }],
    [{ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } }],
    [{ Null: { 'aws:SourceVpc': 'true' } }],
    [{ StringWondrous: { 'aws:PrincipalOrgID': 'o-example1234' } }],
    [{ StringEquals: { 'aws:PrincipalOrgID': '$' + '{aws:username}' } }],
  ])('K2: cannot judge %j', (condition) => {
    expect(judge(condition)).toBe('unknown');
  });

  it.each([
    [{ StringEquals: { 'sts:ExternalId': 'x' } }, 'no'],
    [{ StringNotEquals: { 'sts:ExternalId': 'x' } }, 'yes'],
    [{ StringEqualsIfExists: { 'sts:ExternalId': 'x' } }, 'yes'],
    [{ 'ForAllValues:StringEquals': { 'sts:ExternalId': 'x' } }, 'yes'],
    [{ Null: { 'sts:ExternalId': 'true' } }, 'yes'],
    [{ Null: { 'sts:ExternalId': 'false' } }, 'no'],
    [{ Null: { 'aws:PrincipalOrgID': 'false' } }, 'yes'],
  ])('K3: judges %j of an absent key as %s', (condition, expected) => {
    expect(judge(condition)).toBe(expected);
  });

  it('K1: wants every condition to hold', () => {
    const orgId = { 'aws:PrincipalOrgID': 'o-example1234' };
    expect(judge({ StringEquals: orgId, Bool: { 'aws:SecureTransport': 'false' } })).toBe('no');
    expect(judge({ StringEquals: orgId, IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })).toBe('unknown');
  });
});
