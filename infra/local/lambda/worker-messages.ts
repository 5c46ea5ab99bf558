/** What is given to a worker at its start. */
export type WorkerStart = { readonly codeFolder: string; readonly handler: string };

export type Invocation = {
  readonly requestId: string;
  readonly event: string;
  readonly deadline: number;
  readonly functionArn: string;
};

/** An error as Lambda reports it in the payload. */
export type ReportedError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
};

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init_failed'; readonly error: ReportedError }
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'done'; readonly requestId: string; readonly payload: string; readonly heapBytes: number }
  | { readonly kind: 'failed'; readonly requestId: string; readonly error: ReportedError; readonly heapBytes: number }
  /** An error that no handler caught: the instance is gone after it. */
  | { readonly kind: 'crashed'; readonly error: ReportedError };
