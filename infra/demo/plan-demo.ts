import type { Priority } from '../../shared/domain/ticket/ticket.ts';
import { ENGLISH_INQUIRIES, SPAM_MAILS } from './inquiries-en.ts';
import { KOREAN_INQUIRIES } from './inquiries-ko.ts';
import { withRareStories } from './rare-stories.ts';
import type { Inquiry, Step, Story } from './story.ts';
import { CUSTOMERS, demoCustomer, ENGLISH_PRODUCTS, ISSUES, KOREAN_PRODUCTS, type DemoCustomer } from './people.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const CARE_TICKETS = 280;
const ISSUE_TICKETS = 20;
const DAYS = 30;
/** As demo/desk.json sets it. */
const AUTO_COMPLETE_DAYS = 14;
/** Every so many care tickets one is spam, or came in a phone call. */
const SPAM_EVERY = 35;
const CALL_EVERY = 9;
/** Every so many care tickets that are kept one is marked as important by who has it. */
const MARK_EVERY = 11;
const AGENTS_OF: Readonly<Record<Inquiry['group'], readonly string[]>> = {
  delivery: ['mina@example.com', 'jun@example.com'],
  billing: ['jun@example.com', 'sora@example.com'],
  technical: ['haru@example.com'],
};
const ENGINEERS = ['dana@example.com', 'theo@example.com'] as const;
const ADMINISTRATOR = 'admin@example.com';
const INQUIRY_TYPES: Readonly<Record<Inquiry['group'], readonly string[]>> = {
  delivery: ['order-delivery'],
  billing: ['order-payment', 'order-refund'],
  technical: ['product-use', 'product-fault'],
};
const PROCESSING_TYPES: Readonly<Record<Inquiry['group'], readonly string[]>> = {
  delivery: ['answered', 'exchanged'],
  billing: ['answered', 'refunded'],
  technical: ['answered', 'repaired'],
};
const TAGS = ['vip', 'first-order', 'callback', 'warranty', 'complaint'] as const;
/** How an inquiry ends without an answer. */
const ENDINGS = [
  { reason: 'duplicate' },
  { reason: 'resolved_by_call' },
  { reason: 'test' },
  { reason: 'other', html: '<p>매장에서 직접 해결됨.</p>' },
] as const;

/** A small generator with a seed (mulberry32): the demo is the same each time. */
const seeded = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** Adds a step if it still lies in the past; what would come after it doesn't happen either. */
type Then = (delay: number, step: (at: Date) => Step) => boolean;

/** The steps of one story, which begins with `first`. */
const storyOf = (now: Date, first: Step): { readonly steps: Step[]; readonly then: Then } => {
  const steps = [first];
  let clock = first.at.getTime();
  return {
    steps,
    then: (delay, step) => {
      clock += delay;
      if (clock > now.getTime() - MINUTE) {
        clock = Number.POSITIVE_INFINITY;
        return false;
      }
      steps.push(step(new Date(clock)));
      return true;
    },
  };
};

/**
 * 300 conversations over the 30 days before `now`: the older, the more of them resolved and then completed; the newest
 * still unassigned. Some customers write again, some call; a few mails are spam. Same seed, same stories.
 */
export const planDemo = (now: Date, seed = 20_26): readonly Story[] => {
  const random = seeded(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const chance = (share: number): boolean => random() < share;
  const minutes = (from: number, to: number): number => (from + random() * (to - from)) * MINUTE;
  const pickPriority = (): Priority => (chance(0.2) ? pick(['low', 'high', 'high', 'urgent'] as const) : 'normal');
  const pickTags = (): readonly string[] => (chance(0.3) ? [pick(TAGS)] : []);

  const arrival = (index: number, count: number): Date => {
    const day = now.getTime() - DAYS * DAY + (index / count) * DAYS * DAY;
    return new Date(Math.min(day + minutes(-90, 90), now.getTime() - minutes(1, 20)));
  };

  const spamStory = (index: number): Story => {
    const mail = SPAM_MAILS[Math.floor(index / SPAM_EVERY) % SPAM_MAILS.length]!;
    const isSpam = chance(0.6);
    const { steps, then } = storyOf(now, {
      kind: 'mail',
      at: arrival(index, CARE_TICKETS),
      ...mail,
      reply: false,
      isSpam,
    });
    if (!isSpam)
      then(minutes(5, 90), (at) => ({ kind: 'resolve_internally', at, agent: 'mina@example.com', reason: 'spam' }));
    return { serviceId: 'care', steps };
  };

  /** An inquiry with its blanks filled in. */
  const inquiryOf = ({ isKorean }: DemoCustomer, arrived: Date) => {
    const inquiry = pick(isKorean ? KOREAN_INQUIRIES : ENGLISH_INQUIRIES);
    const product = pick<string>(isKorean ? KOREAN_PRODUCTS : ENGLISH_PRODUCTS);
    const order = `A-${String(100_000 + Math.floor(random() * 899_999))}`;
    const bought = new Date(arrived.getTime() - minutes(2, 9) * 24 * 60);
    const date = isKorean
      ? `${bought.getMonth() + 1}월 ${bought.getDate()}일`
      : `${bought.getDate()} ${bought.toLocaleString('en', { month: 'long' })}`;
    const filled = (text: string): string =>
      text.replaceAll('{order}', order).replaceAll('{product}', product).replaceAll('{date}', date);
    const title = filled(inquiry.title);
    return { inquiry, filled, title: `${title.charAt(0).toUpperCase()}${title.slice(1)}` };
  };

  const completed = (then: Then): void => {
    if (chance(0.15)) then(minutes(600, 4_000), (at) => ({ kind: 'complete', at, agent: ADMINISTRATOR }));
    else then(AUTO_COMPLETE_DAYS * DAY, (at) => ({ kind: 'auto_complete', at }));
  };

  const careStory = (index: number): Story => {
    const customer = demoCustomer(Math.floor(random() * CUSTOMERS));
    const { name, email, phone, isKorean } = customer;
    const arrived = arrival(index, CARE_TICKETS);
    const {
      inquiry: { group, text, comment, interim, answer, reply },
      filled,
      title,
    } = inquiryOf(customer, arrived);
    const agent = pick(AGENTS_OF[group]);
    const inquiryTypeId = pick(INQUIRY_TYPES[group]);
    const isCall = index % CALL_EVERY === 4;
    const mailed = !isCall || chance(0.6);
    const { steps, then } = storyOf(
      now,
      isCall
        ? {
            kind: 'create',
            at: arrived,
            agent,
            title,
            html: filled(text)
              .split('\n\n')
              .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
              .join(''),
            language: isKorean ? 'ko' : 'en',
            customer: { name, phone, ...(mailed ? { email } : {}) },
            priority: pickPriority(),
            tags: [...pickTags(), 'callback'],
            inquiryTypeId,
          }
        : { kind: 'mail', at: arrived, from: { name, email }, subject: title, text: filled(text), reply: false },
    );
    const story: Story = { serviceId: 'care', steps };
    const writesAgain = (delay: number): boolean =>
      then(delay, (at) => ({
        kind: 'mail',
        at,
        from: { name, email },
        subject: `Re: ${title}`,
        text: filled(reply),
        reply: true,
      }));

    const age = now.getTime() - arrived.getTime();
    if (chance(age < DAY ? 0.5 : age < 3 * DAY ? 0.15 : 0)) return story;
    then(minutes(3, 150), (at) => ({ kind: 'keep', at, agent, groupId: group }));
    if (!isCall && chance(0.4))
      then(minutes(1, 5), (at) => ({
        kind: 'edit',
        at,
        agent,
        edit: { inquiryTypeId, priority: pickPriority(), tags: pickTags() },
      }));
    if (group !== 'technical' && chance(0.05)) {
      then(minutes(5, 60), (at) => ({
        kind: 'forward',
        at,
        agent,
        groupId: 'technical',
        html: isKorean ? '<p>기술 확인이 필요해 전달합니다.</p>' : '<p>This one needs a technical eye.</p>',
      }));
      if (chance(age < 2 * DAY ? 0.5 : 0)) return story;
      then(minutes(5, 90), (at) => ({ kind: 'keep', at, agent: 'haru@example.com', groupId: 'technical' }));
    }
    // The present assignee goes on.
    const keeper = steps.findLast((step) => step.kind === 'keep')?.agent ?? agent;
    if (index % MARK_EVERY === 0) then(MINUTE, (at) => ({ kind: 'mark', at, agent: keeper }));
    if (chance(0.35))
      then(minutes(2, 40), (at) => ({ kind: 'comment', at, agent: keeper, html: `<p>${filled(comment)}</p>` }));
    if (chance(age < 2 * DAY ? 0.2 : 0.03)) return story;
    if (!mailed || chance(0.05)) {
      const ending = mailed ? pick(ENDINGS) : { reason: 'resolved_by_call' as const };
      then(minutes(5, 120), (at) => ({ kind: 'resolve_internally', at, agent: keeper, ...ending }));
      completed(then);
      return story;
    }
    if (chance(0.2)) {
      then(minutes(5, 60), (at) => ({ kind: 'pend', at, agent: keeper, html: `<p>${filled(interim)}</p>` }));
      if (chance(age < 4 * DAY ? 0.5 : 0.12)) return story;
      if (!isCall && chance(0.4)) writesAgain(minutes(60, 600));
    }
    if (chance(0.35))
      then(minutes(5, 100), (at) => ({
        kind: 'edit',
        at,
        agent: keeper,
        edit: { processingTypeId: pick(PROCESSING_TYPES[group]) },
      }));
    then(minutes(5, 200), (at) => ({ kind: 'resolve', at, agent: keeper, html: `<p>${filled(answer)}</p>` }));
    if (!isCall && chance(0.22) && writesAgain(minutes(30, 1_500))) {
      if (!chance(age < 3 * DAY ? 0.4 : 0.95)) return story;
      then(minutes(20, 400), (at) => ({
        kind: 'resolve',
        at,
        agent: keeper,
        html: isKorean
          ? '<p>확인했습니다. 말씀하신 대로 처리해 두었습니다. 감사합니다.</p>'
          : '<p>Noted, and taken care of. Thank you for writing.</p>',
      }));
    }
    completed(then);
    return story;
  };

  const issueStory = (index: number): Story => {
    const [title, text] = ISSUES[index % ISSUES.length]!;
    const agent = pick(ENGINEERS);
    const { steps, then } = storyOf(now, {
      kind: 'create',
      at: arrival(index, ISSUE_TICKETS),
      agent,
      title,
      html: `<p>${text}</p>`,
      language: /[가-힣]/.test(title) ? 'ko' : 'en',
      customer: {},
      priority: pickPriority(),
      tags: ['firmware'],
    });
    if (chance(0.7)) then(minutes(30, 500), (at) => ({ kind: 'keep', at, agent }));
    return { serviceId: 'engineering', steps };
  };

  const stories = [
    ...Array.from({ length: CARE_TICKETS }, (_, index) =>
      index % SPAM_EVERY === SPAM_EVERY - 5 ? spamStory(index) : careStory(index),
    ),
    ...Array.from({ length: ISSUE_TICKETS }, (_, index) => issueStory(index)),
  ].sort((a, b) => a.steps[0]!.at.getTime() - b.steps[0]!.at.getTime());
  return withRareStories(stories, now);
};
