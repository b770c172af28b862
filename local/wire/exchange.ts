/** A request and an answer as the embedded AWS sees them, whether they came by socket or by the SDK's request handler. */
import type { NormalizedSchema } from '@smithy/core/schema';
import type { Operation, Service } from '../cloud.ts';

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** An object of S3, which the SDK takes from a stream. */
  readonly streamed?: true;
  /** What was asked, if that could be read. */
  readonly asked?: { readonly service: string; readonly operation: string };
}

/** The ways in which the services that we serve speak. */
export type Protocol = 'json' | 'query' | 'ec2-query' | 'rest-xml';

export interface Shape {
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** Names of the members without which AWS refuses the request. */
  readonly required: readonly string[];
}

/** A request of which we know what it asks. */
export interface Asked {
  readonly service: Service;
  readonly operation: string;
  readonly implementation: Operation;
  readonly shape: Shape;
  readonly input: object;
}
