/**
 * `npm run mutate:laws`: breaks one law after the other, each by a small patch in `laws/` that is applied to a copy of the
 * project, and has the tests run: each must turn them red. A suite that stays green under a broken law protects nothing.
 *
 * `npm run mutate:laws -- --referee` asks the referee of the embedded AWS instead, in whole runs of a tiny organization. It
 * is apart because each law takes a build and as many runs again; and it need not see them all, since some laws show only
 * in a trouble that none of these runs has.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const project = path.resolve(import.meta.dirname, '..');
const laws = path.join(import.meta.dirname, 'laws');

const asksReferee = process.argv.includes('--referee');

/** Those of the flows and of the decisions, which need neither bundles nor templates; or runs that the referee judges. */
const TESTS = asksReferee
  ? [
      'local/run/troubled.test.ts',
      'local/run/crashing.test.ts',
      '--testNamePattern',
      'calendar|on an account|takes nothing more|starts no second one|all lost',
    ]
  : ['functions', 'shared/domain/window'];

const copy = mkdtempSync(path.join(tmpdir(), 'patchplane-laws-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
const tracked = spawnSync('git', ['ls-files', '-z'], { cwd: project, encoding: 'utf8' })
  .stdout.split('\0')
  .filter(Boolean);
for (const file of tracked) cpSync(path.join(project, file), path.join(copy, file));
symlinkSync(path.join(project, 'node_modules'), path.join(copy, 'node_modules'), 'dir');

const sound = test();
if (sound.failed.length > 0 || sound.passed === 0)
  fail(`The tests are red without any patch: ${sound.failed.join('; ')}`);
console.log(`No law is broken: ${sound.passed} tests pass.`);

let survivors = 0;
for (const patch of readdirSync(laws).sort()) {
  const law = path.basename(patch, '.patch');
  apply(patch);
  const { failed } = test();
  apply(patch, '--reverse');
  if (failed.length === 0) survivors += 1;
  console.log(
    failed.length === 0
      ? `${law}: broken, and ${asksReferee ? 'no run shows it' : 'NO test says so'}`
      : `${law}: ${failed.length} tests say so, such as "${failed[0]}"`,
  );
}
if (survivors > 0 && !asksReferee) fail(`${survivors} laws can be broken without a red test.`);

function test() {
  if (asksReferee) for (const step of ['build', 'package']) bundle(step);
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const jest = path.join('node_modules', 'jest', 'bin', 'jest.js');
  const { stdout, error } = spawnSync(process.execPath, [...flags, jest, '--json', '--silent', ...TESTS], {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  const { testResults, numPassedTests } = JSON.parse(stdout);
  const failed = testResults.flatMap(({ name, status, assertionResults }) => {
    const titles = assertionResults.filter((each) => each.status === 'failed').map(({ fullName }) => fullName);
    return status === 'failed' && titles.length === 0 ? [`${path.relative(copy, name)} does not load`] : titles;
  });
  return { passed: numPassedTests, failed };
}

/** The runs are of what deploys. */
function bundle(step) {
  const { status, stderr } = spawnSync(process.execPath, [path.join('scripts', `${step}.mjs`), '--quiet'], {
    cwd: copy,
    encoding: 'utf8',
  });
  if (status !== 0) fail(`Cannot ${step} the copy: ${stderr.trim()}`);
}

/** A patch that no longer applies is no proof of anything. */
function apply(patch, ...options) {
  const { status, stderr } = spawnSync('git', ['apply', ...options, path.join(laws, patch)], {
    cwd: copy,
    encoding: 'utf8',
  });
  if (status !== 0) fail(`Cannot apply scripts/laws/${patch}: ${stderr.trim()}`);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
