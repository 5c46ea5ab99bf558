import { Button, CopyButton } from '@mantine/core';
import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useConsole } from '../desk/console-context.ts';
import { useDesk } from '../desk/desk-context.ts';
import { draftShelf } from '../desk/drafts/draft-shelf.ts';
import { draftSync } from '../desk/drafts/draft-sync.ts';
import { draftKey } from '../desk/drafts/draft.ts';
import { textOfHtml } from '../ui/text-of-html.ts';
import { RichText } from './rich-text.tsx';
import styles from './stranded-draft.module.css';

/** The draft of a ticket that can't be opened, e.g. because it was deleted: it can be copied or discarded. */
export const StrandedDraft = ({ number }: { readonly number: number }): ReactNode => {
  const { t } = useTranslation();
  const { me, service } = useDesk();
  const { call } = useConsole();
  const shelf = draftShelf();
  const key = draftKey(me.agentId, service.serviceId, number);
  const draft = useSyncExternalStore(shelf.subscribe, () => shelf.get(key));
  if (draft === null) return null;
  return (
    <section className={styles.draft} aria-label={t('unsent.stranded')}>
      <h2 className={styles.title}>{t('unsent.stranded')}</h2>
      <RichText html={draft.html} text="" attachments={NONE} />
      <div className={styles.buttons}>
        <CopyButton value={textOfHtml(draft.html)}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {t(copied ? 'fields.copied' : 'fields.copy')}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            shelf.remove(key);
            draftSync().discard({ call, key, serviceId: service.serviceId, number }, draft);
          }}
        >
          {t('editor.discard')}
        </Button>
      </div>
    </section>
  );
};
const NONE: readonly never[] = [];
