import { connect } from 'node:net';
import { resolve } from 'node:path';
import { DEMO_ATTRIBUTE, demoSignIns, loadNewestDemo, loadOlderDemo, moveShop } from '../demo/demo-data.ts';
import { DOORAY_TOKEN, startDemoDooray } from '../demo/dooray.ts';
import { startShop } from '../demo/shop.ts';
import { settingsWithSimulators } from '../demo/simulators.ts';
import {
  hostAssembly,
  type HostedAssembly,
  hostLog,
  type Running,
  startSiteServer,
  writeCalls,
  writeUsedRights,
} from '../local/host-assembly.ts';
import { type DataFolder, openDataFolder, writeDeskFile } from './data-folder.ts';
import { settingsOn } from './earlier-reply-key.ts';
import { type DeskPorts, portsFrom } from './options.ts';
import { parseSesLimits } from './ses-limits.ts';
import { signInLook } from './sign-in-look.ts';
import { builtFolder, givenAssembly, synthesize } from './synthesize.ts';

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
  /** JSON: what SES lets the account send (HANDOVER_SES_LIMITS). */
  readonly sesLimits?: string;
  /** A folder where every right of a role that is used is written down (HANDOVER_USED_RIGHTS). */
  readonly usedRights?: string;
  /** A file where every call that AWS would charge for is written down (HANDOVER_METER). */
  readonly meter?: string;
  /** Functions that run at the same time, as an account of AWS limits them (HANDOVER_CONCURRENT_EXECUTIONS). */
  readonly concurrentExecutions?: number;
  /** Seconds: the longest wait before a failing batch of a stream is repeated (HANDOVER_LONGEST_STREAM_RETRY). */
  readonly longestStreamRetrySeconds?: number;
  readonly tell?: (line: string) => void;
  /** Called when the desk can't go on and has to be stopped. */
  readonly onFatal?: (reason: Error) => void;
};

export type Desk = Running & {
  readonly url: string;
  /** Lines for the person who started it: addresses, and who can sign in. */
  readonly welcome: readonly string[];
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
  const data = openDataFolder(dataDir, options.fresh ?? false);
  const { log, close } = hostLog(dataDir, 'desk');
  const fillsDemo = options.demo && data.isNew;
  const waiting = new Set(['hosts', 'console', ...(fillsDemo ? ['demo data'] : [])]);
  const done = (what: string) => {
    waiting.delete(what);
  };
  let hosted: HostedAssembly | undefined;
  let shop: Awaited<ReturnType<typeof startShop>> | undefined;
  let dooray: Awaited<ReturnType<typeof startDemoDooray>> | undefined;
  let server: Awaited<ReturnType<typeof startSiteServer>> | undefined;
  const stop = async () => {
    await server?.stop();
    await hosted?.stop();
    await shop?.stop();
    await dooray?.stop();
    data.state.close();
    await close();
  };
  try {
    server = await startSiteServer({
      port: ports.site,
      waitingFor: () => [...waiting],
      missing: async () => (await hosted?.missing()) ?? ['hosts'],
      log,
    });
    // A given assembly already fixes which hosts may be asked, so none is added to it.
    if (options.demo && options.assembly === undefined && (data.isNew || data.newestDemoLoadedAt() !== undefined)) {
      shop = await startShop(ports.shop);
      dooray = await startDemoDooray(ports.dooray, dataDir);
    }
    const config = settingsOn(data.state, options.config ?? '{}');
    const { folder, consoleBuilt } =
      options.assembly === undefined
        ? await synthesize(shop ? settingsWithSimulators(config, ports) : config)
        : givenAssembly(options.assembly);
    hosted = await hostAssembly(folder, {
      region,
      account,
      assetAt: builtFolder,
      state: data.state,
      dataDir,
      databaseFile: 'desk.db',
      ports,
      log,
      signInLook,
      oneClickAttribute: DEMO_ATTRIBUTE,
      ...(options.relayUrl ? { relayUrl: options.relayUrl } : {}),
      ...(options.sesLimits === undefined ? {} : { sesLimits: parseSesLimits(options.sesLimits) }),
      ...(options.usedRights === undefined ? {} : { onUsedRight: writeUsedRights(options.usedRights) }),
      ...(options.meter === undefined ? {} : { onCall: writeCalls(options.meter) }),
      ...(options.concurrentExecutions === undefined ? {} : { concurrentExecutions: options.concurrentExecutions }),
      ...(options.longestStreamRetrySeconds === undefined
        ? {}
        : { longestStreamRetrySeconds: options.longestStreamRetrySeconds }),
      onFatal:
        options.onFatal ??
        ((reason) => {
          log('desk', 'can’t go on', reason);
        }),
    });
    writeDeskFile(dataDir, hosted);
    done('hosts');
    log('desk', `hosts started ${String(Math.round(performance.now() - began))} ms after the start`);
    const { deployment, deployFiles, engineEndpoint } = hosted;
    const deployed = consoleBuilt.then(deployFiles).then(() => {
      done('console');
    });
    if (fillsDemo) {
      tell('Loading demo data');
      const now = Date.now();
      data.demoBegun();
      await Promise.all([
        deployed,
        loadNewestDemo({ dataDir, deployment }, now, engineEndpoint, shop && { url: shop.url, before: undefined }),
      ]);
      if (shop) data.shopMoved(shop.url);
      data.newestDemoLoaded(now);
      done('demo data');
      log('desk', `newest demo data loaded ${String(Math.round(performance.now() - began))} ms after the start`);
    }
    await deployed;
    await hosted.open();
    server.serve(hosted.distribution);
    const demoNow = data.newestDemoLoadedAt();
    const shopUrl = shop?.url;
    if (shopUrl !== undefined && data.shopUrl() !== shopUrl) {
      moveShop({ dataDir, deployment }, { url: shopUrl, before: data.shopUrl() })
        .then(() => {
          data.shopMoved(shopUrl);
        })
        .catch((fault: unknown) => {
          log('desk', 'the demo’s desk doesn’t know where its shop is; the next start tells it', fault);
        });
    }
    if (demoNow !== undefined && !data.isDemoComplete()) {
      loadOlderDemo({ dataDir, deployment }, demoNow)
        .then(() => {
          data.demoCompleted();
          log('desk', 'older demo data loaded');
        })
        .catch((fault: unknown) => {
          log('desk', 'older demo data not loaded; the next start goes on with it', fault);
        });
    }
    return {
      stop,
      welcome: welcome(ports, data, { shop, dooray }),
      url: `http://localhost:${String(ports.site)}`,
    };
  } catch (fault) {
    await stop();
    throw fault;
  }
};

const welcome = (
  { site: port, outbox, smtp }: DeskPorts,
  data: DataFolder,
  {
    shop,
    dooray,
  }: {
    readonly shop: { readonly url: string } | undefined;
    readonly dooray: { readonly host: string; readonly pageUrl: string } | undefined;
  },
): readonly string[] => [
  `console  http://localhost:${String(port)}`,
  `mail in  smtp://localhost:${String(smtp)}`,
  `mail out http://localhost:${String(outbox)}`,
  ...(shop ? [`shop     ${shop.url} (what the desk asks about its customers)`] : []),
  ...(dooray ? [`dooray   ${dooray.pageUrl} (the API: host ${dooray.host}, token ${DOORAY_TOKEN})`] : []),
  ...(data.newestDemoLoadedAt() !== undefined
    ? demoSignIns().map(({ email, password, name }) => `sign in  ${email} with ${password} (${name})`)
    : []),
];

const refuseUsedPorts = async ({ site, ...others }: DeskPorts) => {
  const used = (
    await Promise.all(
      Object.entries({ console: site, ...others }).map(async ([what, port]) =>
        (await answers(port)) ? `${String(port)} (${what})` : [],
      ),
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
