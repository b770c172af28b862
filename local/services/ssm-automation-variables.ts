import { AwsError, type Cloud } from '../cloud.ts';
import type { Execution, Iteration } from './ssm-automation.ts';
import type { Runbook } from './ssm-runbook.ts';
import type { Resolve } from './ssm-runbook-values.ts';

const VARIABLE = /^variable:(.+)$/;

/** Every variable with the value that it begins with. */
export function variablesOf({ variables }: Runbook): Map<string, unknown> {
  return new Map(Object.entries(variables).map(([name, { fallback }]) => [name, fallback]));
}

/** The variable that `aws:updateVariable` names, if the runbook has it. */
export function variableNamed(execution: Execution, name: unknown): string | undefined {
  const [, variable = ''] = VARIABLE.exec(String(name)) ?? [];
  return execution.variables.has(variable) ? variable : undefined;
}

/** What a `{{ variable }}` of a runbook stands for at this moment: the loop's turn, a step's output, a parameter, AWS's own. */
export function resolver(cloud: Cloud, execution: Execution, iteration: Iteration | undefined): Resolve {
  return (variable) => {
    const named = variableNamed(execution, variable);
    if (named !== undefined) return execution.variables.get(named);
    const [owner = '', output] = variable.split('.');
    if (output !== undefined) {
      if (iteration?.loop === owner && output === 'CurrentIteratorValue') return iteration.value;
      if (iteration?.loop === owner && output === 'CurrentIteration') return String(iteration.number);
      const values = execution.steps.findLast(({ name }) => name === owner)?.outputs[output];
      if (values !== undefined) return values.length === 1 ? values[0] : values;
    } else if (execution.values.has(variable)) return execution.values.get(variable);
    const now = cloud.clock.now().toISOString();
    const known = new Map([
      ['global:DATE', now.slice(0, 10)],
      ['global:DATE_TIME', now.slice(0, 19).replace(/:/g, '.').replace('T', '_')],
      ['global:REGION', execution.region],
      ['global:ACCOUNT_ID', execution.account],
      ['automation:EXECUTION_ID', execution.id],
    ]).get(variable);
    if (known === undefined)
      throw new AwsError(
        'InvalidVariable',
        `The variable {{ ${variable} }} is not defined in ${execution.document.name}.`,
      );
    return known;
  };
}
