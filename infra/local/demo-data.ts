import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../build.ts';
import type { Deployment } from './kernel.ts';

/** The desk that the demo fills, as a document for set-up-desk. */
export const demoDocument = join(import.meta.dirname, 'demo', 'desk.json');

export type SignIn = { readonly email: string; readonly password: string; readonly name: string };

/** Who can sign in to the demo, as its document says. */
export const demoSignIns = (): readonly SignIn[] =>
  (JSON.parse(readFileSync(demoDocument, 'utf8')) as { readonly agents: readonly (SignIn & { readonly password?: string })[] }).agents.filter(({ password }) => password);

const shares = 2;

/** Sets up the demo's desk on the running machine and fills it, in processes of its own: that is what several cores are for, and their memory is given back. Rejects with what went wrong. */
export const loadDemoData = async (dataDir: string, deployment: Deployment, engineEndpoint: string): Promise<void> => {
  // Functions are told in their environment where things are: so is this.
  const told = Object.assign({}, ...deployment.ofType('AWS::Lambda::Function').map(({ properties }) => (properties.Environment as { readonly Variables?: Record<string, string> } | undefined)?.Variables)) as Readonly<Record<string, string>>;
  const { DESK_TABLE = '', SESSIONS_TABLE = '', ATTACHMENTS_BUCKET = '' } = told;
  const environment = { DESK_TABLE, SESSIONS_TABLE, ATTACHMENTS_BUCKET, AWS_ENDPOINT_URL_DYNAMODB: engineEndpoint };
  const now = String(Date.now());
  await Promise.all(Array.from({ length: shares }, (_, share) => run(['infra/local/load-demo-data.ts', dataDir, String(share), String(shares), now], 'The demo data could not be loaded', environment)));
};
