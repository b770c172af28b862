/** The command line of `npm start`. Everything that is refused is refused before anything runs. */
import { Command, CommanderError, type OutputConfiguration } from 'commander';
import { InputError } from '../organization/input-error.ts';
import type { Organization } from '../organization/organization.ts';
import { readOrganization } from '../organization/read-organization.ts';
import { parseInstant } from '../organization/zoned-time.ts';
import type { Stretch } from '../report/build-run.ts';

export interface Options {
  /** With `--from` and `--to` taken over. */
  readonly organization: Organization;
  readonly seed: number;
  readonly withoutTicks?: Stretch | undefined;
  readonly json: boolean;
  /** 0 lets the system choose a port. */
  readonly servePort?: number | undefined;
  readonly outFolder: string;
}

const TIME = 'a local time such as 2026-03-06T18:00, or one with an offset';
const SEED_MAX = 2 ** 31 - 1;
const PORT_MAX = 65_535;

interface Flags {
  readonly organization: string;
  readonly from?: string;
  readonly to?: string;
  readonly seed: string;
  readonly withoutTicks?: string;
  readonly json?: true;
  readonly serve?: string;
  readonly out: string;
}

/** Undefined when only help was wanted, which `output` has then been given. */
export function readOptions(words: readonly string[], output: OutputConfiguration = {}): Options | undefined {
  const flags = readFlags(words, output);
  if (flags === undefined) return undefined;
  const organization = within(readOrganization(flags.organization), flags);
  return {
    organization,
    seed: whole('--seed', flags.seed, SEED_MAX),
    withoutTicks: flags.withoutTicks === undefined ? undefined : stretch(flags.withoutTicks, organization),
    json: flags.json === true,
    servePort: flags.serve === undefined ? undefined : whole('--serve', flags.serve, PORT_MAX),
    outFolder: flags.out,
  };
}

function readFlags(words: readonly string[], output: OutputConfiguration): Flags | undefined {
  const command = new Command('npm start --')
    .usage('[flags]')
    .description('Runs a weekend of patching in an embedded AWS, on a virtual clock, with the handlers that deploy.')
    .option(
      '--organization <file>',
      'the organization to run; copy one of examples/ and edit it',
      'examples/default.json',
    )
    .option(
      '--from <time>',
      "where the run begins, in the organization's zone or with an offset; the file's own unless given",
    )
    .option('--to <time>', 'where it ends')
    .option('--seed <number>', 'durations and lags depend on it; the same seed gives the same run', '1')
    .option('--without-ticks <from/to>', 'the sweeps in this stretch never come')
    .option('--json', 'print one JSON object, and everything else to standard error')
    .option('--serve <port>', 'stay up with the clock running, and serve the AWS wire protocols on 127.0.0.1')
    .option('--out <folder>', 'where report.html and run.json go', 'out')
    .helpOption('--help', 'show this')
    .addHelpText(
      'after',
      '\nExit codes: 0 the run worked, whatever became of the nodes; 1 the control plane broke; 2 refused input.',
    )
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ ...output, writeErr: () => {} });
  try {
    command.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new InputError(
      `Cannot read the command line: ${error.message.replace(/^error: /, '')} (see npm start -- --help)`,
    );
  }
  return command.opts<Flags>();
}

function within(organization: Organization, flags: Flags): Organization {
  const { zone } = organization;
  const from = flags.from === undefined ? organization.from : instant('--from', flags.from, zone);
  const to = flags.to === undefined ? organization.to : instant('--to', flags.to, zone);
  if (from >= to) {
    const named = flags.to === undefined ? refused('--from', flags.from, 'a time before the end') : '';
    throw new InputError(named || refused('--to', flags.to, `a time after the beginning, ${from.toISOString()}`));
  }
  return { ...organization, from, to };
}

function stretch(text: string, { zone }: Organization): Stretch {
  const [first, second, ...more] = text.split('/');
  if (first === undefined || second === undefined || more.length > 0) {
    throw new InputError(refused('--without-ticks', text, 'two times with a slash between'));
  }
  const from = instant('--without-ticks', first, zone);
  const to = instant('--without-ticks', second, zone);
  if (from >= to) throw new InputError(refused('--without-ticks', text, 'the earlier time first'));
  return { from, to };
}

function instant(flag: string, text: string, zone: string): Date {
  const parsed = parseInstant(text, zone);
  if (parsed === undefined) throw new InputError(refused(flag, text, TIME));
  return parsed;
}

function whole(flag: string, text: string, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > max) throw new InputError(refused(flag, text, `a whole number from 0 to ${max}`));
  return value;
}

function refused(flag: string, value: string | undefined, wanted: string): string {
  return `Cannot read ${flag}: it is ${JSON.stringify(value)}, wanted ${wanted}`;
}
