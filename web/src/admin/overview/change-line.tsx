import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/desk-context.ts';
import { Timestamp } from '../../desk/timestamp.tsx';
import { changedPart, type Parts } from '../kit/changed-part.ts';
import {
  changedLabels,
  changesOf,
  placeOfChange,
  thingOf,
  type ChangeSpeaker,
  type ChangeView,
  type MemberChange,
} from './change-words.ts';
import styles from './change-line.module.css';

/** So many names of members stand in a line. */
const LABELS = 3;

/** One change: who made it, when and of what; what was there before and after when it is unfolded. */
export const ChangeLine = ({
  event,
  who,
  speaker,
  isOpen,
  onToggle,
}: {
  readonly event: ChangeView;
  readonly who: string;
  readonly speaker: ChangeSpeaker;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const id = useId();
  const labels = changedLabels(event, speaker);
  const names = labels.slice(0, LABELS).join(', ');
  const members = labels.length > LABELS ? t('changes.moreMembers', { names, number: labels.length - LABELS }) : names;
  return (
    <li className={styles.change}>
      <UnstyledButton
        className={styles.line}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={onToggle}
      >
        <IconChevronRight size={16} stroke={1.75} className={styles.chevron} aria-hidden />
        <span className={styles.words}>
          <span className={styles.what} dir="auto">
            {t(`changes.${event.action}`, { thing: thingOf(event, speaker) })}
          </span>
          <span className={styles.meta} dir="auto">
            {who}
            {members !== '' && <> · {members}</>}
          </span>
        </span>
        <Timestamp at={event.at} as="clock" className={styles.time} />
      </UnstyledButton>
      {isOpen && (
        <div id={id} className={styles.inside}>
          <Members event={event} speaker={speaker} />
        </div>
      )}
    </li>
  );
};

const Members = ({ event, speaker }: { readonly event: ChangeView; readonly speaker: ChangeSpeaker }): ReactNode => {
  const { t } = useTranslation('admin');
  const { serviceId } = useDesk().service;
  const changes = changesOf(event, speaker);
  const { section, item } = placeOfChange(event);
  return (
    <>
      {event.members === null && <p className={styles.note}>{t('changes.noValues')}</p>}
      {event.members?.length === 0 && <p className={styles.note}>{t('changes.nothing')}</p>}
      {changes.length > 0 && (
        <dl className={styles.members}>
          {changes.map((change, index) => (
            <div key={index} className={styles.member} data-shape={change.shape}>
              <dt className={styles.label}>{change.label}</dt>
              <dd className={styles.value}>
                <Change change={change} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {event.action !== 'removed' &&
        (item === null ? (
          <Link to="/admin/$serviceId/$section" params={{ serviceId, section }} className={styles.open}>
            {t('changes.open')}
          </Link>
        ) : (
          <Link to="/admin/$serviceId/$section/$item" params={{ serviceId, section, item }} className={styles.open}>
            {t('changes.open')}
          </Link>
        ))}
    </>
  );
};

const Change = ({ change }: { readonly change: MemberChange }): ReactNode => {
  const { t } = useTranslation('admin');
  switch (change.shape) {
    case 'instead':
      return <span className={styles.note}>{change.words}</span>;
    case 'value': {
      const said = (value: string | null): string => (value === null || value === '' ? t('changes.empty') : value);
      const { before, after } = change;
      return (
        <span dir="auto">
          {before !== null && <Side label={t('changes.before')} value={said(before)} className={styles.former} />}
          {before !== null && <span aria-hidden> → </span>}
          {before !== null && after === null && (
            <Side label={t('changes.after')} value={t('changes.empty')} className={styles.none} />
          )}
          {after !== null && <Side label={t('changes.after')} value={said(after)} className={undefined} />}
        </span>
      );
    }
    case 'list':
      return (
        <>
          <Items sign="−" label={t('changes.taken')} items={change.removed} of="removed" />
          <Items sign="+" label={t('changes.added')} items={change.added} of="added" />
          {change.more > 0 && <span className={styles.note}>{t('changes.moreItems', { number: change.more })}</span>}
        </>
      );
    case 'text':
      return <Texts change={change} />;
  }
};

const Side = ({
  label,
  value,
  className,
}: {
  readonly label: string;
  readonly value: string;
  readonly className: string | undefined;
}): ReactNode => (
  <span className={className}>
    <VisuallyHidden>{label}: </VisuallyHidden>
    {value}
  </span>
);

const Items = ({
  sign,
  label,
  items,
  of,
}: {
  readonly sign: string;
  readonly label: string;
  readonly items: readonly string[];
  readonly of: 'removed' | 'added';
}): ReactNode =>
  items.length > 0 && (
    <ul className={styles.items} aria-label={label} data-of={of}>
      {items.map((item, index) => (
        <li key={index} className={styles.item} dir="auto">
          <span aria-hidden>{sign} </span>
          {item}
        </li>
      ))}
    </ul>
  );

const Texts = ({ change }: { readonly change: Extract<MemberChange, { shape: 'text' }> }): ReactNode => {
  const { t } = useTranslation('admin');
  const { before, after, cut } = change;
  const parts = before === null || after === null ? null : changedPart(before, after);
  const side = (of: 'before' | 'after', whole: string): ReactNode => (
    <div className={styles.text}>
      <p className={styles.side}>{t(`changes.${of}`)}</p>
      <p className={styles.words} data-of={of} dir="auto">
        {parts === null ? whole : <Marked parts={parts[of]} />}
        {whole === '' && <span className={styles.none}>{t('changes.empty')}</span>}
      </p>
    </div>
  );
  return (
    <>
      <div className={styles.texts}>
        {before !== null && side('before', before)}
        {after !== null && side('after', after)}
      </div>
      {cut && <p className={styles.note}>{t('changes.cut')}</p>}
    </>
  );
};

const Marked = ({ parts: { begin, changed, end } }: { readonly parts: Parts }): ReactNode => (
  <>
    {begin}
    {changed !== '' && <mark className={styles.mark}>{changed}</mark>}
    {end}
  </>
);
