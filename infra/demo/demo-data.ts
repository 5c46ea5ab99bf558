import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../build.ts';
import type { Deployment } from '../local/host-assembly.ts';

/** The desk that the demo fills, as a document for set-up-desk. */
export const demoDocument = join(import.meta.dirname, 'desk.json');

/** The attribute of the demo's users, who sign in by one click; its value is the caption of their button. */
export const DEMO_ATTRIBUTE = 'custom:demo';

export type SignIn = { readonly email: string; readonly password: string; readonly name: string };

/** Who can sign in to the demo, as its document says. */
export const demoSignIns = (): readonly SignIn[] =>
  (
    JSON.parse(readFileSync(demoDocument, 'utf8')) as {
      readonly agents: readonly (SignIn & { readonly password?: string })[];
    }
  ).agents.filter(({ password }) => password);

type Place = { readonly dataDir: string; readonly deployment: Deployment };

/** The address of the demo's shop, and the one that the desk knows it by so far. */
export type Shop = { readonly url: string; readonly before: string | undefined };

const toldOf = (shop: Shop | undefined): Readonly<Record<string, string>> =>
  shop ? { DEMO_SHOP_URL: shop.url, ...(shop.before === undefined ? {} : { DEMO_SHOP_BEFORE: shop.before }) } : {};

/**
 * In processes of their own: that is what several cores are for, and their memory is given back. `now` in milliseconds.
 */
const load = async (
  { dataDir, deployment }: Place,
  part: 'newest' | 'older' | 'shop',
  now: number,
  shares: number,
  environment: Readonly<Record<string, string>>,
): Promise<void> => {
  // Functions are told in their environment where things are: so is this.
  const told = Object.assign(
    {},
    ...deployment
      .ofType('AWS::Lambda::Function')
      .map(
        ({ properties }) =>
          (properties.Environment as { readonly Variables?: Record<string, string> } | undefined)?.Variables,
      ),
  ) as Readonly<Record<string, string>>;
  const { DESK_TABLE = '', SESSIONS_TABLE = '', ATTACHMENTS_BUCKET = '', DATA_KEY_ID = '' } = told;
  await Promise.all(
    Array.from({ length: shares }, (_, share) =>
      run(
        ['infra/demo/load-demo-data.ts', dataDir, part, String(now), String(share), String(shares)],
        'The demo data could not be loaded',
        { DESK_TABLE, SESSIONS_TABLE, ATTACHMENTS_BUCKET, DATA_KEY_ID, ...environment },
      ),
    ),
  );
};

/**
 * Sets up the demo's desk on the running machine and loads its newest conversations, before anybody follows what is
 * written. Rejects with what went wrong.
 */
export const loadNewestDemo = (
  place: Place,
  now: number,
  engineEndpoint: string,
  shop: Shop | undefined,
): Promise<void> => load(place, 'newest', now, 2, { AWS_ENDPOINT_URL_DYNAMODB: engineEndpoint, ...toldOf(shop) });

/**
 * Brings in the set-up of the demo's service and loads the conversations before them, while the desk serves; may be
 * called again after it was cut off.
 */
export const loadOlderDemo = (place: Place, now: number): Promise<void> => load(place, 'older', now, 1, {});

/** Tells a desk that was filled before where the shop is now. */
export const moveShop = (place: Place, shop: Shop): Promise<void> => load(place, 'shop', 0, 1, toldOf(shop));
