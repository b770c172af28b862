/**
 * `npm run grants [-- --check | --page]`. It prints what each role may do and how often all tests together did it;
 * `--check` says only what is wrong; `--page` writes docs/permissions.md.
 */
import { writeFileSync } from 'node:fs';
import { type Compared, compareGrants } from './compare-grants.ts';
import { PAGE_FILE, permissionsPage } from './permissions-page.ts';
import { projectGrants } from './project-grants.ts';
import { readUsed } from './read-used.ts';
import { REASONS_FILE } from './reasons.ts';

const FOLDER = 'out/grants';

const HOW_TO_ANSWER = `What to do, for each line: if nothing needs the grant, take it away. If something does, play it end to end, as
local/run/rare-paths.test.ts does. Only what the embedded AWS cannot show is declared under "uncalled" in ${REASONS_FILE}.`;

const contents = await projectGrants('.');
if (process.argv.includes('--page')) {
  writeFileSync(PAGE_FILE, await permissionsPage(contents));
  console.log(`Wrote ${PAGE_FILE}`);
} else {
  const used = readUsed(FOLDER);
  if (used.length === 0) {
    console.error(`Cannot compare grants: ${FOLDER} holds no notes of a run. Run npm test first.`);
    process.exit(1);
  }
  const compared = compareGrants({ grants: contents.grants, used, declarations: contents.reasons.uncalled });
  if (!process.argv.includes('--check')) printUses(compared);
  report(compared);
}

function printUses({ uses }: Compared): void {
  let role = '';
  for (const { grant, calls, declared } of uses) {
    if (grant.role !== role) console.log(`\n${grant.role}`);
    role = grant.role;
    const often = calls > 0 ? `${calls} ×` : grant.heldBy === 'people' ? 'people' : declared ? 'declared' : 'NEVER';
    console.log(`${often.padStart(10)}  ${grant.action} on ${grant.resource.text}`);
  }
}

function report({ uses, problems }: Compared): void {
  if (problems.length === 0) {
    const roles = uses.filter(({ grant }) => grant.heldBy === 'role');
    const called = roles.filter(({ calls }) => calls > 0).length;
    console.log(`\nGrants: ${roles.length} of roles, ${called} called, ${roles.length - called} declared, none spare.`);
    return;
  }
  console.error(`\nThe roles grant more, or other, than was called (${problems.length}):\n`);
  for (const problem of problems) console.error(`  ${problem}`);
  console.error(`\n${HOW_TO_ANSWER}`);
  process.exitCode = 1;
}
