/** For tests: the shell script of a Command document, as `stacks/member.yml` deploys it. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { readTemplate } from '../cloudformation/read-template.ts';

const document = z.object({
  Properties: z.object({
    Content: z.object({
      mainSteps: z.array(z.object({ action: z.string(), inputs: z.object({ runCommand: z.tuple([z.string()]) }) })),
    }),
  }),
});

export function shellScriptOf(logicalId: string): string {
  const { Resources } = readTemplate(readFileSync('stacks/member.yml', 'utf8'), 'stacks/member.yml');
  const { mainSteps } = document.parse(Resources[logicalId]).Properties.Content;
  return mainSteps.find(({ action }) => action === 'aws:runShellScript')?.inputs.runCommand[0] ?? '';
}
