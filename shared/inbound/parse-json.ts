/** A JSON object out of a parameter's text, or an error that names the thing. */
export function parseJsonOrRefuse(thing: string, json: string): object {
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (cause) {
    throw new Error(`Cannot parse ${thing}: it is not JSON`, { cause });
  }
  if (typeof content !== 'object' || content === null) {
    throw new Error(`Cannot parse ${thing}: it is ${json.slice(0, 60)}, wanted a JSON object or list`);
  }
  return content;
}
