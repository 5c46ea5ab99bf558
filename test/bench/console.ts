/** A console without a page: what it asks for and sends is what the console's own code asks for and sends. */
export type BenchConsole = {
  /** Resolves when the list is shown and the live connection is open. */
  ready(): Promise<void>;
  /** Goes to the list of unassigned tickets, as from another list. */
  openList(): Promise<void>;
  openTicket(number: number): Promise<void>;
  keep(number: number, groupId: string): Promise<void>;
  /** Resolves the open ticket with an answer, and leaves it. */
  resolve(number: number, html: string): Promise<void>;
  saveDraft(number: number, html: string, version: number): Promise<void>;
  /** Sends a message over the live connection. */
  send(message: object): void;
  stop(): void;
};

export type BenchConsoleOptions = {
  readonly apiUrl: string;
  readonly accessToken: string;
  readonly serviceId: string;
  readonly fetch: typeof globalThis.fetch;
  readonly openSocket: (url: string) => WebSocket;
};

export type StartBenchConsole = (options: BenchConsoleOptions) => BenchConsole;
