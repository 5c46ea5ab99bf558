export type Account = { readonly agentId: string; readonly made: boolean };
/** Without a password the identity provider mails an invitation with a temporary one. */
export type AccountRequest = { readonly email: string; readonly name: string; readonly password?: string | undefined };

/** Accounts of a user pool whose names are e-mail addresses. */
export type AgentAccounts = {
  /**
   * The account of this address, made if there is none. The password of an account that somebody already uses stays
   * theirs.
   */
  ensure(request: AccountRequest): Promise<Account>;
};
