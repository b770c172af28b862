/**
 * `node scripts/check-scripts.mjs shell|powershell`: every script that is sent to nodes, out of the Command documents of
 * stacks/*.yml, and `.ci/run` itself. Shell is shellcheck's to judge; of PowerShell only the syntax is looked at, by pwsh.
 * Parameters of Systems Manager are replaced first, as Systems Manager replaces them: by their default, or by a word.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readTemplate } from './read-template.mjs';

const project = path.resolve(import.meta.dirname, '..');
const kinds = {
  // `sh` is what the agent runs a script by.
  shell: {
    action: 'aws:runShellScript',
    extension: 'sh',
    check: (files) => ['shellcheck', ['--shell=sh', ...files]],
    more: () => spawnSync('shellcheck', [path.join(project, '.ci/run')], { stdio: 'inherit' }).status,
  },
  powershell: {
    action: 'aws:runPowerShellScript',
    extension: 'ps1',
    check: (files) => ['pwsh', parseWith(files)],
    more: () => 0,
  },
};

const kind = kinds[process.argv[2]];
if (kind === undefined) throw new Error(`Cannot check '${process.argv[2]}', wanted ${Object.keys(kinds).join(' or ')}`);
const folder = mkdtempSync(path.join(tmpdir(), 'patchplane-scripts-'));
try {
  const files = scripts(kind.action).map(({ name, text }) => {
    const file = path.join(folder, `${name}.${kind.extension}`);
    writeFileSync(file, text);
    return file;
  });
  if (files.length === 0) throw new Error(`Cannot check ${process.argv[2]}: no document of stacks/*.yml has any`);
  const [command, args] = kind.check(files);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (error !== undefined) throw new Error(`Cannot run ${command}: ${error.message}`);
  process.exitCode = status === 0 && kind.more() === 0 ? 0 : 1;
  if (process.exitCode === 0) console.log(`${files.length} scripts, nothing wrong`);
} finally {
  rmSync(folder, { recursive: true });
}

function scripts(action) {
  return readdirSync(path.join(project, 'stacks'))
    .filter((name) => name.endsWith('.yml'))
    .flatMap((name) => Object.values(readTemplate(path.join(project, 'stacks', name)).Resources ?? {}))
    .filter(({ Type }) => Type === 'AWS::SSM::Document')
    .flatMap(({ Properties }) =>
      (Properties.Content.mainSteps ?? [])
        .filter((step) => step.action === action)
        .map((step) => ({
          name: `${Properties.Name}-${step.name}`,
          text: scriptOf(step, Properties.Content.parameters),
        })),
    );
}

function scriptOf({ inputs }, parameters = {}) {
  const wordFor = (name) => (typeof parameters[name]?.default === 'string' ? parameters[name].default : 'value');
  return inputs.runCommand.join('\n').replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => wordFor(name));
}

/** Reads each file without running it, and fails if one has an error of syntax. */
function parseWith(files) {
  const list = files.map((file) => `'${file}'`).join(',');
  const parse =
    '$e = $null; [Management.Automation.Language.Parser]::ParseFile($_, [ref]$null, [ref]$e) | Out-Null; $e';
  return [
    '-NoProfile',
    '-Command',
    `$all = ${list} | ForEach-Object { ${parse} }; $all | Out-String; exit @($all).Count`,
  ];
}
