import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../../../shared/domain/ticket/ticket.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { nameIn } from '../../ui/name-in.ts';
import type { Change } from './differences.ts';
import { memberWord } from './member-names.ts';
import { changedPart, type Parts } from '../kit/changed-part.ts';
import styles from './setup.module.css';

type Member = Change['members'][number];
type Names = Readonly<Record<string, string>>;
type Category = { readonly id: string; readonly names: Names };

/** Members whose values are ids of categories. */
const OF_CATEGORIES = new Set(['categoryIds', 'inquiryTypeIds', 'parentId']);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const categoriesIn = (document: object): readonly Category[] => {
  const { categories } = document as { readonly categories?: unknown };
  return Array.isArray(categories)
    ? categories.filter(
        (each): each is Category => isObject(each) && typeof each['id'] === 'string' && isObject(each['names']),
      )
    : [];
};

/** Each block of HTML on a line of its own, so that it can be read. */
const inLines = (html: string): string =>
  html.replaceAll(/(?!^)(<(?:p|div|ul|ol|li|table|tr|h[1-6]|blockquote)[\s>])/g, '\n$1');

/** A member of a change: what it was and what it will be. */
export const MemberChange = ({
  member: { name, before, after },
  change: { section, action },
  document,
}: {
  readonly member: Member;
  readonly change: Change;
  readonly document: object;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const words = useMemberWords(name, document);
  const [was, will] = [words(before), words(after)];
  const label = memberWord(section, name);
  return (
    <div className={styles.member}>
      <dt>{label === undefined ? name : t(label)}</dt>
      {action === 'changed' && name !== 'words' ? (
        <BothSides was={was} will={will} />
      ) : (
        <>
          {was !== null && (
            <dd>
              <del className={styles.side}>{was}</del>
            </dd>
          )}
          {will !== null && (
            <dd>
              <ins className={styles.side}>{will}</ins>
            </dd>
          )}
        </>
      )}
    </div>
  );
};

/** Both texts, with what differs marked in them. */
const BothSides = ({ was, will }: { readonly was: string | null; readonly will: string | null }): ReactNode => {
  const { t } = useTranslation('admin');
  const { before, after } = changedPart(was ?? '', will ?? '');
  const sideOf = (text: string | null, { begin, changed, end }: Parts): ReactNode =>
    text === null || text === '' ? (
      <span className={styles.nothing}>{t('form.empty')}</span>
    ) : (
      <>
        {begin}
        <mark>{changed}</mark>
        {end}
      </>
    );
  return (
    <>
      <dd>
        <del className={styles.side} aria-label={t('setup.before')}>
          {sideOf(was, before)}
        </del>
      </dd>
      <dd>
        <ins className={styles.side} aria-label={t('setup.after')}>
          {sideOf(will, after)}
        </ins>
      </dd>
    </>
  );
};

/** A function that writes a value of a member; null: there is none. */
const useMemberWords = (name: string, document: object): ((value: unknown) => string | null) => {
  const { t, i18n } = useTranslation('admin');
  const { t: common } = useTranslation();
  const { service } = useDesk();
  const categoryName = (id: string): string => {
    const names =
      categoriesIn(document).find((each) => each.id === id)?.names ??
      service.categories.find((each) => each.categoryId === id)?.names;
    const found = names === undefined ? undefined : nameIn(names, i18n.language, service.language);
    return found === undefined ? id : `${found} (${id})`;
  };
  const languageName = (key: string): string => {
    const language = LANGUAGES.find((each) => each === key);
    return language === undefined ? key : common(`language.${language}`);
  };
  const wordsOf = (value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'form.yes' : 'form.no');
    if (typeof value === 'string') return OF_CATEGORIES.has(name) ? categoryName(value) : value;
    if (Array.isArray(value)) {
      const isFlat = value.every((each) => !isObject(each));
      return value.map(wordsOf).join(isFlat ? ', ' : '\n');
    }
    if (!isObject(value)) return String(value);
    return Object.entries(value)
      .map(
        ([key, each]) =>
          `${languageName(key)}: ${isObject(each) ? Object.values(each).map(wordsOf).join(' / ') : wordsOf(each)}`,
      )
      .join(name === 'options' ? ' · ' : '\n');
  };
  return (value) => {
    if (value === null || value === undefined) return null;
    return name === 'html' && typeof value === 'string' ? inLines(value) : wordsOf(value);
  };
};
