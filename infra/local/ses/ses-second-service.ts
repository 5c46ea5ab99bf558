import { inputOf } from '../aws-endpoint/protocols.ts';
import { AwsError, type Authorize, type AwsResponse, type AwsService, type Deployment } from '../kernel.ts';
import { type Identities, identityArn } from './identities.ts';

export type SesSecondServiceOptions = {
  readonly deployment: Deployment;
  readonly identities: Pick<Identities, 'isVerified' | 'forwardFeedback'>;
  readonly authorize: Authorize;
};

const feedbackPath = /^\/v2\/email\/identities\/([^/]+)\/feedback$/;

/** Version 2 of SES's API over HTTP: PutEmailIdentityFeedbackAttributes. Nothing else is hosted. */
export const sesSecondService =
  ({ deployment, identities, authorize }: SesSecondServiceOptions): AwsService =>
  async (request): Promise<AwsResponse> => {
    const { principal, method, path } = request;
    const name = decodeURIComponent(feedbackPath.exec(path)?.[1] ?? '');
    if (method !== 'PUT' || name === '')
      throw new AwsError('UnknownOperationException', `SES's ${method} ${path} is not hosted on this machine.`, 404);
    authorize(principal, 'ses:PutEmailIdentityFeedbackAttributes', identityArn(deployment, name));
    if (!identities.isVerified(name))
      throw new AwsError('NotFoundException', `Email identity ${name} does not exist.`, 404);
    identities.forwardFeedback(name, inputOf(request).EmailForwardingEnabled === true);
    return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' });
  };
