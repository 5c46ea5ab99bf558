import { Button } from '@mantine/core';
import { IconArrowLeft, IconLock, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { NEW_ITEM, useAdminPlace } from './admin-place.ts';
import { FindInput } from './find-input.tsx';
import { placeOf, useUnsaved } from './form-edits.ts';
import { Sortable, type SortableRow } from './sortable.tsx';
import styles from './item-list.module.css';

/** A row of a section's list. */
export type Item = {
  readonly id: string;
  readonly name: string;
  /** The second line. */
  readonly detail?: ReactNode;
  /** At the right: a short word, such as a state. */
  readonly aside?: ReactNode;
  /** At its right, beside the link: what acts on it, such as a switch. */
  readonly control?: ReactNode;
  /** Whether it is not in use: greyed. */
  readonly isOff?: boolean;
  readonly isLocked?: boolean;
  /** Words that it is found by as well. */
  readonly words?: string;
  /** The heading that it stands under, with others that follow each other. Not where the order is theirs. */
  readonly group?: string;
};

/** From so many items on they can be searched. */
const SEARCHED = 8;

const fits = ({ name, words = '' }: Item, query: string): boolean => {
  const text = `${name} ${words}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** The items that follow each other under one heading. */
const groupsOf = (items: readonly Item[]): readonly { readonly group?: string; readonly members: readonly Item[] }[] =>
  [...Map.groupBy(items, ({ group }) => group)].map(([group, members]) => ({
    ...(group === undefined ? {} : { group }),
    members,
  }));

/**
 * A section that is a list of things at the left and the form of the open one at the right; on a narrow screen one of
 * them at a time. Arrow keys move through the list, `/` searches it and `n` begins something new.
 */
export const ItemsAndForm = ({
  label,
  items,
  newLabel,
  tools,
  empty,
  whenNone,
  onOrder,
  children,
}: {
  /** What the list is of. */
  readonly label: string;
  /** Undefined while they are loading. */
  readonly items: readonly Item[] | undefined;
  /** The words of the button for something new; left out where nothing is made. */
  readonly newLabel?: string;
  /** Filters above the list. */
  readonly tools?: ReactNode;
  /** Said when there are none. */
  readonly empty?: string;
  /** Shown at the right while no item is open; else a word says to choose one. */
  readonly whenNone?: ReactNode;
  /** Where the order is theirs: gets all ids in their new order. */
  readonly onOrder?: (ids: readonly string[]) => void;
  /** The form of the open item; undefined when none is open. */
  readonly children: ReactNode;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { serviceId, section, item: open } = useAdminPlace();
  const unsaved = useUnsaved(placeOf(serviceId, section));
  const [query, setQuery] = useState('');
  const pane = useRef<HTMLElement>(null);
  const shown = items?.filter((item) => query.trim() === '' || fits(item, query.trim()));
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const links = [...(pane.current?.querySelectorAll<HTMLElement>('[data-item-link]') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    const isInSearch = event.target instanceof HTMLInputElement;
    if (at === -1 && !(isInSearch && by === 1)) return;
    event.preventDefault();
    links[Math.max(0, at + by)]?.focus();
  };
  const linkOf = (item: Item): ReactNode => (
    <Link
      to="/admin/$serviceId/$section/$item"
      params={{ serviceId, section, item: item.id }}
      className={styles.link}
      data-item-link
      data-off={item.isOff || undefined}
      data-open={item.id === open || undefined}
      aria-current={item.id === open ? 'page' : undefined}
    >
      <span className={styles.first}>
        <span className={styles.name} title={item.name} dir="auto">
          {item.name}
        </span>
        {item.isLocked === true && <IconLock size={14} stroke={1.75} aria-hidden className={styles.lock} />}
        {unsaved.includes(placeOf(serviceId, section, item.id)) && (
          <span className={styles.unsaved}>{t('items.unsaved')}</span>
        )}
        {item.aside !== undefined && <span className={styles.aside}>{item.aside}</span>}
      </span>
      {item.detail !== undefined && <span className={styles.detail}>{item.detail}</span>}
    </Link>
  );
  return (
    <div className={styles.both} data-open={open !== null || undefined}>
      <section ref={pane} className={styles.list} aria-label={label} onKeyDown={step}>
        {(newLabel !== undefined || tools !== undefined || (items?.length ?? 0) >= SEARCHED) && (
          <div className={styles.tools}>
            {(items?.length ?? 0) >= SEARCHED && (
              <FindInput label={label} className={styles.search} value={query} onChange={setQuery} />
            )}
            {tools}
            {newLabel !== undefined && (
              <Button
                component={Link}
                to={`/admin/${serviceId}/${section}/${NEW_ITEM}`}
                variant="light"
                data-new
                leftSection={<IconPlus size={14} />}
                className={styles.new}
                rightSection={
                  unsaved.includes(placeOf(serviceId, section, NEW_ITEM)) ? (
                    <span className={styles.unsaved}>{t('items.unsaved')}</span>
                  ) : undefined
                }
              >
                {newLabel}
              </Button>
            )}
          </div>
        )}
        {shown === undefined ? (
          <RowsSkeleton rows={6} />
        ) : shown.length === 0 ? (
          <p className={styles.nothing}>
            {query.trim() === '' ? (empty ?? t('items.none')) : t('items.nothing', { query: query.trim() })}
          </p>
        ) : onOrder === undefined ? (
          groupsOf(shown).map(({ group, members }) => (
            <Fragment key={group ?? ''}>
              {group !== undefined && (
                <h2 className={styles.group}>
                  {group} <span className={styles.count}>{members.length}</span>
                </h2>
              )}
              <ul className={styles.items} aria-label={group === undefined ? label : `${label}: ${group}`}>
                {members.map((item) => (
                  <li key={item.id} className={styles.item}>
                    {linkOf(item)}
                    {item.control}
                  </li>
                ))}
              </ul>
            </Fragment>
          ))
        ) : (
          <Sortable
            items={shown}
            label={label}
            className={styles.items}
            isFixed={shown.length !== items?.length}
            onOrder={onOrder}
          >
            {(item, row: SortableRow) => (
              <li
                key={item.id}
                ref={row.ref}
                style={row.style}
                className={styles.item}
                data-open={item.id === open || undefined}
                data-dragged={row.isDragged || undefined}
                onKeyDown={row.onKeyDown}
              >
                {row.handle}
                {linkOf(item)}
                {item.id === open && row.steps}
                {item.control}
              </li>
            )}
          </Sortable>
        )}
      </section>
      <div className={styles.form} id="item" data-scrolls>
        {open !== null && (
          <Link to="/admin/$serviceId/$section" params={{ serviceId, section }} className={styles.back}>
            <IconArrowLeft size={16} stroke={1.75} aria-hidden />
            {t('items.backToList')}
          </Link>
        )}
        {open === null ? (whenNone ?? <p className={styles.choose}>{t('form.choose')}</p>) : children}
      </div>
    </div>
  );
};
