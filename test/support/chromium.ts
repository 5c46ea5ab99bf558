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

/** Headless flags proven on closed networks and in containers. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
