import type { StartAutomationExecutionCommandInput, TargetLocation } from '@aws-sdk/client-ssm';
import { AwsError } from '../cloud.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const limit = /^([1-9]\d*|\d{1,2}%|100%|0)$/;

/** What AWS can do and this one cannot: said, never skipped. */
const notPlayed = ['Targets', 'TargetMaps', 'TargetLocationsURL', 'AlarmConfiguration'] as const;

/** What the API model refuses of StartAutomationExecution, before anything is looked up. */
export function checkStart(input: StartAutomationExecutionCommandInput): void {
  const { DocumentName = '', ClientToken, Parameters = {}, Tags = [], TargetLocations } = input;
  must(
    /^[a-zA-Z0-9_\-.:/]{3,128}$/.test(DocumentName),
    `documentName '${DocumentName}' of ${DocumentName.length} characters, wanted 3 to 128 of letters, digits and _ - . : /`,
  );
  must(
    ClientToken === undefined || uuid.test(ClientToken),
    `clientToken '${ClientToken}', wanted a UUID of 36 characters`,
  );
  must(Tags.length <= 5, `${Tags.length} tags, wanted at most 5 at the start`);
  checkParameterLimits(Parameters);
  const unplayed = notPlayed.find((member) => input[member] !== undefined);
  if (unplayed !== undefined)
    throw new AwsError('NotImplemented', `The embedded AWS plays no automation with ${unplayed}: use TargetLocations`, {
      status: 501,
    });
  if (TargetLocations === undefined) return;
  must(
    TargetLocations.length >= 1 && TargetLocations.length <= 100,
    `${TargetLocations.length} target locations, wanted 1 to 100`,
  );
  for (const location of TargetLocations) checkLocation(location);
}

function checkParameterLimits(parameters: Readonly<Record<string, readonly string[]>>): void {
  must(Object.keys(parameters).length <= 200, `${Object.keys(parameters).length} parameters, wanted at most 200`);
  for (const [name, values] of Object.entries(parameters)) {
    must(name.length <= 50, `parameter name '${name}', wanted at most 50 characters`);
    must(values.length <= 50, `parameter ${name} has ${values.length} values, wanted at most 50`);
    const long = values.find(({ length }) => length > 512);
    must(long === undefined, `a value of parameter ${name} has ${long?.length} characters, wanted at most 512`);
  }
}

function checkLocation(location: TargetLocation): void {
  const { Accounts = [], Regions = [], ExcludeAccounts = [], ExecutionRoleName } = location;
  must(
    Accounts.length >= 1 && Accounts.length <= 50,
    `${Accounts.length} accounts in a target location, wanted 1 to 50`,
  );
  must(Regions.length >= 1 && Regions.length <= 50, `${Regions.length} Regions in a target location, wanted 1 to 50`);
  must(ExcludeAccounts.length <= 5000, `${ExcludeAccounts.length} excluded accounts, wanted at most 5000`);
  const stranger = Accounts.find((id) => !/^(\d{12}|r-[0-9a-z]{4,32})$/.test(id));
  must(
    stranger === undefined,
    `account '${stranger}', wanted 12 digits or a root (the embedded organization has no units)`,
  );
  must(
    ExecutionRoleName === undefined || /^[\w+=,.@/-]{1,64}$/.test(ExecutionRoleName),
    `executionRoleName '${ExecutionRoleName}', wanted 1 to 64 characters`,
  );
  for (const value of [location.TargetLocationMaxConcurrency, location.TargetLocationMaxErrors])
    must(value === undefined || limit.test(value), `rate limit '${value}', wanted a number or a percentage`);
}

function must(kept: boolean, message: string): void {
  if (!kept) throw new AwsError('ValidationException', `1 validation error detected: ${message}`);
}
