import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { problemsOfRunbook } from './ssm-runbook-problems.ts';

const files = readdirSync('runbooks').filter((name) => name.endsWith('.yml'));

describe('every runbook', () => {
  it('is looked at', () => {
    expect(files).toEqual(['diagnose.yml', 'force-reboot.yml', 'patch-cell.yml']);
  });

  it.each(files)('%s calls what the SDK knows, selects what is there, and says how each step fails', (file) => {
    expect(problemsOfRunbook(file, runbook(file))).toEqual([]);
  });
});

describe('problemsOfRunbook()', () => {
  it.each([
    ['an unknown service', 'Service: ec2', 'Service: ec3', 'ReadState: there is no service ec3 among ssm, ec2, config'],
    [
      'an unknown API',
      'Api: DescribeInstances',
      'Api: DescribeInstancez',
      'ReadState: there is no API DescribeInstancez of ec2',
    ],
    ['a misspelt member', 'InstanceIds: [', 'InstanceIdz: [', 'ReadState: DescribeInstances has no member InstanceIdz'],
    [
      'a member of a wrong type',
      "InstanceIds: ['{{ Node }}']",
      "InstanceIds: '{{ Node }}'",
      'ReadState: DescribeInstances.InstanceIds is "text", wanted a list',
    ],
    [
      'a number that is a text',
      "InstanceIds: ['{{ Node }}']",
      "MaxResults: '5'",
      'ReadState: DescribeInstances.MaxResults is "5", wanted a number',
    ],
    [
      'a misspelt member below',
      '        - Key: InstanceIds',
      '        - Kay: InstanceIds',
      'ReadAgent: DescribeInstanceInformation.Filters[0] has no member Kay',
    ],
    [
      'a selector into nothing',
      'Instances[0].State.Name',
      'Instances[0].Stade.Name',
      'ReadState: $.Reservations[0].Instances[0].Stade.Name selects nothing from what DescribeInstances answers: no Stade',
    ],
    [
      'a list that is none',
      'Instances[0].State.Name',
      'Instances[0].State[0]',
      'ReadState: $.Reservations[0].Instances[0].State[0] selects nothing from what DescribeInstances answers: no list',
    ],
    [
      'a member that must be there',
      "      AutomationExecutionId: '{{ automation:EXECUTION_ID }}'\n",
      '',
      'GatherLines: AutomationExecutionId is missing',
    ],
    [
      'an unknown variable',
      "Value: 'ok instance: running.'",
      "Value: '{{ ReadState.Stade }}'",
      'StateRunning: {{ ReadState.Stade }} is nothing',
    ],
    [
      'a branch to nowhere',
      'NextStep: StateRunning',
      'NextStep: Running',
      'JudgeState: leads to Running, which is no step here',
    ],
    ['an output of nothing', '- GatherLines.Lines', '- GatherLines.Lynes', 'outputs: there is no GatherLines.Lynes'],
    ['a step that says no timeout', '    timeoutSeconds: 600\n', '', 'AskNode: says no timeoutSeconds'],
    [
      'a command with a misspelt member',
      'DocumentName: Patch',
      'DocumentNayme: Patch',
      'AskNode: DocumentName is missing',
    ],
  ])('finds %s', (_, before, after, problem) => {
    const content = runbook('diagnose.yml');
    expect(content).toContain(before);
    expect(problemsOfRunbook('diagnose.yml', content.replace(before, after))).toContainEqual(problem);
  });

  it('looks into loops, and at what a step waits for', () => {
    const content = runbook('force-reboot.yml')
      .replace('PingStatus', 'PingState')
      .replace('DesiredValues: [Online]', 'DesiredValues: []')
      .replace('          maxAttempts: 2\n', '');
    expect(problemsOfRunbook('force-reboot.yml', content)).toEqual([
      'Scan: says no maxAttempts',
      'WaitUntilOnline: names no DesiredValues',
    ]);
    expect(
      problemsOfRunbook('force-reboot.yml', content.replace('DesiredValues: []', 'DesiredValues: [x]')),
    ).toContainEqual(expect.stringMatching(/^WaitUntilOnline: .*no PingState$/));
  });
});

function runbook(file: string): string {
  return readFileSync(`runbooks/${file}`, 'utf8');
}
