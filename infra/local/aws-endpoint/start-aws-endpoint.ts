import { type AwsResponse, type AwsService, type Log, type Running } from '../kernel.ts';
import { type Iam } from '../iam/iam.ts';

export type AwsEndpointOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly region: string;
  readonly iam: Iam;
  /** By signing name. */
  readonly services: Readonly<Record<string, AwsService>>;
  /** Answers what browsers ask without a signature (OPTIONS), and adds CORS headers to what they then read. */
  readonly crossOrigin?: CrossOrigin;
  readonly log: Log;
};

export type CrossOrigin = {
  preflight(path: string, headers: Readonly<Record<string, string>>): AwsResponse;
  headersFor(path: string, method: string, origin: string): Readonly<Record<string, string>>;
};

/** The one HTTP endpoint of all AWS services on 127.0.0.1: checks the signature, finds the principal, asks the service. */
export const startAwsEndpoint = async (_options: AwsEndpointOptions): Promise<Running & { readonly port: number }> => {
  throw new Error('coming');
};
