import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { IN_MOTION, launchBrowser, signInToConsole } from '../support/console-browser.ts';
import { openDesk, untilQuiet, type OpenDesk } from '../support/open-desk.ts';
import { percentile } from './percentile.ts';

/** Milliseconds from a key or click until another ticket's words are on the screen. */
export type ConsoleRow = { readonly what: string; readonly p50: number; readonly p95: number };

const TIMES = 20;
/** Tickets before the first time that counts. */
const WARM_UP = 3;
/** What an agent reads before the next key; whatever is loaded ahead is there by then. Milliseconds. */
const READING = 1200;
/** Tickets that lie between two that are clicked, so that none of them was loaded ahead. */
const APART = 3;

const MINA = { email: 'mina@example.com', password: 'Handover-Test-1', screen: IN_MOTION };
const care = { serviceId: 'care' };

/** Tickets 1, 2, 3, … of one agent, each with a conversation of four messages. */
const bringTickets = async (desk: OpenDesk, count: number): Promise<void> => {
  const mina = await desk.signIn(MINA.email);
  for (let number = 1; number <= count; number += 1) {
    const created = await mina.call('createTicket', {
      params: care,
      body: {
        title: `Inquiry ${number}`,
        html: `<p>This is what was asked in inquiry ${number}.</p>`,
        customer: { name: 'A customer', email: 'customer@customer.example.com' },
      },
    });
    if (created.body.number !== number) throw new Error(`Ticket ${number} got another number`);
    await mina.call('keepTicket', { params: { ...care, number }, body: {} });
    for (const words of ['Looked into it.', 'The depot knows.', 'They answer today.'])
      await mina.call('commentTicket', { params: { ...care, number }, body: { html: `<p>${words}</p>` } });
  }
  await untilQuiet(desk.data);
};

/** Carries out a command in the console, and measures in the page, from its key or click to the frame that shows it. */
const timeOf = async (page: Page, command: () => Promise<void>): Promise<number> => {
  const clock = await page.evaluateHandle<{ readonly measured: Promise<number> }>(
    '({ measured: globalThis.timeToNextTicket() })',
  );
  await command();
  return clock.evaluate(({ measured }) => measured);
};

/** How long an agent waits for a ticket in the console, in Chromium, with everything on this machine. */
export const measureConsole = async (): Promise<readonly ConsoleRow[]> => {
  const needed = (TIMES + WARM_UP) * (1 + APART) + 2 * (TIMES + WARM_UP) + 10;
  const desk = await openDesk();
  const browser = await launchBrowser();
  try {
    await bringTickets(desk, needed);
    const { page } = await signInToConsole(browser, desk.url, MINA);
    await page.addInitScript({ path: join(import.meta.dirname, 'ticket-clock.js') });
    await page.goto(`${desk.url}/s/care/my_processing`);
    const rows: ConsoleRow[] = [];
    const measure = async (
      what: string,
      command: () => Promise<void>,
      prepare: () => Promise<void> = async () => {},
    ): Promise<void> => {
      const times: number[] = [];
      for (let index = 0; index < WARM_UP + TIMES; index += 1) {
        await prepare();
        const time = await timeOf(page, command);
        if (index >= WARM_UP) times.push(time);
        await page.waitForTimeout(READING);
      }
      times.sort((one, other) => one - other);
      rows.push({ what, p50: percentile(times, 0.5), p95: percentile(times, 0.95) });
    };
    await page.locator('[data-row]').first().click();
    await page.locator('#ticket').getByText('This is what was asked').waitFor();
    await page.waitForTimeout(READING);
    await measure('the next by key, loaded ahead', () => page.keyboard.press('j'));
    await measure('a row by click, not loaded yet', async () => {
      const open = Number(new URL(page.url()).pathname.split('/').at(-1));
      const rowsNow = await page
        .locator('[data-row]')
        .evaluateAll((all) => all.map((row) => row.getAttribute('data-row')));
      const at = rowsNow.indexOf(String(open));
      const target = page.locator(`[data-row="${rowsNow[at + 1 + APART] ?? ''}"]`);
      await target.scrollIntoViewIfNeeded();
      await target.click();
    });
    await page.goto(`${desk.url}/s/care/my_processing`);
    await page.locator('[data-row]').first().click();
    await page.locator('#ticket').getByText('This is what was asked').waitFor();
    await measure(
      'the next after resolving',
      () => page.keyboard.press('Control+Enter'),
      async () => {
        await page.keyboard.press('e');
        await page.locator('[contenteditable="true"]:focus').waitFor();
        await page.keyboard.type('All is well again.');
      },
    );
    return rows;
  } finally {
    await browser.close();
    await desk.close();
  }
};
