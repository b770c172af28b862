/** Every template that deploys: the two that are packaged, and the stacks as they are written. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readTemplate, type Template } from '../cloudformation/read-template.ts';

const PACKAGED: Readonly<Record<string, string>> = {
  hub: '.serverless/cloudformation-template-update-stack.json',
  region: '.serverless/region/cloudformation-template-update-stack.json',
};

export function projectTemplates(root: string): ReadonlyMap<string, Template> {
  const written = readdirSync(path.join(root, 'stacks'))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => [name.replace(/\.yml$/, ''), `stacks/${name}`] as const);
  return new Map(
    [...Object.entries(PACKAGED), ...written].map(([stack, file]) => {
      const whole = path.join(root, file);
      if (!existsSync(whole)) throw new Error(`Cannot read ${file}: npm run package writes it`);
      return [stack, readTemplate(readFileSync(whole, 'utf8'), file)];
    }),
  );
}

/** The template that a deployed stack is made of: `patchplane-live` is the hub, `patchplane-member` stacks/member.yml. */
export function templateOfStack(name: string): string {
  const [, kind = ''] = /^patchplane-(.+)$/.exec(name) ?? [];
  if (kind === 'live') return 'hub';
  return kind === 'region-live' ? 'region' : kind;
}
