import type { Locator, Page } from 'playwright-core';
import { en } from '../../web/src/ui/words/en.ts';
import { ko } from '../../web/src/ui/words/ko.ts';
import { openSettings } from '../support/console-browser.ts';

export const LANGUAGES = ['en', 'ko'] as const;
export type Language = (typeof LANGUAGES)[number];
export type Theme = 'light' | 'dark';
/** How the console looks in a picture. */
export type Look = `${Language}-${Theme}`;

/** English in light and Korean in dark: every scene has both. */
export const LOOKS = ['en-light', 'ko-dark'] as const satisfies readonly Look[];
const ALL_LOOKS = [...LOOKS, 'en-dark', 'ko-light'] as const satisfies readonly Look[];

/** What somebody asks, for a scene that needs a ticket of today. */
export type Inquiry = { readonly title: string; readonly text: string; readonly name: string; readonly email: string };

/** A console that is signed in to the demo desk, and what a scene needs to know of it. */
export type Stage = {
  readonly page: Page;
  readonly language: Language;
  /** The console's own words. */
  readonly words: Readonly<Record<keyof typeof en, string>>;
  /** A ticket in the console's language, with files, that waits for an answer. */
  readonly number: number;
  /** Opens a list of the demo's service, with a ticket. */
  open(list: string, number?: number): Promise<void>;
  /** Creates a ticket for a customer; once the picture is taken, it is resolved internally. Returns its number. */
  create(inquiry: Inquiry): Promise<number>;
  /** Opens a section of the administration of the demo's service, and in it an item. */
  administer(section: string, item?: string): Promise<void>;
};

export type Scene = {
  readonly name: string;
  /** What its picture shows, for who doesn't see it. */
  readonly shows: string;
  readonly looks: readonly Look[];
  /** Brings the console to where the picture is taken. */
  play(stage: Stage): Promise<void>;
  /** It leaves a draft on the ticket, which is then discarded. */
  readonly writes?: true;
  /** It is an administrator's. */
  readonly administers?: true;
};

export const wordsOf = (language: Language): Stage['words'] => (language === 'ko' ? ko : en);

const OWN = 'my_processing';
const onTicket = ({ open, number }: Stage): Promise<void> => open(OWN, number);
const editorOf = (page: Page): Locator => page.locator('[contenteditable="true"]');
const dialogOf = (page: Page): Locator => page.getByRole('dialog');
const openPanel = async (stage: Stage, panel: 'panel.events' | 'panel.customerInformation'): Promise<Locator> => {
  const { page, words } = stage;
  await onTicket(stage);
  await page.getByRole('toolbar', { name: words['panel.label'] }).getByRole('button', { name: words[panel] }).click();
  await page.mouse.move(0, 0);
  return page.getByRole('complementary', { name: words[panel] });
};

const ANSWERS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Dear Nora,', 'thank you for the number. The courier comes tomorrow between 9 and 12.'],
  ko: ['한예린 고객님, 안녕하세요.', '연락처 확인했습니다. 기사님이 내일 오전 9시에서 12시 사이에 방문합니다.'],
};
const FORWARDED: Readonly<Record<Language, string>> = {
  en: 'The replacement is in stock. Could you agree on a time with the courier?',
  ko: '교환품 재고 확인했습니다. 기사님 방문 시간만 잡아 주세요.',
};
const HANDED_OVER: Readonly<Record<Language, string>> = {
  en: 'The third case of this batch that arrives cracked. Could you check how it is packed?',
  ko: '같은 묶음에서 세 번째 파손입니다. 포장 상태를 확인해 주시겠어요?',
};
const HARDWARE: Readonly<Record<Language, string>> = { en: 'Hardware', ko: '하드웨어' };
const CALLED: Readonly<Record<Language, { readonly title: string; readonly text: string }>> = {
  en: {
    title: 'Wants the parcel at another address',
    text: 'Called this morning: is away until Friday, and asks whether the parcel can go to her office instead.',
  },
  ko: {
    title: '배송지를 회사로 변경 요청',
    text: '오늘 오전 전화 문의. 금요일까지 집을 비워 회사로 받을 수 있는지 확인 요청함.',
  },
};

/** By a customer whose address the demo's trigger for important customers asks about. */
const OF_IMPORTANCE: Readonly<Record<Language, Inquiry>> = {
  en: {
    title: 'My order has not arrived',
    text: 'I ordered on Monday and was promised delivery within two days. Where is it?',
    name: 'Nora Ellis',
    email: 'nora@vip.example.com',
  },
  ko: {
    title: '주문한 상품이 아직 도착하지 않았습니다',
    text: '월요일에 주문했고 이틀 안에 배송된다고 안내받았습니다. 지금 어디에 있나요?',
    name: '한예린',
    email: 'yerin@vip.example.com',
  },
};

/** A section of the administration with the first of its things open, or as `play` leaves it. */
const section = (
  id: string,
  shows: string,
  play: (stage: Stage) => Promise<void> = async ({ page }) => {
    await page.locator('[data-item-link]').first().click();
  },
): Scene => ({
  name: `admin-${id}`,
  shows,
  looks: LOOKS,
  administers: true,
  async play(stage) {
    await stage.administer(id);
    await play(stage);
    await stage.page.mouse.move(0, 0);
    await stage.page.waitForLoadState('networkidle');
  },
});
const asItIs = (): Promise<void> => Promise.resolve();

const ADMINISTRATION: readonly Scene[] = [
  section('overview', 'Administration: what a desk has and lacks to work, and what administrators changed', asItIs),
  section('service', 'The settings of a service', asItIs),
  section('agents', 'Agents of a service, and what one of them may do'),
  section('groups', 'A group of agents, in the order in which tickets are distributed'),
  section('inquiry-types', 'The tree of inquiry types, with one of them open', async ({ page }) => {
    await page.getByRole('treeitem').nth(1).click();
  }),
  section('fields', 'A field of customers, with the preview of the form that it is in'),
  section('triggers', 'A trigger as sentences, and what it would do to an example beside it'),
  section('business-hours', 'The hours of a service by the week, and its days off', asItIs),
  section('templates', 'A template with the preview of it, filled with a ticket’s values'),
  section('layouts', 'What stands around the mails of a service, with the preview of one'),
  section('senders', 'The addresses that answers leave from, and the DNS records of their domains', asItIs),
  section('restricted-words', 'Restricted words, and a text that is tried', asItIs),
  section('customer-information', 'An API that Customer Information asks, item by item'),
  section('notices', 'A notice, from when until when, as agents see it'),
  section('setup', 'The set-up of a service as a document', asItIs),
];

export const SCENES: readonly Scene[] = [
  {
    name: 'list-and-ticket',
    shows: 'A list of tickets, the open ticket with its conversation and files, and its details beside it',
    looks: ALL_LOOKS,
    play: onTicket,
  },
  {
    name: 'editor',
    shows: 'An answer being written, with the list of templates that a slash opens',
    looks: ALL_LOOKS,
    writes: true,
    async play(stage) {
      const { page, language, words } = stage;
      await onTicket(stage);
      await page.keyboard.press('r');
      await editorOf(page).and(page.locator(':focus')).waitFor();
      const [first = '', ...others] = ANSWERS[language];
      await page.keyboard.insertText(first);
      for (const line of others) {
        await page.keyboard.press('Enter');
        await page.keyboard.insertText(line);
      }
      // Templates are offered above the line of the slash: what is below can be read.
      await editorOf(page).locator('p', { hasText: first }).click();
      await page.keyboard.press('End');
      await page.keyboard.type(' /');
      await page.getByRole('listbox', { name: words['template.list'] }).getByRole('option').first().waitFor();
    },
  },
  {
    name: 'masking',
    shows: 'Personal data that was found in a message, offered to be masked; a card number is masked already',
    looks: LOOKS,
    async play(stage) {
      const { page, words } = stage;
      await onTicket(stage);
      await page.getByRole('log', { name: words['history.label'] }).focus();
      await page.keyboard.press('m');
      await dialogOf(page).getByText(words['mask.kind.phone'], { exact: true }).waitFor();
    },
  },
  {
    name: 'batch',
    shows: 'Selected tickets of a list, and the bar with what can be done to all of them',
    looks: LOOKS,
    async play({ page, words, open }) {
      await open('all_unassigned');
      await page.locator('#list [data-row]').first().click();
      await page.locator('[data-entry]').first().waitFor();
      const boxes = page.locator('#list').getByRole('checkbox');
      for (const nth of [0, 2, 3]) await boxes.nth(nth).click();
      await page.getByRole('group', { name: words['batch.label'] }).waitFor();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: 'forward',
    shows: 'A ticket being forwarded to a colleague with a word, and what will come of it',
    looks: LOOKS,
    async play(stage) {
      const { page, language, words } = stage;
      await onTicket(stage);
      await page.keyboard.press('f');
      await dialogOf(page).getByRole('combobox', { name: words['forward.to'] }).fill('jun');
      await page.keyboard.press('Enter');
      await dialogOf(page).getByRole('textbox', { name: words['forward.note'] }).fill(FORWARDED[language]);
    },
  },
  {
    name: 'transfer',
    shows: 'A ticket being handed over to an issue service: its form, and the customer’s message quoted',
    looks: LOOKS,
    async play(stage) {
      const { page, language, words } = stage;
      await onTicket(stage);
      await page.keyboard.press('h');
      const dialog = dialogOf(page);
      const text = dialog.getByRole('textbox', { name: words['escalate.text'] });
      await text.locator('blockquote').waitFor();
      // Its first line is empty, to be written on.
      await text.locator('p').first().click();
      await page.keyboard.insertText(HANDED_OVER[language]);
      await dialog.getByRole('combobox', { name: words['fields.inquiryType'] }).click();
      await dialog.getByRole('option', { name: HARDWARE[language] }).click();
      await dialog.getByRole('radio').first().check();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: 'transferred',
    shows: 'A ticket that waits for an issue service: how it stands there, above the history and in its panel',
    looks: LOOKS,
    async play({ page, words, open }) {
      await open('all_transferred');
      await page.locator('#list [data-row]').filter({ hasText: words['status.transferred'] }).first().click();
      await page.locator('[data-entry]').first().waitFor();
      await page
        .getByRole('toolbar', { name: words['panel.label'] })
        .getByRole('button', { name: words['panel.transfers'] })
        .click();
      const panel = page.getByRole('complementary', { name: words['panel.transfers'] });
      await panel.getByRole('listitem').first().waitFor();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: 'customer-information',
    shows: 'What the shop’s own system knows of the customer, asked while the ticket is read',
    looks: LOOKS,
    async play(stage) {
      const panel = await openPanel(stage, 'panel.customerInformation');
      await panel.getByText('shop-2', { exact: false }).first().waitFor();
    },
  },
  {
    name: 'event-log',
    shows: 'The event log of a ticket: every change in words, with before and after',
    looks: LOOKS,
    async play(stage) {
      const panel = await openPanel(stage, 'panel.events');
      await panel.getByRole('listitem').first().waitFor();
    },
  },
  {
    name: 'triggers',
    shows: 'What triggers did to a ticket and why: each condition with what it saw, and each action',
    looks: LOOKS,
    async play({ page, language, words, create, open }) {
      await open('all_unassigned', await create(OF_IMPORTANCE[language]));
      await page
        .getByRole('toolbar', { name: words['panel.label'] })
        .getByRole('button', { name: words['panel.triggers'] })
        .click();
      const panel = page.getByRole('complementary', { name: words['panel.triggers'] });
      await panel.getByRole('listitem').first().waitFor();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: 'notices',
    shows: 'Notices above the list, one of them open',
    looks: LOOKS,
    async play({ page, words, open }) {
      await open('all_unassigned');
      await page.locator('#list [data-row]').first().click();
      await page.locator('[data-entry]').first().waitFor();
      await page
        .getByRole('region', { name: words['notices.label'] })
        .getByRole('listitem')
        .first()
        .getByRole('button')
        .first()
        .click();
      await page.mouse.move(0, 0);
    },
  },
  {
    name: 'settings',
    shows: 'An agent’s settings: language, appearance, signature, notifications and the order of panels',
    looks: LOOKS,
    async play(stage) {
      await onTicket(stage);
      await openSettings(stage.page);
    },
  },
  {
    name: 'keys',
    shows: 'All keys of the console',
    looks: LOOKS,
    async play(stage) {
      await onTicket(stage);
      await stage.page.keyboard.press('?');
      await dialogOf(stage.page).getByText(stage.words['keys.title']).first().waitFor();
    },
  },
  {
    name: 'palette',
    shows: 'The command palette with the commands on the open ticket',
    looks: LOOKS,
    async play(stage) {
      await onTicket(stage);
      await stage.page.keyboard.press('Control+k');
      await dialogOf(stage.page).getByRole('option').first().waitFor();
    },
  },
  {
    name: 'create-ticket',
    shows: 'A ticket being created for somebody who called',
    looks: LOOKS,
    async play({ page, language, words, open }) {
      await open('all_unassigned');
      await page.getByRole('button', { name: words['create.open'] }).click();
      const dialog = dialogOf(page);
      await dialog.getByRole('textbox', { name: words['create.subject'] }).fill(CALLED[language].title);
      await dialog.getByRole('textbox', { name: words['create.text'] }).fill(CALLED[language].text);
    },
  },
  ...ADMINISTRATION,
];

/** The file of a scene's picture. */
export const pictureOf = ({ name }: Pick<Scene, 'name'>, look: Look): string => `${name}.${look}.webp`;

const LOOK_WORDS: Readonly<Record<Look, string>> = {
  'en-light': 'English, light',
  'en-dark': 'English, dark',
  'ko-light': 'Korean, light',
  'ko-dark': 'Korean, dark',
};

/** The page that names every picture. */
export const readme = (): string =>
  [
    '# Screens of the console',
    '',
    'Written by `npm run screens`, from a desk with demo data; 1440 × 900. Times in them are those of the day on which they were taken.',
    '',
    '| picture | shows |',
    '|---|---|',
    ...SCENES.map(
      (scene) =>
        `| ${scene.looks.map((look) => `[${LOOK_WORDS[look]}](${pictureOf(scene, look)})`).join(', ')} | ${scene.shows} |`,
    ),
    '',
  ].join('\n');
