import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import type { Deployment, Ports, Running } from '../local/kernel.ts';
import { startConsoleServer } from '../local/distribution/console-server.ts';
import { startShop, settingsWithShop } from '../demo/shop.ts';
import { demoSignIns, loadNewestDemo, loadOlderDemo, moveShop } from '../demo/demo-data.ts';
import { hostDesk, type HostedDesk } from '../local/host-desk.ts';
import { hostLog } from '../local/host-log.ts';
import type { Credentials } from '../local/iam/iam.ts';
import { writeUsedRights } from '../local/iam/used-rights.ts';
import { portsFrom } from './options.ts';
import { openState, type State } from '../local/state/open-state.ts';
import { givenAssembly, synthesize } from './synthesize.ts';
import { loadDeployment } from '../local/template/load-deployment.ts';

export type DeskOptions = {
  readonly port: number;
  /** Where everything is kept. */
  readonly data: string;
  /** Load demo data into an empty data folder. */
  readonly demo: boolean;
  /** Empty the data folder first. */
  readonly fresh?: boolean;
  /** JSON, merged over the settings of the stage `local` (HANDOVER_CONFIG). */
  readonly config?: string;
  /** A cloud assembly to host instead of the local stage, which then is not built nor synthesized. */
  readonly assembly?: string;
  /** smtp:// address of a real mail server for what isn't ours (HANDOVER_SMTP_RELAY). */
  readonly relayUrl?: string;
  /** A folder where every right of a role that is used is written down (HANDOVER_USED_RIGHTS). */
  readonly usedRights?: string;
  readonly tell?: (line: string) => void;
  /** The desk can't go on and has to be stopped. */
  readonly onFatal?: (reason: Error) => void;
};

export type Desk = Running & {
  readonly url: string;
  readonly ports: Ports;
  readonly deployment: Deployment;
  readonly awsEndpoint: string;
  readonly operatorCredentials: Credentials;
  /** Lines for the person who started it: addresses, and who can sign in. */
  readonly welcome: readonly string[];
  /** Milliseconds from the call to ready. */
  readonly startedIn: number;
};

const region = 'ap-northeast-2';
const account = '000000000000';

/**
 * Builds, synthesizes and hosts the whole desk on this machine; resolves when it serves. Rejects, with everything
 * stopped again, when it can't.
 */
export const startDesk = async (options: DeskOptions): Promise<Desk> => {
  const began = performance.now();
  const tell = options.tell ?? (() => undefined);
  const ports = portsFrom(options.port);
  const dataDir = resolve(options.data);
  tell(`Starting the desk; its data is in ${dataDir}`);
  await refuseUsedPorts(ports);
  const { state, empty } = openData(dataDir, options.fresh ?? false);
  const { log, close } = hostLog(dataDir);
  const waiting = new Set(['hosts', 'console', ...(options.demo && empty ? ['demo data'] : [])]);
  const done = (what: string) => {
    waiting.delete(what);
  };
  let hosted: HostedDesk | undefined;
  let shop: Awaited<ReturnType<typeof startShop>> | undefined;
  let server: Awaited<ReturnType<typeof startConsoleServer>> | undefined;
  const stop = async () => {
    await server?.stop();
    await hosted?.stop();
    await shop?.stop();
    state.close();
    await close();
  };
  try {
    server = await startConsoleServer({
      port: ports.console,
      waitingFor: () => [...waiting],
      missing: async () => (await hosted?.missing()) ?? ['hosts'],
      log,
    });
    // What a given assembly allows is settled.
    if (options.demo && options.assembly === undefined && (empty || newestDemoLoadedAt(state) !== undefined))
      shop = await startShop(ports.shop);
    const config = options.config ?? '{}';
    const {
      folder: cloudAssembly,
      assetFolder,
      consoleBuilt,
    } = options.assembly === undefined
      ? await synthesize(shop ? settingsWithShop(config, ports.shop) : config)
      : givenAssembly(options.assembly);
    const deployment = loadDeployment({ cloudAssembly, region, account, ports });
    hosted = await hostDesk({
      deployment,
      assetFolder,
      state,
      dataDir,
      ports,
      log,
      ...(options.relayUrl ? { relayUrl: options.relayUrl } : {}),
      ...(options.usedRights === undefined ? {} : { onUsedRight: writeUsedRights(options.usedRights) }),
      onFatal:
        options.onFatal ??
        ((reason) => {
          log('desk', 'can’t go on', reason);
        }),
    });
    writeDeskFile(dataDir, deployment, hosted);
    done('hosts');
    log('desk', `hosts started ${String(Math.round(performance.now() - began))} ms after the start`);
    const { deployFiles, engineEndpoint } = hosted;
    const deployed = consoleBuilt.then(deployFiles).then(() => {
      done('console');
    });
    if (options.demo && empty) {
      tell('Loading demo data');
      const now = Date.now();
      mark(state, 'demo_begun');
      await Promise.all([
        deployed,
        loadNewestDemo({ dataDir, deployment }, now, engineEndpoint, shop && { url: shop.url, before: undefined }),
      ]);
      if (shop) markShop(state, shop.url);
      mark(state, `${newestLoaded}${String(now)}`);
      done('demo data');
      log('desk', `newest demo data loaded ${String(Math.round(performance.now() - began))} ms after the start`);
    }
    await deployed;
    await hosted.open();
    server.serve(hosted.distribution);
    const demoNow = newestDemoLoadedAt(state);
    const shopUrl = shop?.url;
    if (shopUrl !== undefined && shopKnownAs(state) !== shopUrl) {
      moveShop({ dataDir, deployment }, { url: shopUrl, before: shopKnownAs(state) })
        .then(() => {
          markShop(state, shopUrl);
        })
        .catch((fault: unknown) => {
          log('desk', 'the demo’s desk doesn’t know where its shop is; the next start tells it', fault);
        });
    }
    if (demoNow !== undefined && !marked(state, 'demo_loaded')) {
      loadOlderDemo({ dataDir, deployment }, demoNow)
        .then(() => {
          mark(state, 'demo_loaded');
          log('desk', 'older demo data loaded');
        })
        .catch((fault: unknown) => {
          log('desk', 'older demo data not loaded; the next start goes on with it', fault);
        });
    }
    return {
      stop,
      ports,
      welcome: welcome(ports, state, shop?.url),
      deployment,
      url: `http://localhost:${String(ports.console)}`,
      awsEndpoint: hosted.awsEndpoint,
      operatorCredentials: hosted.operatorCredentials,
      startedIn: performance.now() - began,
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
};

/**
 * Opens the data folder for this process alone. One in which only a part of the demo's newest conversations was loaded
 * is begun anew: nobody could write to it yet.
 */
const openData = (dataDir: string, fresh: boolean): { readonly state: State; readonly empty: boolean } => {
  if (existsSync(dataDir) && !existsSync(join(dataDir, 'state.db')) && readdirSync(dataDir).length > 0) {
    throw new Error(`The folder ${dataDir} holds something else than a desk: choose another one with --data.`);
  }
  mkdirSync(dataDir, { recursive: true });
  const state = opened(dataDir);
  const halfLoaded = marked(state, 'demo_begun') && newestDemoLoadedAt(state) === undefined;
  if (!fresh && !halfLoaded) {
    const empty = !marked(state, 'begun');
    mark(state, 'begun');
    return { state, empty };
  }
  state.close();
  for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true, force: true });
  return openData(dataDir, false);
};

const marked = (state: State, name: string) =>
  state.get('SELECT name FROM desk_marks WHERE name = ?', name) !== undefined;
const newestLoaded = 'demo_newest_loaded ';
/** The moment that the demo was made for, in milliseconds, once its newest part is there. */
const newestDemoLoadedAt = (state: State): number | undefined => {
  const row = state.get<{ readonly name: string }>('SELECT name FROM desk_marks WHERE name LIKE ?', `${newestLoaded}%`);
  return row && Number(row.name.slice(newestLoaded.length));
};
const mark = (state: State, name: string) => {
  state.run('INSERT OR IGNORE INTO desk_marks VALUES (?)', name);
};
const shopAt = 'demo_shop ';
/** The address of the shop as it was told to the desk. */
const shopKnownAs = (state: State): string | undefined =>
  state
    .get<{ readonly name: string }>('SELECT name FROM desk_marks WHERE name LIKE ?', `${shopAt}%`)
    ?.name.slice(shopAt.length);
const markShop = (state: State, url: string) => {
  state.run('DELETE FROM desk_marks WHERE name LIKE ?', `${shopAt}%`);
  mark(state, `${shopAt}${url}`);
};

const opened = (dataDir: string): State => {
  const state = openState(dataDir);
  state.define('CREATE TABLE IF NOT EXISTS desk_marks (name TEXT PRIMARY KEY) WITHOUT ROWID');
  return state;
};

const welcome = (
  { console: port, outbox, smtp }: Ports,
  state: State,
  shopUrl: string | undefined,
): readonly string[] => [
  `console  http://localhost:${String(port)}`,
  `mail in  smtp://localhost:${String(smtp)}`,
  `mail out http://localhost:${String(outbox)}`,
  ...(shopUrl === undefined ? [] : [`shop     ${shopUrl} (what the desk asks about its customers)`]),
  ...(newestDemoLoadedAt(state) !== undefined
    ? demoSignIns().map(({ email, password, name }) => `sign in  ${email} with ${password} (${name})`)
    : []),
];

/** Where the operator's commands find this desk. */
const writeDeskFile = (
  dataDir: string,
  { region: place, outputs }: Deployment,
  { awsEndpoint, operatorCredentials: { accessKeyId, secretAccessKey } }: HostedDesk,
) => {
  const path = join(dataDir, 'desk.json');
  writeFileSync(
    `${path}.new`,
    JSON.stringify(
      { endpoint: awsEndpoint, region: place, credentials: { accessKeyId, secretAccessKey }, outputs },
      undefined,
      2,
    ),
    { mode: 0o600 },
  );
  renameSync(`${path}.new`, path);
};

const refuseUsedPorts = async (ports: Ports) => {
  const used = (
    await Promise.all(
      Object.entries(ports).map(async ([what, port]) => ((await answers(port)) ? `${String(port)} (${what})` : [])),
    )
  ).flat();
  if (used.length > 0)
    throw new Error(
      `${used.length === 1 ? 'The port' : 'The ports'} ${used.join(', ')} ${used.length === 1 ? 'is' : 'are'} in use by another program: stop it, or choose other ports with --port.`,
    );
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
