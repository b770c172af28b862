/**
 * Checks templates offline: `node scripts/check-stack.mjs [FILE…]`, by default the three that `npm run package` writes and
 * those in `stacks/`. Prints what is wrong and ends with 1, or says how much it looked at.
 */
import { existsSync, readdirSync } from 'node:fs';
import { problemsOf } from './check-template.mjs';
import { readTemplate } from './read-template.mjs';

const given = process.argv.slice(2);
for (const file of given.length > 0 ? given : templatesOfTheProject()) await check(file);

async function check(file) {
  if (!existsSync(file)) {
    console.error(`${file}: is not there; npm run package writes what is in .serverless`);
    process.exitCode = 1;
    return;
  }
  const template = readTemplate(file);
  const problems = await problemsOf(template);
  for (const problem of problems) console.error(`${file}: ${problem}`);
  if (problems.length > 0) process.exitCode = 1;
  else console.log(`${file}: ${Object.keys(template.Resources).length} resources, nothing wrong`);
}

function templatesOfTheProject() {
  const packaged = ['.serverless', '.serverless/region', '.serverless/account'].map(
    (folder) => `${folder}/cloudformation-template-update-stack.json`,
  );
  const stacks = readdirSync('stacks').filter((name) => /\.ya?ml$/.test(name));
  return [...packaged, ...stacks.map((name) => `stacks/${name}`)];
}
