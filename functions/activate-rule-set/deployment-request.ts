import * as z from 'zod';

const properties = z.object({ RuleSetName: z.string().min(1) });
const common = {
  ResponseURL: z.url(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  ResourceProperties: properties,
};

/** What CloudFormation asks of a custom resource. */
const requestSchema = z.discriminatedUnion('RequestType', [
  z.object({ RequestType: z.literal('Create'), ...common }),
  z.object({ RequestType: z.literal('Update'), PhysicalResourceId: z.string(), ...common }),
  z.object({ RequestType: z.literal('Delete'), PhysicalResourceId: z.string(), ...common }),
]);
export type DeploymentRequest = z.infer<typeof requestSchema>;

/** Throws when the event is not one of CloudFormation. */
export const parseDeploymentRequest = (event: unknown): DeploymentRequest => requestSchema.parse(event);

export type Outcome =
  | { readonly status: 'SUCCESS'; readonly physicalResourceId: string }
  | { readonly status: 'FAILED'; readonly physicalResourceId: string; readonly reason: string };

/** Characters of a reason that an answer holds: CloudFormation takes 4096 bytes of answer. */
const REASON = 1000;

/** Tells CloudFormation, which waits for it, what became of its request. Throws when the answer is refused. */
export const answerDeployment =
  (put: typeof fetch) =>
  async (
    { ResponseURL, StackId, RequestId, LogicalResourceId }: DeploymentRequest,
    outcome: Outcome,
  ): Promise<void> => {
    const response = await put(ResponseURL, {
      method: 'PUT',
      // The signature of the address is of a request without a content type.
      headers: { 'content-type': '' },
      body: JSON.stringify({
        Status: outcome.status,
        PhysicalResourceId: outcome.physicalResourceId,
        StackId,
        RequestId,
        LogicalResourceId,
        ...(outcome.status === 'FAILED' && { Reason: outcome.reason.slice(0, REASON) }),
      }),
      signal: AbortSignal.timeout(5000),
    });
    if (!response.ok) throw new Error(`CloudFormation's answer was refused with ${String(response.status)}.`);
  };
