import type { Browser, Page } from 'playwright-core';
import { intercept, launchBrowser, look, openConsole, switchToKorean } from '../support/console-browser.ts';
import type { DeskClient } from '../support/desk-client.ts';
import { openDesk, type OpenDesk } from '../support/open-desk.ts';
import { sentTo } from '../support/outbox.ts';
import { waitUntil } from '../support/wait-until.ts';

jest.setTimeout(180_000);

const PASSWORD = 'Handover-Test-1';
const care = { serviceId: 'care' };
let desk: OpenDesk;
let browser: Browser;
let page: Page;
let mina: DeskClient;
let jun: DeskClient;

beforeAll(async () => {
  [desk, browser] = await Promise.all([openDesk(), launchBrowser()]);
  [mina, jun] = await Promise.all([desk.signIn('mina@example.com'), desk.signIn('jun@example.com')]);
  for (const title of ['First', 'Second', 'Third', 'Fourth']) {
    await mina.call('createTicket', {
      params: care,
      body: {
        title,
        html: `<p>${title} question</p>`,
        customer: { name: 'Sora', email: `${title.toLowerCase()}@customer.example.com` },
      },
    });
  }
  ({ page } = await openConsole(browser, desk.url, { email: 'mina@example.com', password: PASSWORD }));
  await page.getByRole('link', { name: /First/ }).waitFor({ timeout: 30_000 });
});
afterAll(async () => {
  await browser.close();
  await desk.close();
});

const numberOf = async (title: string): Promise<number> =>
  (await mina.call('listTickets', { params: care, query: { list: 'all' } })).body.rows.find(
    (row) => row.title === title,
  )!.number;
const ticketOf = async (title: string) =>
  (await mina.call('getTicket', { params: { ...care, number: await numberOf(title) } })).body;
const row = (title: string) =>
  page.getByRole('region', { name: /^Tickets/ }).getByRole('link', { name: new RegExp(title) });
const heading = (title: string) => page.getByRole('heading', { level: 1, name: new RegExp(title) });
const editor = () => page.getByRole('textbox', { name: 'Answer' });
const goTo = async (list: string, title: string): Promise<void> => {
  await page.getByRole('navigation').getByRole('link', { name: list }).click();
  await row(title).first().click();
  await heading(title).waitFor();
};

describe('keys', () => {
  it('when j moves the ring, then that ticket opens; t takes it and no other, also while it is still loading', async () => {
    await page.keyboard.press('j');
    await heading('Fourth').waitFor();
    // The next one loads slowly.
    const third = await numberOf('Third');
    await intercept(page, new RegExp(`/tickets/${third}$`), async (route) => {
      await new Promise((resolve) => {
        setTimeout(resolve, 1_500);
      });
      await route.continue().catch(() => undefined);
    });
    await page.reload();
    await heading('Fourth').waitFor();
    await row('Fourth').focus();
    await page.keyboard.press('j');
    await page.keyboard.press('t');
    await waitUntil('the third to be taken', async () => (await ticketOf('Third')).status === 'processing', 15_000);
    expect((await ticketOf('Fourth')).status).toBe('unassigned');
    await heading('Third').waitFor();
    await page.unrouteAll();
  });

  it('when the ring is moved by going back, then it is where the open ticket is', async () => {
    await goTo('All tickets', 'First');
    await row('Second').first().click();
    await heading('Second').waitFor();
    await page.goBack();
    await heading('First').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('First');
  });

  it('given a ticket that nobody has, when e is pressed, then it says why and offers to keep it; kept, the answer begins', async () => {
    await goTo('All tickets', 'Fourth');
    await page.keyboard.press('e');
    const why = page.getByRole('alert').filter({ hasText: 'Keep the ticket first' });
    await why.waitFor();
    expect(await editor().evaluate((element) => element === document.activeElement)).toBe(false);
    await why.getByRole('button', { name: /Keep/ }).click();
    await page.getByRole('button', { name: /Resolve and mail to fourth@/ }).waitFor({ timeout: 10_000 });
    await page.keyboard.type('Here you are');
    await editor().getByText('Here you are').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    await page.getByRole('alert').filter({ hasText: 'You have this ticket already' }).waitFor();
  });

  it('given a ticket that is being kept, when r is pressed and words are typed at once, then all of them are in the answer', async () => {
    await mina.call('createTicket', {
      params: care,
      body: { title: 'Quick', html: '<p>Quick?</p>', customer: { name: 'Sora', email: 'sora@customer.example.com' } },
    });
    await goTo('All tickets', 'Quick');
    await intercept(page, '**/keep', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    await page.keyboard.press('t');
    await page.keyboard.press('r');
    await page.keyboard.type('Answer in no time');
    await page.locator('[contenteditable="true"]').getByText('Answer in no time', { exact: true }).waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.unrouteAll({ behavior: 'wait' });
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
  });

  it('given a ticket that live news show as kept, when its own answer comes late, then whoever writes by then writes on', async () => {
    const { number } = (
      await mina.call('createTicket', {
        params: care,
        body: {
          title: 'Swift',
          html: '<p>Swift?</p>',
          customer: { name: 'Sora', email: 'swift@customer.example.com' },
        },
      })
    ).body;
    await goTo('All tickets', 'Swift');
    const answer = Promise.withResolvers<undefined>();
    await intercept(page, '**/keep', async (route) => {
      const response = await route.fetch();
      await answer.promise;
      await route.fulfill({ response });
    });
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'Resolve and mail to swift@customer.example.com' }).waitFor();
    await page.keyboard.press('e');
    await page.locator('[contenteditable="true"]:focus').waitFor();
    await page.keyboard.type('It comes');
    answer.resolve(undefined);
    await page.getByText(`You have #${number} now`).first().waitFor({ state: 'attached' });
    await page.keyboard.type(' tomorrow');
    await page.locator('[contenteditable="true"]:focus').getByText('It comes tomorrow', { exact: true }).waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
  });

  it('given a ticket of a colleague, when r is pressed, then it says whose it is', async () => {
    await jun.call('keepTicket', { params: { ...care, number: await numberOf('Second') }, body: {} });
    await goTo('All tickets', 'Second');
    await page.locator('#ticket').getByText('Jun', { exact: true }).first().waitFor();
    await page.keyboard.press('r');
    await page.getByRole('alert').filter({ hasText: 'Jun has this ticket' }).waitFor();
  });
});

describe('opening a ticket', () => {
  /** What of a ticket is asked for from now on, and answered, in the order of both. */
  const watch = (number: number) => {
    const seen: string[] = [];
    const path = new RegExp(`/tickets/${number}(/entries|/events|/with-history)?(?:\\?|$)`);
    const onRequest = (request: { method(): string; url(): string }) => {
      const found = request.method() === 'GET' ? path.exec(request.url()) : null;
      if (found !== null) seen.push(found[1] ?? '/ticket');
    };
    const onResponse = (response: { url(): string }) => {
      const found = path.exec(response.url());
      if (found !== null) seen.push(`${found[1] ?? '/ticket'} answered`);
    };
    page.on('request', onRequest).on('response', onResponse);
    return {
      seen,
      [Symbol.dispose]: () => {
        page.off('request', onRequest).off('response', onResponse);
      },
    };
  };

  it('when it opens by its address, then it is asked for in one request with its history and log', async () => {
    const number = await numberOf('First');
    using parts = watch(number);
    await page.goto(`${desk.url}/s/care/all/${number}`);
    await heading('First').waitFor();
    expect(parts.seen.slice(0, 2)).toEqual(['/with-history', '/with-history answered']);
  });

  it('when the mouse rests on a row, then all of it is there before the click, which asks for nothing more', async () => {
    const number = await numberOf('Third');
    using parts = watch(number);
    await row('Third').first().hover();
    await waitUntil('the ticket to be loaded ahead', () => parts.seen.includes('/with-history answered'));
    await row('Third').first().click();
    await heading('Third').waitFor();
    await page.getByText('Third question').first().waitFor();
    expect(parts.seen).toEqual(['/with-history', '/with-history answered']);
  });

  it('when the mouse only passes over rows, then nothing is loaded', async () => {
    const number = await numberOf('Second');
    using parts = watch(number);
    const box = (await row('Second').first().boundingBox())!;
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.move(box.x + 900, box.y + 300);
    await new Promise((resolve) => {
      setTimeout(resolve, 400);
    });
    expect(parts.seen).toEqual([]);
  });

  it('when others open, then no style of the page changes: all elements would have to find theirs anew', async () => {
    await row('First').first().click();
    await heading('First').waitFor();
    await editor().waitFor();
    const changes = await page.evaluateHandle(() => {
      const seen: string[] = [];
      const observer = new MutationObserver((records) => {
        for (const { target, attributeName, addedNodes, removedNodes } of records)
          seen.push(
            `${target.nodeName} ${attributeName ?? [...addedNodes, ...removedNodes].map(({ nodeName }) => nodeName).join()}`,
          );
      });
      observer.observe(document.documentElement, { attributes: true });
      observer.observe(document.body, { attributes: true });
      observer.observe(document.head, { childList: true });
      return seen;
    });
    for (const title of ['Second', 'Third']) {
      await row(title).first().click();
      await heading(title).waitFor();
      await editor().waitFor();
      await page.getByText(`${title} question`).first().waitFor();
    }
    // What is taken away again comes a moment later.
    await page.waitForTimeout(100);
    expect(await changes.jsonValue()).toEqual([]);
  });
});

it('given news since it was begun, when a comment is added, then it warns and is not held back', async () => {
  await goTo('All tickets', 'Second');
  await page.keyboard.press('c');
  await page.keyboard.type('Ask the carrier');
  await jun.call('commentTicket', {
    params: { ...care, number: await numberOf('Second') },
    body: { html: '<p>They say tomorrow</p>' },
  });
  await page.getByRole('alert').filter({ hasText: 'Jun commented after you began' }).waitFor({ timeout: 15_000 });
  await page.keyboard.press('Control+Enter');
  await page.getByRole('log').getByText('Ask the carrier').waitFor({ timeout: 15_000 });
  await waitUntil(
    'the comment',
    async () =>
      (
        await mina.call('listEntries', { params: { ...care, number: await numberOf('Second') }, query: { limit: 50 } })
      ).body.entries.some(({ text }) => text === 'Ask the carrier'),
    10_000,
  );
});

describe('an answer that was queued offline, of a ticket that another agent got meanwhile', () => {
  it('stays with the name of who has it: on its ticket, on its row, in the rail and in a notification with a link', async () => {
    const fifth = await mina.call('createTicket', {
      params: care,
      body: { title: 'Fifth', html: '<p>Where?</p>', customer: { name: 'Sora', email: 'fifth@customer.example.com' } },
    });
    const place = { params: { ...care, number: fifth.body.number } };
    await mina.call('keepTicket', { ...place, body: {} });
    await goTo('All tickets', 'First');
    await goTo('All tickets', 'Fifth');
    await page.keyboard.press('e');
    await page.keyboard.type('It is in Busan');
    await page.context().setOffline(true);
    await page.keyboard.press('Control+Enter');
    const drafts = page.getByRole('region', { name: 'Drafts' });
    await drafts.getByRole('link', { name: /Fifth.*Leaves when you are back online/ }).waitFor();
    await goTo('All tickets', 'First');
    const admin = await desk.signIn('admin@example.com');
    const { agents } = (await admin.call('getService', { params: care })).body;
    const junId = agents.find(({ name }) => name === 'Jun')!.agentId;
    expect((await admin.call('forwardTicket', { ...place, body: { assigneeId: junId } })).status).toBe(200);

    await page.context().setOffline(false);
    await page
      .getByRole('alert')
      .filter({ hasText: `#${fifth.body.number} was not sent. Jun has the ticket now.` })
      .waitFor({ timeout: 20_000 });
    await drafts.getByRole('link', { name: /Fifth.*Not sent\. Jun has the ticket now\./ }).waitFor();
    await row('Fifth').getByText('Not sent').waitFor();
    await look(page, 'taken-meanwhile');
    await page.getByRole('button', { name: `Open #${fifth.body.number}` }).click();
    await heading('Fifth').waitFor();
    await editor().getByText('It is in Busan').waitFor();
    await page.locator('#ticket').getByRole('alert').filter({ hasText: 'Not sent. Jun has the ticket now.' }).waitFor();
    await look(page, 'taken-meanwhile-open');

    // Jun answers. The text stays, through a reload as well, and nothing of it was mailed.
    expect((await jun.call('resolveTicket', { ...place, body: { html: '<p>In Seoul</p>' } })).status).toBe(200);
    await page.reload();
    await drafts.getByRole('link', { name: /Fifth.*Not sent/ }).waitFor();
    await editor().getByText('It is in Busan').waitFor();
    expect((await mina.call('getDraft', place)).body.html).toContain('It is in Busan');
    const mails = await waitUntil(
      'Jun’s mail',
      async () => {
        const sent = await sentTo(desk.outboxUrl, 'fifth@customer.example.com');
        return sent.length > 0 ? sent : undefined;
      },
      20_000,
    );
    expect(mails).toHaveLength(1);
    await page.getByRole('region', { name: 'Answer' }).getByRole('button', { name: 'Discard' }).click();
    await drafts.getByRole('link', { name: /Fifth/ }).waitFor({ state: 'detached' });
  });
});

describe('an answer that was queued offline and refused on return', () => {
  it('stays: on its ticket with the reason, on its row, and in the rail; through a reload and in both languages', async () => {
    const third = await numberOf('Third');
    // What was open before can be opened without a connection.
    await goTo('All tickets', 'First');
    await goTo('All tickets', 'Third');
    await page.keyboard.press('e');
    await page.keyboard.type('Your parcel is on its way');
    await page.context().setOffline(true);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: 'Drafts' }).getByText('Leaves when you are back online').waitFor();
    await goTo('All tickets', 'First');
    const admin = await desk.signIn('admin@example.com');
    expect(
      (await admin.call('resolveTicket', { params: { ...care, number: third }, body: { html: '<p>Done already</p>' } }))
        .status,
    ).toBe(200);
    await page.context().setOffline(false);
    const drafts = page.getByRole('region', { name: 'Drafts' });
    await drafts.getByRole('link', { name: /Third.*Not sent/ }).waitFor({ timeout: 20_000 });
    await row('Third').getByText('Not sent').waitFor();
    await page.reload();
    await drafts.getByRole('link', { name: /Third.*Not sent/ }).click();
    await heading('Third').waitFor();
    await editor().getByText('Your parcel is on its way').waitFor();
    await page.getByRole('alert').filter({ hasText: 'Not sent.' }).waitFor();
    const mails = await waitUntil(
      'the administrator’s mail',
      async () => {
        const sent = await sentTo(desk.outboxUrl, 'third@customer.example.com');
        return sent.length > 0 ? sent : undefined;
      },
      20_000,
    );
    expect(mails).toHaveLength(1);
    await switchToKorean(page);
    await page.getByRole('alert').filter({ hasText: '보내지 못했습니다.' }).waitFor();
  });
});

const LONG = 'somebody.with.a.long.name@customer.example.com';
it.each([
  ['en', /^Draft kept/],
  ['ko', /임시 저장됨$/],
] as const)(
  'given a kept draft and a long address, with the details open, then all below the text stands in one line (%s)',
  async (language, kept) => {
    const { body: made } = await mina.call('createTicket', {
      params: care,
      body: { title: `Long, ${language}`, html: '<p>Question</p>', customer: { email: LONG } },
    });
    await mina.call('keepTicket', { params: { ...care, number: made.number }, body: {} });
    await mina.call('editMyPreferences', { body: { language } });
    await page.goto(`${desk.url}/s/care/all/${made.number}`);
    await page.getByRole('textbox', { name: language === 'ko' ? '답변' : 'Answer' }).fill(`A text, ${language}`);
    const footer = page.locator('[data-command] > footer');
    await footer.getByText(kept).waitFor();
    const words = await footer.getByRole('button', { name: LONG }).boundingBox();
    const { lines, cut, width } = await footer.evaluate((element) => {
      const boxes = [...element.querySelectorAll('button, span')]
        .filter((each) => each.textContent !== '' || each.ariaLabel !== null)
        .map((each) => each.getBoundingClientRect());
      const whole = element.getBoundingClientRect();
      return {
        lines: Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top)),
        cut: boxes.filter(({ left, right }) => left < whole.left || right > whole.right).length,
        width: whole.width,
      };
    });
    expect({ lines: lines <= 32, cut }).toEqual({ lines: true, cut: 0 });
    // The details are open, and the words of the button can be read up to the address.
    expect(width).toBeLessThan(660);
    expect(words!.width).toBeGreaterThan(200);
  },
);
