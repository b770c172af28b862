/** The intrinsic functions of a template. One that we do not know is an error, never its own text. */
import { isObject, type Json, type JsonObject } from './read-template.ts';
import { pseudoParameter, type Scope } from './scope.ts';

/** What `AWS::NoValue` leaves behind: the member or item that holds it disappears. */
const NOTHING = undefined;
type Resolved = Json | typeof NOTHING;

export function resolve(value: Json, scope: Scope): Json {
  return resolveAny(value, scope) ?? null;
}

export function conditionHolds(name: string, scope: Scope): boolean {
  const condition = scope.template.Conditions?.[name];
  if (condition === undefined) throw new Error(`Cannot resolve condition ${name}: the template has none of that name`);
  return truth(resolve(condition, scope), `condition ${name}`);
}

function resolveAny(value: Json, scope: Scope): Resolved {
  if (Array.isArray(value)) {
    return value.flatMap((item: Json) => {
      const resolved = resolveAny(item, scope);
      return resolved === NOTHING ? [] : [resolved];
    });
  }
  if (!isObject(value)) return value;
  const [only, ...others] = Object.entries(value);
  if (only !== undefined && others.length === 0) {
    const [name, argument] = only;
    if (name === 'Ref') return resolveRef(text(argument, 'Ref'), scope);
    if (name === 'Condition' && typeof argument === 'string') return conditionHolds(argument, scope);
    if (name.startsWith('Fn::')) return callFunction(name, argument, scope);
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const resolved = resolveAny(member, scope);
      return resolved === NOTHING ? [] : [[name, resolved]];
    }),
  );
}

function callFunction(name: string, argument: Json, scope: Scope): Resolved {
  const items = () => list(argument, name);
  const at = (position: number): Json => items()[position] ?? null;
  switch (name) {
    case 'Fn::GetAtt':
      return getAttribute(argument, scope);
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::If':
      return resolveAny(conditionHolds(text(at(0), name), scope) ? at(1) : at(2), scope);
    case 'Fn::Equals':
      return JSON.stringify(resolve(at(0), scope)) === JSON.stringify(resolve(at(1), scope));
    case 'Fn::Not':
      return !truth(resolve(at(0), scope), name);
    case 'Fn::And':
      return items().every((item) => truth(resolve(item, scope), name));
    case 'Fn::Or':
      return items().some((item) => truth(resolve(item, scope), name));
    case 'Fn::Join':
      return list(resolve(at(1), scope), name)
        .map(String)
        .join(text(at(0), name));
    case 'Fn::Split':
      return text(resolve(at(1), scope), name).split(text(at(0), name));
    case 'Fn::Select':
      return list(resolve(at(1), scope), name)[Number(resolve(at(0), scope))] ?? null;
    case 'Fn::FindInMap':
      return findInMap(items(), scope);
    default:
      throw new Error(`Cannot resolve ${name}: the embedded AWS does not know this function`);
  }
}

function resolveRef(name: string, scope: Scope): Resolved {
  if (name === 'AWS::NoValue') return NOTHING;
  const value = pseudoParameter(name, scope.stack) ?? scope.parameters.get(name) ?? scope.created.get(name)?.ref;
  if (value === undefined) throw new Error(`Cannot resolve Ref ${name}: no parameter or resource of that name`);
  return value;
}

function getAttribute(argument: Json, { created }: Scope): string {
  const [logicalId = '', ...path] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  const attribute = path.join('.');
  const value = created.get(logicalId)?.attributes?.[attribute];
  if (value !== undefined) return value;
  throw new Error(`Cannot resolve GetAtt ${logicalId}.${attribute}: no resource with that attribute`);
}

function substitute(argument: Json, scope: Scope): string {
  const [template, own] = Array.isArray(argument) ? argument : [argument, {}];
  const variables: JsonObject = isObject(own) ? own : {};
  return text(template ?? null, 'Fn::Sub').replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`; // An escape: it stays for whoever reads it later.
    const variable = variables[name];
    if (variable !== undefined) return String(resolve(variable, scope));
    return String(name.includes('.') ? getAttribute(name, scope) : resolveRef(name, scope));
  });
}

function findInMap(path: readonly Json[], scope: Scope): Json {
  let found: Json | undefined = scope.template.Mappings;
  for (const step of path) {
    const key = String(resolve(step, scope));
    found = isObject(found) ? found[key] : undefined;
    if (found === undefined) throw new Error(`Cannot resolve Fn::FindInMap: there is no ${key}`);
  }
  return found ?? null;
}

function truth(value: Json, what: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new Error(`Cannot resolve ${what}: ${JSON.stringify(value)} is neither true nor false`);
}

function text(value: Json, what: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`Cannot resolve ${what}: ${JSON.stringify(value)} is no text`);
}

function list(value: Json, what: string): readonly Json[] {
  if (Array.isArray(value)) return value;
  throw new Error(`Cannot resolve ${what}: ${JSON.stringify(value)} is no list`);
}
