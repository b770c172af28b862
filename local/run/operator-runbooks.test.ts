/** The runbooks that people start, as they deploy: from the hub, under the roles of both sides, in a member's cell. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Ended, HUB, type OperatedCell, operatedCell, SHOP, startOf } from './operated-cell.ts';

const PATIENCE_MS = 240_000;
const WINDOW = '22FRI@2026-03-06';
const FORCE_REBOOT = readFileSync('runbooks/force-reboot.yml', 'utf8');
const DIAGNOSE = readFileSync('runbooks/diagnose.yml', 'utf8');

let cell: OperatedCell;
beforeAll(async () => {
  cell = await operatedCell();
}, PATIENCE_MS);
afterAll(() => cell.stage.embedded.close());

describe('Patchplane-Diagnose', () => {
  const diagnose = (name: string) => cell.operate('Patchplane-Diagnose', { Node: [cell.nodeId(name)] }, 5);

  it(
    'says what it found of a node that is online, and asks the node itself',
    async () => {
      const { status, outputs, steps } = await diagnose('fine');
      expect(outputs).toEqual({
        'GatherLines.Lines': [
          'ok agent: online.',
          'ok agent version: 3.3.2299.0 is the latest.',
          'ok instance: running.',
          expect.stringMatching(`^ok profile: arn:aws:iam::${SHOP}:instance-profile/Nodes\\.`),
        ],
        'AskNode.Output': [
          'unknown all of it: the embedded AWS runs no scripts on nodes, and so not Patchplane-Probe.',
        ],
      });
      expect(status).toBe('Success');
      expect(steps.filter(({ StepStatus }) => StepStatus !== 'Success')).toEqual([]);
    },
    PATIENCE_MS,
  );

  it.each([
    [
      'lost',
      ['wrong agent: ConnectionLost.', 'ok agent version', 'ok instance: running.', 'ok profile', 'unknown endpoints'],
    ],
    ['asleep', ['unknown agent', 'wrong instance: stopped.', 'ok profile', 'unknown endpoints']],
    ['till', ['ok agent: online.', 'ok agent version', 'unknown instance and profile: a hybrid node']],
    ['app', ['ok agent: online.', 'unknown agent version: 3.3.2299.0.', 'ok instance: running.', 'ok profile']],
    ['i-0123456789abcdef0', ['unknown agent', 'unknown instance and profile: EC2 knows no', 'unknown endpoints']],
  ])(
    'says of %s what can be known, a step that fails notwithstanding',
    async (name, lines) => {
      const { status, outputs } = await diagnose(name);
      const said = outputs['GatherLines.Lines'] ?? [];
      expect(said.map((line, index) => (line.startsWith(lines[index] ?? 'nothing') ? lines[index] : line))).toEqual(
        lines,
      );
      expect(status).toBe('Success');
    },
    PATIENCE_MS,
  );

  it(
    'says otherwise when one of its steps says otherwise',
    async () => {
      await cell.change('Patchplane-Diagnose', DIAGNOSE.replace('StringEquals: running', 'StringEquals: Running'));
      const { outputs } = await diagnose('fine');
      expect(outputs['GatherLines.Lines']).toContainEqual(expect.stringMatching(/^wrong instance: running\./));
      await cell.change('Patchplane-Diagnose', DIAGNOSE);
    },
    PATIENCE_MS,
  );
});

describe('Patchplane-ForceReboot', () => {
  const names = ['lost', 'exempt', 'fine', 'web', 'till', 'app'];
  const forceReboot = () => {
    const parameters = { Nodes: names.map(cell.nodeId), Window: [WINDOW], Reason: ['ticket 4711'] };
    return cell.operate('Patchplane-ForceReboot', parameters, 120);
  };
  const commands = () =>
    cell.stage.cloud.record.commands.map(({ documentName, comment, nodeIds }) => [documentName, comment, ...nodeIds]);

  it(
    'without its reboot leaves the nodes as they are',
    async () => {
      await cell.change('Patchplane-ForceReboot', FORCE_REBOOT.replace('NextStep: Reboot\n', 'NextStep: Scan\n'));
      const { outputs } = await forceReboot();
      expect(outputs['ReadOutcome.PendingReboot']).toEqual(['0', '1', '0', '1', '1', '1']);
      expect((await cell.patchState('web'))?.Operation).toBe('Scan');
      await cell.change('Patchplane-ForceReboot', FORCE_REBOOT);
    },
    PATIENCE_MS,
  );

  describe('as it deploys', () => {
    let came: Ended;
    let before = 0;
    beforeAll(async () => {
      before = commands().length;
      came = await forceReboot();
    }, PATIENCE_MS);

    it('reboots and scans, one after the other, those that wait for it, and says what it came to', async () => {
      const ids = ['web', 'till', 'app'].map(cell.nodeId);
      expect(commands().slice(before)).toEqual(
        ids.flatMap((id) => [
          ['Patchplane-Reboot', `${WINDOW} forced reboot: ticket 4711`, id],
          ['AWS-RunPatchBaseline', `${WINDOW} scan after a forced reboot`, id],
        ]),
      );
      expect(came.outputs).toEqual({
        'ReadOutcome.Nodes': names.map(cell.nodeId),
        'ReadOutcome.PendingReboot': ['0', '1', '0', '0', '0', '0'],
      });
      expect(came.status).toBe('Success');
    });

    it('cannot reach a node that is exempt, which does not keep the next one from its turn', () => {
      expect(came.steps.filter(({ StepStatus }) => StepStatus !== 'Success')).toEqual([
        {
          StepName: 'Reboot',
          StepStatus: 'Failed',
          FailureMessage: expect.stringContaining('ssm:SendCommand'),
        },
      ]);
      expect(came.steps.filter(({ StepName }) => StepName === 'ReadAgain')).toHaveLength(names.length);
    });
  });
});

describe('an operator', () => {
  it('starts these two runbooks, and neither patches nor sends commands', async () => {
    const patch = startOf('Patchplane-PatchCell', {});
    await expect(cell.asOperator('StartAutomationExecution', patch)).rejects.toMatchObject({
      code: 'AccessDeniedException',
    });
    const reboot = { DocumentName: 'Patchplane-Reboot', InstanceIds: [cell.nodeId('web')], Parameters: {} };
    await expect(cell.asOperator('SendCommand', reboot)).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });

  it('cannot have them run as anything but the administration role of the hub', async () => {
    const start = startOf('Patchplane-Diagnose', {
      Node: [cell.nodeId('web')],
      AutomationAssumeRole: [`arn:aws:iam::${HUB}:role/patchplane-live-sweep-windows`],
    });
    await expect(cell.asOperator('StartAutomationExecution', start)).rejects.toMatchObject({
      message: expect.stringContaining('iam:PassRole'),
    });
  });
});
