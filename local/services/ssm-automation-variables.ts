import { AwsError, type Cloud } from '../cloud.ts';
import type { Execution, Iteration } from './ssm-automation.ts';
import type { Resolve } from './ssm-runbook-values.ts';

/** What a `{{ variable }}` of a runbook stands for at this moment: the loop's turn, a step's output, a parameter, AWS's own. */
export function resolver(cloud: Cloud, execution: Execution, iteration: Iteration | undefined): Resolve {
  return (variable) => {
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
