import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { cognitoAgentAccounts } from '../../shared/adapters/cognito/agent-accounts.ts';
import { clientDefaults } from '../lambda.ts';

/** Loaded with the first agent who is invited or whose account changes. */
export const agentAccounts = (userPoolId: string) =>
  cognitoAgentAccounts({ client: new CognitoIdentityProviderClient(clientDefaults), userPoolId });
