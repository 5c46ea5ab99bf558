import { type Authorize, type Deployment, type Principal } from '../kernel.ts';
import { type State } from '../state/open-state.ts';

/** What a Lambda worker gets as AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; the operator's have no session token. */
export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };

export type Iam = {
  readonly authorize: Authorize;
  /** The same at every start on the same data folder. Throws when the function isn't in the deployment. */
  credentialsFor(functionArn: string): Credentials;
  readonly operatorCredentials: Credentials;
  /** Whose access key this is, with the secret that its signatures are checked with. */
  holderOf(accessKeyId: string): { readonly principal: Principal; readonly credentials: Credentials } | undefined;
};

export const iam = (_deployment: Deployment, _state: State): Iam => {
  throw new Error('coming');
};
