import { ActionIcon, VisuallyHidden } from '@mantine/core';
import {
  IconArrowsTransferUp,
  IconChevronDown,
  IconLock,
  IconPaperclip,
  IconRobot,
  IconShieldLock,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { memo, useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { guessLanguage } from '../../../shared/domain/mail/guess-language.ts';
import type { TicketLanguage } from '../../../shared/domain/ticket/ticket.ts';
import type { EntryView, TicketView } from '../desk/api/ticket-queries.ts';
import { useDesk } from '../desk/desk-context.ts';
import { triggerWords } from '../desk/event-words.ts';
import type { Decision } from '../desk/drafts/draft.ts';
import { useNow } from '../desk/timestamp.tsx';
import { clockTime, dateAndTime, dayOf, exactTime } from '../ui/format-time.ts';
import { Attachments } from './attachments.tsx';
import { MailState } from './mail-state.tsx';
import { mailTrouble } from './mail-trouble.ts';
import { RichText } from './rich-text.tsx';
import styles from './entry.module.css';

/** The language tag of a text; empty when the language is unknown. */
const languageTag = (text: string, ofTicket: TicketLanguage): string => {
  const language = guessLanguage(text, ofTicket === 'other' ? 'en' : ofTicket);
  return language === 'other' ? '' : language;
};

/** Characters of a folded message that are shown; a line has no room for more. */
const FIRST_WORDS = 240;
const firstWords = (text: string): string =>
  text
    .slice(0, 4 * FIRST_WORDS)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, FIRST_WORDS);

/** When it was said, by a mail's own date; the tooltip also has its receipt. A folded message stands under no day. */
const EntryTime = ({
  entry: { at, writtenAt },
  isFolded,
}: {
  readonly entry: EntryView;
  readonly isFolded: boolean;
}): ReactNode => {
  const { t } = useTranslation();
  const { timeStyle } = useDesk();
  const now = useNow();
  const said = writtenAt ?? at;
  const isOfDay = !isFolded && dayOf(said, timeStyle.timeZone) === dayOf(at, timeStyle.timeZone);
  const title =
    writtenAt === null
      ? exactTime(at, timeStyle)
      : t('history.writtenAt', { written: exactTime(writtenAt, timeStyle), received: exactTime(at, timeStyle) });
  return (
    <time dateTime={said} title={title} className={styles.time}>
      {isOfDay ? clockTime(said, timeStyle) : dateAndTime(said, now, timeStyle)}
    </time>
  );
};

/** What a folded message shows beside its sender: its first words, and what else there is to see. */
const FoldedWords = ({ entry, lang }: { readonly entry: EntryView; readonly lang: string }): ReactNode => {
  const { t } = useTranslation();
  const words = firstWords(entry.text);
  const trouble = entry.mail === null ? null : mailTrouble(entry.mail);
  return (
    <>
      <span className={styles.firstWords} dir="auto" lang={words === '' ? undefined : lang}>
        {words === '' ? t('history.noText') : words}
      </span>
      {trouble !== null && <span className={styles.trouble}>{t(`mail.trouble.${trouble}`)}</span>}
      {entry.attachments.length > 0 && (
        <IconPaperclip
          size={14}
          stroke={1.75}
          className={styles.clip}
          aria-label={t('history.attachments')}
          role="img"
        />
      )}
    </>
  );
};

type EntryProps = {
  readonly entry: EntryView;
  readonly ticket: TicketView;
  /** It goes on from the message above, whose head has the sender. */
  readonly isContinued: boolean;
  /** Null where messages are not folded, in a short history. */
  readonly isFolded: boolean | null;
  readonly onToggle: (id: string) => void;
  /** Offers what in the entry looks like personal data; left out where the entry is only read. */
  readonly onFind?: (id: string) => void;
};

/** Who wrote it; of a mail of a trigger, which trigger and whom it is to. */
const nameOf = (
  { author, automatedBy, mailedTo }: EntryView,
  { customer }: TicketView,
  agentName: (agentId: string) => string | undefined,
  t: TFunction,
): string => {
  if (author.kind === 'agent') return agentName(author.agentId) ?? t('ticket.somebody');
  if (author.kind === 'customer')
    return author.name ?? author.email ?? customer.name ?? customer.email ?? t('history.customer');
  if (automatedBy === null) return t('history.system');
  const trigger = triggerWords(t, automatedBy);
  if (mailedTo === null) return trigger;
  return mailedTo.kind === 'customer'
    ? t('history.triggerMailToCustomer', { trigger })
    : t('history.triggerMail', { trigger, to: mailedTo.addresses.join(', ') });
};

/** A message of the history. Internal comments have a lock; the styles tell customers' and agents' messages apart. */
export const Entry = memo(({ entry, ticket, isContinued, isFolded, onToggle, onFind }: EntryProps): ReactNode => {
  const { t } = useTranslation();
  const { agentName } = useDesk();
  const body = useId();
  const { author, kind } = entry;
  const name = nameOf(entry, ticket, agentName, t);
  const email = author.kind === 'customer' && author.name !== undefined ? author.email : undefined;
  const isOpen = isFolded !== true;
  const goesOn = isContinued && isOpen;
  const lang = useMemo(() => languageTag(entry.text, ticket.language), [entry.text, ticket.language]);
  const files = entry.attachments.filter(({ contentId }) => contentId === null || !entry.html.includes('cid:'));
  const sender = (
    <>
      {kind === 'comment' && !goesOn && (
        <span className={styles.lock} title={t('history.commentHint')}>
          <IconLock size={14} stroke={1.75} aria-hidden="true" />
          {t('history.comment')}
        </span>
      )}
      {kind === 'transfer_note' && !goesOn && (
        <span className={styles.lock} title={t('history.handedOverHint')}>
          <IconArrowsTransferUp size={14} stroke={1.75} aria-hidden="true" />
          {t('history.handedOver')}
        </span>
      )}
      {entry.automatedBy !== null && !goesOn && (
        <IconRobot size={14} stroke={1.75} className={styles.robot} aria-hidden="true" />
      )}
      <span className={styles.name} dir="auto" title={entry.mailedTo?.addresses.join(', ')}>
        {name}
      </span>
    </>
  );
  return (
    <article
      className={styles.entry}
      data-entry={entry.id}
      data-at={entry.at}
      data-kind={kind}
      data-automated={entry.automatedBy === null ? undefined : true}
      data-to={entry.mailedTo?.kind}
      data-folded={isOpen ? undefined : true}
      data-continued={goesOn || undefined}
      tabIndex={-1}
      aria-label={`${kind === 'comment' ? `${t('history.comment')}: ` : kind === 'transfer_note' ? `${t('history.handedOver')}: ` : ''}${name}`}
    >
      <div className={styles.head}>
        {isFolded === null ? (
          !goesOn && sender
        ) : (
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={isOpen}
            aria-controls={isOpen ? body : undefined}
            title={isOpen ? t('history.fold') : undefined}
            onClick={() => {
              onToggle(entry.id);
            }}
          >
            <IconChevronDown size={14} stroke={1.75} className={styles.chevron} aria-hidden="true" />
            {goesOn ? <VisuallyHidden>{name}</VisuallyHidden> : sender}
            {!isOpen && <FoldedWords entry={entry} lang={lang} />}
          </button>
        )}
        {isOpen && !goesOn && email !== undefined && (
          <span className={styles.email} title={email}>
            {email}
          </span>
        )}
        {isOpen && (entry.command === 'resolve' || entry.command === 'pend') && (
          <span className={styles.command}>
            → {t(entry.command === 'resolve' ? 'status.resolved' : 'status.pending')}
          </span>
        )}
        {isOpen && onFind !== undefined && entry.html.trim() !== '' && (
          <ActionIcon
            className={styles.find}
            variant="subtle"
            color="gray"
            size={20}
            aria-label={t('mask.find')}
            title={t('mask.find')}
            aria-keyshortcuts="m"
            onClick={() => {
              onFind(entry.id);
            }}
          >
            <IconShieldLock size={14} stroke={1.75} aria-hidden="true" />
          </ActionIcon>
        )}
        <EntryTime entry={entry} isFolded={!isOpen} />
      </div>
      {isOpen && (
        <div id={body}>
          {entry.mailedTo !== null && (
            <p className={styles.subject} dir="auto" title={entry.mailedTo.addresses.join(', ')}>
              {t('history.triggerMailSubject', { subject: entry.mailedTo.subject })}
            </p>
          )}
          <RichText
            html={entry.html}
            text={entry.text}
            attachments={entry.attachments}
            masks={entry.masks}
            // What is handed over is the quoted message, above all.
            unfolds={kind === 'transfer_note'}
            lang={lang}
          />
          {entry.wholeUrl !== null && (
            <p className={styles.whole}>
              <a href={entry.wholeUrl} target="_blank" rel="noreferrer noopener">
                {t('history.whole')}
              </a>
            </p>
          )}
          {files.length + entry.removedAttachments.length > 0 && (
            <Attachments
              files={files}
              removed={entry.removedAttachments}
              ticket={ticket}
              entryId={entry.id}
              isReadOnly={onFind === undefined}
            />
          )}
          {entry.mail !== null && onFind !== undefined && <MailState mail={entry.mail} entry={entry} ticket={ticket} />}
        </div>
      )}
    </article>
  );
});
Entry.displayName = 'Entry';

const nothing = (): void => undefined;

/** A message of another service's history: it can be read, with its files, and nothing else. */
export const ReadEntry = ({ entry, ticket }: Pick<EntryProps, 'entry' | 'ticket'>): ReactNode => (
  <Entry entry={entry} ticket={ticket} isContinued={false} isFolded={null} onToggle={nothing} />
);

/** A text that is being sent, shown until the history has the real entry. */
export const PendingEntry = ({
  decision,
  isPaused,
}: {
  readonly decision: Decision;
  readonly isPaused: boolean;
}): ReactNode => {
  const { t } = useTranslation();
  const { me } = useDesk();
  return (
    <article
      className={styles.entry}
      data-kind={decision.command === 'comment' ? 'comment' : 'agent_reply'}
      data-pending
    >
      <div className={styles.head}>
        {decision.command === 'comment' && (
          <span className={styles.lock}>
            <IconLock size={14} stroke={1.75} aria-hidden="true" />
            {t('history.comment')}
          </span>
        )}
        <span className={styles.name}>{me.name}</span>
        <span>{t(isPaused ? 'history.waitingOnline' : 'history.sendingNow')}</span>
      </div>
      <RichText html={decision.html} text="" attachments={[]} />
    </article>
  );
};
