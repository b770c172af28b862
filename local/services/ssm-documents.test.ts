import { describe, expect, it } from '@jest/globals';
import { type FakeCloud, fakeCloud, hub, member } from '../fleet/fake-cloud.ts';

const content = {
  schemaVersion: '0.3',
  mainSteps: [{ name: 'doze', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }],
};
const share = { Name: 'Doze', PermissionType: 'Share' };

async function world(): Promise<FakeCloud> {
  const fake = fakeCloud([]);
  await fake.deploy('AWS::SSM::Document', { Name: 'Doze', Content: content, DocumentType: 'Automation' });
  return fake;
}

const accounts = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => String(300000000000 + from + index));

describe('ModifyDocumentPermission', () => {
  it('shares with twenty accounts a call, and lists them', async () => {
    const fake = await world();
    await fake.call('ssm', 'ModifyDocumentPermission', { ...share, AccountIdsToAdd: accounts(0, 20) }, hub);
    await fake.call('ssm', 'ModifyDocumentPermission', { ...share, AccountIdsToRemove: accounts(1, 19) }, hub);

    expect(await fake.call('ssm', 'DescribeDocumentPermission', share, hub)).toMatchObject({
      AccountIds: accounts(0, 1),
    });
    await expect(
      fake.call('ssm', 'ModifyDocumentPermission', { ...share, AccountIdsToAdd: accounts(0, 21) }, hub),
    ).rejects.toMatchObject({ code: 'ValidationException' });
  });

  it('shares with a thousand accounts and no more', async () => {
    const fake = await world();
    const add = (from: number) =>
      fake.call('ssm', 'ModifyDocumentPermission', { ...share, AccountIdsToAdd: accounts(from, 20) }, hub);
    for (let from = 0; from < 1000; from += 20) await add(from);
    await expect(add(1000)).rejects.toMatchObject({ code: 'DocumentPermissionLimit' });
  });

  it('lets the other account read the document by its ARN, until then it does not exist there', async () => {
    const fake = await world();
    const read = () =>
      fake.call('ssm', 'GetDocument', { Name: `arn:aws:ssm:${hub.region}:${hub.account}:document/Doze` }, member);
    await expect(read()).rejects.toMatchObject({ code: 'InvalidDocument' });
    await fake.call('ssm', 'ModifyDocumentPermission', { ...share, AccountIdsToAdd: [member.account] }, hub);

    expect(await read()).toMatchObject({ Name: 'Doze', Content: JSON.stringify(content), DocumentFormat: 'JSON' });
  });
});

describe('DescribeDocument', () => {
  it('knows the documents of AWS everywhere, and says whose they are', async () => {
    const fake = await world();
    expect(await fake.call('ssm', 'DescribeDocument', { Name: 'AWS-Noop' })).toMatchObject({
      Document: { Owner: 'Amazon', DocumentType: 'Command' },
    });
    expect(await fake.call('ssm', 'DescribeDocument', { Name: 'Doze' }, hub)).toMatchObject({
      Document: { Owner: hub.account, DocumentType: 'Automation' },
    });
    await expect(fake.call('ssm', 'DescribeDocument', { Name: 'Doze' }, member)).rejects.toMatchObject({
      code: 'InvalidDocument',
    });
  });
});

describe('AWS::SSM::Document', () => {
  it.each([
    ['another schema', { schemaVersion: '2.2', mainSteps: content.mainSteps }, /schemaVersion "2.2"/],
    [
      'two steps of one name',
      { ...content, mainSteps: [...content.mainSteps, ...content.mainSteps] },
      /two steps of one name/,
    ],
    [
      'a step after nothing',
      { ...content, mainSteps: [{ ...content.mainSteps[0], nextStep: 'gone' }] },
      /doze .* gone/,
    ],
    ['no steps', { schemaVersion: '0.3', mainSteps: [] }, /no steps/],
  ])('refuses %s by name', async (_, Content, message) => {
    await expect(
      fakeCloud([]).deploy('AWS::SSM::Document', { Name: 'Bad', Content, DocumentType: 'Automation' }),
    ).rejects.toThrow(message);
  });
});
