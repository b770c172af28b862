/**
 * `npm run moto`: runs the packaged bundles against moto, an emulator of others, if it is on this machine (docs/emulators.md).
 * Ends with 0 if all checks hold, with 1 if one does not, and with 75 if moto is not here.
 */
import { spawnSync } from 'node:child_process';
import { builtProgram, project } from './built-program.mjs';

const NOT_HERE = 75;

if (spawnSync('moto_server', ['--help'], { stdio: 'ignore' }).status !== 0) {
  console.log('SKIPPED moto: moto_server is not installed (pip install "moto[server]")');
  process.exit(NOT_HERE);
}

const bundle = await builtProgram('local/moto/main.ts');
const env = { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
const { status } = spawnSync(process.execPath, [bundle], { cwd: project, env, stdio: 'inherit' });
process.exit(status ?? 1);
