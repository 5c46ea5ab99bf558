/** What is left of a ticket whose own row is gone. Removing twice is well. */
export type TicketRemains = {
  /**
   * Removes every row that holds a word of it: history, mails, drafts, calls. Its events stay, without values that may
   * hold one; marks go
   * with their agents' sets elsewhere. Gives how many rows went.
   */
  removeRows(serviceId: string, number: number): Promise<number>;
};

export type FileRemains = {
  /** Removes every file whose key begins so. Gives how many went. */
  removeBelow(folder: string): Promise<number>;
};
