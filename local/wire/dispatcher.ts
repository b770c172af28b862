/**
 * The wire of the embedded AWS: one entry for every service, protocol and caller.
 *
 *   D1. Every call of an operation that we serve is counted, refused ones included.
 *   D2. Nothing runs before IAM has allowed each thing that the operation needs; each refusal is recorded.
 *   D3. An operation that AWS has and we do not is answered with an error that names it, never with an empty success.
 */
import type { CallOperation } from '../call-operation.ts';
import type { VirtualClock } from '../clock.ts';
import { AwsError, type Call, type Service } from '../cloud.ts';
import type { AccessKeys } from '../iam/access-keys.ts';
import type { CloudRecord } from '../record.ts';
import { type CredentialScope, readCredentialScope } from './credential-scope.ts';
import type { Asked, Protocol, WireAnswer, WireRequest } from './exchange.ts';
import { readJson, writeJson } from './json-codec.ts';
import { isPresigned, verifyPresigned } from './presigned.ts';
import { readQuery } from './read-query.ts';
import { readObjectRequest, writeObjectAnswer } from './rest-objects.ts';
import { shapeOf } from './shapes.ts';
import { writeError } from './write-error.ts';
import { writeXml } from './write-xml.ts';

export type Dispatch = (request: WireRequest) => Promise<WireAnswer>;

interface Wiring {
  readonly clock: VirtualClock;
  readonly services: ReadonlyMap<string, Service>;
  readonly accessKeys: AccessKeys;
  readonly callOperation: CallOperation;
  readonly record: CloudRecord;
}

export function dispatcher({ clock, services, accessKeys, callOperation, record }: Wiring): Dispatch {
  let requests = 0;

  return async function dispatch(request) {
    requests += 1;
    const requestId = `00000000-0000-4000-8000-${String(requests).padStart(12, '0')}`;
    let protocol: Protocol = request.headers['x-amz-target'] === undefined ? 'query' : 'json';
    let asked: Asked | undefined;
    try {
      const scope = readCredentialScope(request);
      if (scope.service === 'ec2') protocol = 'ec2-query';
      if (scope.service === 's3') protocol = 'rest-xml';
      asked = await readAsked(request, services.get(scope.service), scope, protocol);
      count(record, asked); // D1
      if (isPresigned(request))
        verifyPresigned(request, scope, { now: clock.now(), secret: accessKeys.secretOf(scope.accessKeyId) });
      const principal = accessKeys.principalOf(scope.accessKeyId, protocol);
      requireMembers(asked);
      const call: Call = { service: scope.service, operation: asked.operation, principal, region: scope.region };
      const output = await callOperation(asked, call); // D2
      return { ...writeAnswer({ asked, output, protocol, requestId }), asked: namesOf(asked) };
    } catch (error) {
      const answer = writeError(asAwsError(error), protocol, requestId);
      return asked === undefined ? answer : { ...answer, asked: namesOf(asked) };
    }
  };
}

async function readAsked(
  request: WireRequest,
  service: Service | undefined,
  scope: CredentialScope,
  protocol: Protocol,
): Promise<Asked> {
  if (protocol === 'rest-xml') return readObjectAsked(request, service, scope);
  const { headers, body, query } = request;
  const parameters =
    protocol === 'json'
      ? undefined
      : new URLSearchParams([...query, ...new URLSearchParams(body)].filter(([name]) => !name.startsWith('X-Amz-')));
  const operation = headers['x-amz-target']?.split('.').at(-1) ?? parameters?.get('Action') ?? '';
  if (service === undefined) throw notEmbedded(scope.service, operation);
  const shape = shapeOf(service.schemas, operation);
  if (shape === undefined) {
    const code = protocol === 'json' ? 'UnknownOperationException' : 'InvalidAction';
    throw new AwsError(code, `The action ${operation} is not valid for ${scope.service}.`);
  }
  const implementation = service.operations[operation];
  if (implementation === undefined) throw notEmbedded(scope.service, operation); // D3
  const input = parameters
    ? readQuery(shape.input, parameters, protocol === 'ec2-query')
    : service.plainJson
      ? readPlainJson(body)
      : await readJson(shape.input, body);
  return { service, operation, implementation, shape, input };
}

function readObjectAsked(request: WireRequest, service: Service | undefined, scope: CredentialScope): Asked {
  const { operation, input } = readObjectRequest(request);
  const implementation = service?.operations[operation];
  const shape = shapeOf(service?.schemas ?? {}, operation);
  if (service === undefined || implementation === undefined || shape === undefined)
    throw notEmbedded(scope.service, operation); // D3
  return { service, operation, implementation, shape, input };
}

function namesOf({ service, operation }: Asked): NonNullable<WireAnswer['asked']> {
  return { service: service.id, operation };
}

function notEmbedded(service: string, operation: string): AwsError {
  return new AwsError('NotImplemented', `The embedded AWS does not serve ${service}:${operation}.`, { status: 501 });
}

function readPlainJson(body: string): object {
  const input: unknown = JSON.parse(body === '' ? '{}' : body);
  if (typeof input === 'object' && input !== null) return input;
  throw new AwsError('SerializationException', `Cannot read the request: ${body} is not an object.`);
}

function count({ calls }: CloudRecord, { service, operation }: Asked): void {
  const operations = calls.get(service.id) ?? new Map<string, number>();
  calls.set(service.id, operations);
  operations.set(operation, (operations.get(operation) ?? 0) + 1);
}

function requireMembers({ shape, input }: Asked): void {
  const given = new Set(Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [name])));
  const missing = shape.required.filter((name) => !given.has(name));
  if (missing.length === 0) return;
  const complaints = missing.map((name) => `Value at '${name}' failed to satisfy constraint: Member must not be null`);
  throw new AwsError('ValidationException', `${missing.length} validation error(s) detected: ${complaints.join('; ')}`);
}

interface Answer {
  readonly asked: Asked;
  readonly output: object;
  readonly protocol: Protocol;
  readonly requestId: string;
}

function writeAnswer({ asked, output, protocol, requestId }: Answer): WireAnswer {
  const { service, shape, operation } = asked;
  if (protocol === 'rest-xml') return writeObjectAnswer(output, requestId);
  const json = protocol === 'json';
  const body = json
    ? service.plainJson
      ? JSON.stringify(output)
      : writeJson(shape.output, output)
    : writeXml({
        schema: shape.output,
        output,
        operation,
        xmlNamespace: service.xmlNamespace ?? '',
        requestId,
        ec2: protocol === 'ec2-query',
      });
  const type = json ? `application/x-amz-json-${service.plainJson ? '1.0' : '1.1'}` : 'text/xml';
  return { status: 200, headers: { 'content-type': type, 'x-amzn-requestid': requestId }, body };
}

/** A bug in the embedded AWS is told as such: the SDK would take a bare 500 for an outage and try again. */
function asAwsError(error: unknown): AwsError {
  if (error instanceof AwsError) return error;
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new AwsError('EmbeddedAwsDefect', what, { status: 400 });
}
