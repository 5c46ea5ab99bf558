import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const CANDIDATES = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const installed = (): string | undefined => CANDIDATES.find((path) => path !== undefined && existsSync(path));

const install = (): void => {
  process.stdout.write('Chromium is missing: installing Debian’s package\n');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env: environment });
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  });
};

/**
 * Path of a Chromium; installs Debian's package when run by root on Debian. Throws, saying what to install, when there
 * is none.
 */
export const findOrInstallChromium = (): string => {
  const needed =
    'The browser tests need Chromium: install it (Debian: apt-get install chromium) or name one by CHROMIUM=/path/to/chromium.';
  if (installed() === undefined && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    try {
      install();
    } catch (cause) {
      throw new Error(`${needed} Debian’s package could not be installed.`, { cause });
    }
  }
  const found = installed();
  if (found === undefined) throw new Error(needed);
  return found;
};

/**
 * Features of Chromium that are off. The first two are the lists below the address bar: nobody sees them, and they are
 * pages of their own, made for each window (0.8 s of the processor). The rest is Playwright's list, since Chromium
 * takes the last of two.
 * @see https://github.com/microsoft/playwright/blob/main/packages/playwright-core/src/server/chromium/chromiumSwitches.ts
 */
const FEATURES_OFF = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/** Headless flags proven on closed networks and in containers. */
export const CHROMIUM_FLAGS = [
  `--disable-features=${FEATURES_OFF.join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
