/** What `serverless.yml` puts into the environment of the functions. */
export type SettingName =
  /** Where the parameters, the ledger and the topics live; a function in another Region calls them there. */
  | 'HUB_REGION'
  | 'PARAMETER_PATH'
  | 'LEDGER_TABLE'
  | 'ALERTS_TOPIC_ARN'
  | 'CHAT_TOPIC_ARN'
  | 'BUS_NAME'
  | 'BUS_ARN'
  | 'HUB_ACCOUNT'
  | 'AGGREGATOR_NAME'
  | 'RUNBOOK_NAME'
  | 'ADMINISTRATION_ROLE_ARN'
  | 'EXECUTION_ROLE_NAME'
  | 'OUTPUT_BUCKET'
  | 'REPORT_BUCKET'
  | 'READ_ROLE_NAME'
  | 'CUTOFF_ROLE_NAME'
  | 'RESCAN_ROLE_NAME'
  | 'TAG_ROLE_NAME'
  | 'EVALUATE_ROLE_NAME'
  | 'REEVALUATE_ROLE_NAME'
  | 'RULE_NAME'
  | 'APPROVALS';

export type Settings = (name: SettingName) => string;

/** A setting that is missing fails the cold start and names itself; nothing ever falls back to a guess. */
export function settingsFrom(environment: Readonly<Record<string, string | undefined>>): Settings {
  return (name) => {
    const value = environment[name];
    if (value === undefined || value === '') {
      throw new Error(`Cannot read setting ${name}: it is not in the environment of this function`);
    }
    return value;
  };
}
