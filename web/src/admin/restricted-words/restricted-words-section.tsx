import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { getRestrictedWords, setRestrictedWords } from '../../../../shared/contracts/http/restricted-words.ts';
import { sameValue } from '../../../../shared/domain/kernel/same-value.ts';
import type { OutputOf } from '../../desk/api/call-operation.ts';
import { queryKeys } from '../../desk/api/query-keys.ts';
import { useConsole } from '../../desk/console-context.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { LoadFailed } from '../../desk/error-words.tsx';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { FormFrame } from '../kit/form-bar.tsx';
import { placeOf } from '../kit/form-edits.ts';
import { FormSection } from '../kit/form-row.tsx';
import { SectionBody, SectionPage } from '../kit/section-page.tsx';
import { useForm, type Stored } from '../kit/use-form.ts';
import { READ_AGAIN } from '../kit/use-fresh-service.ts';
import { AddWords } from './add-words.tsx';
import { TryField } from './try-field.tsx';
import { changeOfWords, editedWords, type WordEdits } from './word-edits.ts';
import { WordList } from './word-list.tsx';
import styles from './restricted-words.module.css';

type WordsView = OutputOf<typeof getRestrictedWords>;
/** The list as the desk has it, which is not edited itself: others may change it meanwhile. */
type Values = WordEdits & { readonly words: readonly string[] };

const storedOf = ({ version, words }: WordsView): Stored<Values> => ({
  version,
  values: { words, added: [], removed: [] },
});

/** The restricted words of the service: the list, and a field to try a text. */
export const RestrictedWordsSection = (): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const { serviceId } = useDesk().service;
  const list = useQuery({
    queryKey: queryKeys.restrictedWords(serviceId),
    queryFn: ({ signal }) => call(getRestrictedWords, { params: { serviceId }, signal }),
    refetchOnMount: 'always',
    refetchInterval: READ_AGAIN,
  });
  return (
    <SectionPage title={t('words.title')} about={t('words.about')}>
      <SectionBody>
        {list.data !== undefined ? (
          <WordsForm key={serviceId} list={list.data} />
        ) : list.isError ? (
          <LoadFailed title={t('words.failed')} error={list.error} onRetry={() => void list.refetch()} />
        ) : (
          <RowsSkeleton rows={6} />
        )}
      </SectionBody>
    </SectionPage>
  );
};

type Meanwhile = { readonly by: string | null; readonly theirs: WordEdits; readonly mine: WordEdits };

const WordsForm = ({ list }: { readonly list: WordsView }): ReactNode => {
  const { t } = useTranslation('admin');
  const { call } = useConsole();
  const cache = useQueryClient();
  const { serviceId } = useDesk().service;
  const queryKey = queryKeys.restrictedWords(serviceId);
  /** What others changed between the list that was edited and the one that was saved. */
  const [saved, setSaved] = useState<Meanwhile | null>(null);
  /** The list when the first of the unsaved edits was made. */
  const base = useRef(list);
  /** The newest list of somebody else's. */
  const newest = useRef(list);
  const edited = useRef<WordEdits>({ added: [], removed: [] });
  const form = useForm({
    place: placeOf(serviceId, 'restricted-words'),
    name: t('words.title'),
    stored: storedOf(list),
    isNew: false,
    schema: setRestrictedWords.body,
    toBody: (_: Partial<Values>, values) => ({ words: editedWords(values.words, values) }),
    save: ({ words }, version) =>
      call(setRestrictedWords, { params: { serviceId }, body: { words: [...words] }, ifMatch: version }),
    read: async () => {
      await cache.refetchQueries({ queryKey, exact: true });
      newest.current = cache.getQueryData<WordsView>(queryKey) ?? newest.current;
      return storedOf(newest.current);
    },
    onSaved: (answer) => {
      const theirs = changeOfWords(base.current.words, newest.current.words);
      if (theirs.added.length + theirs.removed.length > 0)
        setSaved({ by: newest.current.editedBy, theirs, mine: edited.current });
      base.current = answer;
      newest.current = answer;
      cache.setQueryData(queryKey, answer);
    },
    subject: { kind: 'restricted_words', id: serviceId },
  });
  const { added, removed } = form.values;
  const edits = useMemo(() => ({ added, removed }), [added, removed]);
  const isEdited = form.pending.size > 0;
  if (!isEdited) base.current = list;
  if (list.version > newest.current.version) newest.current = list;
  edited.current = edits;
  const theirs = changeOfWords(base.current.words, list.words);
  const live: Meanwhile | null =
    isEdited && !sameValue(theirs, { added: [], removed: [] }) ? { by: list.editedBy, theirs, mine: edits } : null;
  const words = useMemo(() => editedWords(list.words, edits), [list.words, edits]);
  return (
    <FormFrame form={form} label={t('words.title')}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <FormSection title={t('words.list')} text={t('words.list.text')}>
            <AddWords
              words={words}
              onAdd={(fresh) => {
                // A word that was to be removed and is added again stays.
                form.set(
                  'removed',
                  removed.filter((word) => !fresh.includes(word)),
                );
                form.set('added', [...added, ...fresh.filter((word) => !list.words.includes(word))]);
              }}
            />
            <Both
              meanwhile={live ?? saved}
              onSeen={
                live === null
                  ? () => {
                      setSaved(null);
                    }
                  : undefined
              }
            />
            <WordList
              words={list.words}
              edits={edits}
              onEdit={(next) => {
                form.set('added', next.added);
                form.set('removed', next.removed);
              }}
            />
          </FormSection>
        </div>
        <div className={styles.column}>
          <FormSection title={t('words.try')} text={t('words.try.text')}>
            <TryField words={words} />
          </FormSection>
        </div>
      </div>
    </FormFrame>
  );
};

/** Says what somebody else made of the list meanwhile, and that one's own changes are kept beside it. */
const Both = ({
  meanwhile,
  onSeen,
}: {
  readonly meanwhile: Meanwhile | null;
  readonly onSeen: (() => void) | undefined;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const { agentName } = useDesk();
  if (meanwhile === null) return null;
  const { by, theirs, mine } = meanwhile;
  const listed = (words: readonly string[]): string =>
    words.length === 0 ? t('words.meanwhile.none') : words.join(', ');
  return (
    <div className={styles.both} role="alert">
      <p>{t('words.meanwhile', { who: agentName(by ?? '') ?? t('form.somebody') })}</p>
      {theirs.added.length > 0 && <p>{t('words.meanwhile.added', { words: listed(theirs.added) })}</p>}
      {theirs.removed.length > 0 && <p>{t('words.meanwhile.removed', { words: listed(theirs.removed) })}</p>}
      <p>{t('words.meanwhile.yours', { added: listed(mine.added), removed: listed(mine.removed) })}</p>
      {onSeen !== undefined && (
        <Button size="compact-xs" variant="default" onClick={onSeen}>
          {t('words.meanwhile.seen')}
        </Button>
      )}
    </div>
  );
};
