/** Policy variables such as `${aws:PrincipalAccount}`, and the escapes `${*}`, `${?}` and `${$}`. */
import type { ConditionContext } from './condition-context.ts';

/** Undefined when a variable has no single value: such a pattern matches nothing. */
export function substituteVariables(text: string, context: ConditionContext): string | undefined {
  if (!text.includes('${')) return text;
  let complete = true;
  const substituted = text.replace(/\$\{([^}]*)\}/g, (_whole, name: string) => {
    if (name === '*' || name === '?' || name === '$') return name;
    const values = context.valuesOf(name);
    if (values?.length !== 1) complete = false;
    return values?.[0] ?? '';
  });
  return complete ? substituted : undefined;
}
