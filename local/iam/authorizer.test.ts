import { beforeEach, describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../clock.ts';
import type { Principal } from '../cloud.ts';
import { type CloudRecord, emptyRecord } from '../record.ts';
import { HUB, MEMBER, OTHER_MEMBER, smallOrganization } from '../testing/small-organization.ts';
import { administratorOf } from './administrator.ts';
import { assumeRole } from './assume-role.ts';
import { Authorizer } from './authorizer.ts';
import { Identities } from './identities.ts';
import { readPolicy } from './policy.ts';

const TOPIC = `arn:aws:sns:eu-central-1:${HUB}:alerts`;
const PARAMETER = `arn:aws:ssm:eu-central-1:${HUB}:parameter/patchplane/settings`;

let identities: Identities;
let authorizer: Authorizer;
let record: CloudRecord;

beforeEach(() => {
  record = emptyRecord();
  identities = new Identities();
  const clock = new VirtualClock(smallOrganization.from);
  authorizer = new Authorizer({ clock, organization: smallOrganization, record, identities });
});

function role(account: string, name: string, statement?: object, trust: object = { AWS: '*' }): Principal {
  const arn = `arn:aws:iam::${account}:role/${name}`;
  const trustPolicy = readPolicy({ Statement: { Effect: 'Allow', Principal: trust, Action: 'sts:AssumeRole' } }, name);
  identities.addRole({ arn, account, name, trust: trustPolicy, maxSessionSeconds: 3600 });
  authorizer.addResourcePolicy(arn, trustPolicy);
  if (statement !== undefined) identities.attach(arn, readPolicy({ Statement: statement }, name));
  return { account, arn: `arn:aws:sts::${account}:assumed-role/${name}/session`, roleArn: arn };
}

function resourcePolicy(resource: string, statement: object): void {
  authorizer.addResourcePolicy(resource, readPolicy({ Statement: statement }, resource));
}

function may(caller: Principal, action: string, resource: string, context = {}): boolean {
  return authorizer.refusalOf(caller, 'eu-central-1', { action, resource, context }) === undefined;
}

describe('a role in its own account', () => {
  it('may do what its policy allows, whatever the case of the action, and nothing else (A2)', () => {
    const reader = role(HUB, 'reader', { Effect: 'Allow', Action: 'SSM:getparameter*', Resource: PARAMETER });
    expect(may(reader, 'ssm:GetParametersByPath', PARAMETER)).toBe(true);
    expect(may(reader, 'ssm:PutParameter', PARAMETER)).toBe(false);
    expect(may(reader, 'ssm:GetParameter', `${PARAMETER}/more`)).toBe(false);
  });

  it('is refused by an explicit deny, even one that cannot be judged (A1)', () => {
    const denied = role(HUB, 'denied', [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Deny', Action: 'ssm:*', Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } },
    ]);
    expect(may(denied, 'ssm:GetParameter', PARAMETER)).toBe(false);
    expect(may(denied, 'sns:Publish', TOPIC)).toBe(true);
  });

  it('is not let in by an allow that cannot be judged', () => {
    const condition = { StringNotEquals: { 'aws:PrincipalTag/team': 'x' } };
    const vague = role(HUB, 'vague', { Effect: 'Allow', Action: '*', Resource: '*', Condition: condition });
    expect(may(vague, 'sns:Publish', TOPIC)).toBe(false);
  });

  it('may write only the tag keys that its policy names', () => {
    const node = `arn:aws:ec2:eu-central-1:${HUB}:instance/i-0abc`;
    const condition = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['maintenance:patching'] } };
    const tagger = role(HUB, 'tagger', {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: '*',
      Condition: condition,
    });
    expect(may(tagger, 'ec2:CreateTags', node, { 'aws:TagKeys': ['maintenance:patching'] })).toBe(true);
    expect(may(tagger, 'ec2:CreateTags', node, { 'aws:TagKeys': ['maintenance:patching', 'owner'] })).toBe(false);
  });

  it('is let in by a resource that names it, and not by one that names only its account', () => {
    const nobody = role(HUB, 'nobody');
    resourcePolicy(TOPIC, { Effect: 'Allow', Principal: { AWS: HUB }, Action: 'sns:Publish', Resource: TOPIC });
    expect(may(nobody, 'sns:Publish', TOPIC)).toBe(false);
    resourcePolicy(TOPIC, {
      Effect: 'Allow',
      Principal: { AWS: nobody.roleArn },
      Action: 'sns:Publish',
      Resource: TOPIC,
    });
    expect(may(nobody, 'sns:Publish', TOPIC)).toBe(true);
  });

  it('leaves a record of each refusal, in the words of AWS', () => {
    const nobody = role(HUB, 'nobody');
    const need = { action: 'sns:Publish', resource: TOPIC };
    expect(authorizer.refusalOf(nobody, 'eu-central-1', need)).toBe(
      `User: ${nobody.arn} is not authorized to perform: sns:Publish on resource: ${TOPIC} because no identity-based policy allows the sns:Publish action`,
    );
    expect(record.refusals).toEqual([
      { at: smallOrganization.from, principal: nobody.arn, action: 'sns:Publish', resource: TOPIC },
    ]);
  });
});

describe('a caller of another account', () => {
  const inOrganization = { StringEquals: { 'aws:PrincipalOrgID': smallOrganization.id } };

  it('needs its own grant and the policy of the resource (A3)', () => {
    const allow = { Effect: 'Allow', Action: 'sns:Publish', Resource: TOPIC };
    const granted = role(MEMBER, 'granted', allow);
    const bare = role(MEMBER, 'bare');
    expect(may(granted, 'sns:Publish', TOPIC)).toBe(false);
    resourcePolicy(TOPIC, { ...allow, Principal: '*', Condition: inOrganization });
    expect(may(granted, 'sns:Publish', TOPIC)).toBe(true);
    expect(may(bare, 'sns:Publish', TOPIC)).toBe(false);
  });

  it('is judged by its own policy alone where resources have none, as with shared documents', () => {
    const document = `arn:aws:ssm:eu-central-1:${HUB}:document/Patchplane-PatchCell`;
    expect(
      may(
        role(MEMBER, 'starter', { Effect: 'Allow', Action: 'ssm:*', Resource: document }),
        'ssm:GetDocument',
        document,
      ),
    ).toBe(true);
  });
});

describe('assumeRole()', () => {
  const grant = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/read' };

  it('wants the trust of the role and a grant of the caller (A4)', () => {
    role(MEMBER, 'read', undefined, { AWS: `arn:aws:iam::${HUB}:root` });
    const become = assumeRole(authorizer, identities);
    const asked = { roleArn: `arn:aws:iam::${MEMBER}:role/read`, sessionName: 'now' };

    expect(become(role(HUB, 'granted', grant), asked)).toEqual({
      account: MEMBER,
      arn: `arn:aws:sts::${MEMBER}:assumed-role/read/now`,
      roleArn: asked.roleArn,
    });
    expect(() => become(role(HUB, 'bare'), asked)).toThrow(/no identity-based policy allows the sts:AssumeRole/);
    expect(() => become(role(OTHER_MEMBER, 'granted', grant), asked)).toThrow(/no resource-based policy allows/);
    expect(() => become(administratorOf(HUB), { ...asked, roleArn: `${asked.roleArn}er` })).toThrow(/not authorized/);
  });

  it('wants trust even of an administrator of the same account', () => {
    role(HUB, 'read', undefined, { Service: 'lambda.amazonaws.com' });
    const become = assumeRole(authorizer, identities);
    const asked = { roleArn: `arn:aws:iam::${HUB}:role/read`, sessionName: 'now' };
    expect(() => become(administratorOf(HUB), asked)).toThrow(/no resource-based policy/);
    expect(become({ service: 'lambda.amazonaws.com', account: HUB }, asked).account).toBe(HUB);
    expect(() => become({ service: 'scheduler.amazonaws.com', account: HUB }, asked)).toThrow(/not authorized/);
  });
});

describe('an AWS service', () => {
  it('acts by the policy of the resource, for the account and source that it names (A5)', () => {
    resourcePolicy(TOPIC, {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: TOPIC,
      Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:events:*:${HUB}:rule/*` } },
    });
    const need = { action: 'sns:Publish', resource: TOPIC };
    const events = { service: 'events.amazonaws.com', account: HUB };
    const sourceArn = `arn:aws:events:eu-central-1:${HUB}:rule/hub/x`;
    expect(authorizer.refusalOfService({ ...events, sourceArn }, need)).toBeUndefined();
    expect(authorizer.refusalOfService({ ...events, sourceArn: sourceArn.replace(HUB, MEMBER) }, need)).toMatch(
      /^User: events/,
    );
    expect(authorizer.refusalOfService(events, need)).toBeDefined();
  });
});
