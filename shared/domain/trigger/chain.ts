/** Ties what triggers do to what began it, over all facts that follow from one another. */
export type ChainLink = {
  /** Of the fact that began the chain. */
  readonly chainId: string;
  /** 1 for what the first triggers did; at CHAIN_DEPTH nothing is started any more. */
  readonly depth: number;
};

/** Which triggers made a fact. It is told in the log, in the published event only by ids. */
export type AutomatedBy = ChainLink & {
  readonly triggers: readonly { readonly triggerId: string; readonly name: string }[];
};
