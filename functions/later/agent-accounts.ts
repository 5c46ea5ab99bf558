import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { cognitoAgentAccounts } from '../../shared/adapters/cognito/agent-accounts.ts';
import { clientDefaults } from '../lambda.ts';

/** The accounts of agents in Cognito. Loaded with the first that is asked for. */
export const agentAccounts = (userPoolId: string) =>
  cognitoAgentAccounts({ client: new CognitoIdentityProviderClient(clientDefaults), userPoolId });
