/** What Lambda sends to an on-failure destination when it gives an event up, as far as a person wants to know it. */
import * as z from 'zod';

const record = z.object({
  requestContext: z.object({
    functionArn: z.string(),
    condition: z.string(),
    approximateInvokeCount: z.number(),
  }),
  responsePayload: z.object({ errorType: z.string(), errorMessage: z.string() }).optional(),
});

/** Most messages are no JSON at all. */
const recordText = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(record);

/** Undefined for any other message. */
export function failedFunction(body: string): string | undefined {
  const parsed = recordText.safeParse(body);
  if (!parsed.success) return undefined;
  const { requestContext, responsePayload } = parsed.data;
  const { functionArn, condition, approximateInvokeCount } = requestContext;
  const error = responsePayload === undefined ? '' : `: ${responsePayload.errorType}: ${responsePayload.errorMessage}`;
  return `${functionNameOf(functionArn)} gave up after ${approximateInvokeCount} attempts (${condition})${error}`;
}

/** `arn:aws:lambda:eu-central-1:111122223333:function:check-tag:$LATEST` is `check-tag`. */
export function functionNameOf(functionArn: string): string {
  return functionArn.split(':')[6] ?? functionArn;
}
