import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RowsSkeleton } from '../../ui/pane-state.tsx';
import { ConfirmStep } from '../kit/confirm-step.tsx';
import { useRefusalWords } from '../kit/refusal-words.ts';
import { bySection, totalOf, type Pruned } from './differences.ts';
import { DifferenceList, useCountWords } from './difference-list.tsx';
import { useDocumentFaults } from './document-faults.ts';
import { useImport, type ChosenDocument, type ImportResult } from './use-import.ts';
import styles from './setup.module.css';

/** What a document would change, with what applies it. Nothing is written until that was looked at and confirmed. */
export const ComparedDocument = ({ chosen }: { readonly chosen: ChosenDocument }): ReactNode => {
  const { t } = useTranslation('admin');
  const [prune, setPrune] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const refusalWords = useRefusalWords({ validation_failed: 'setup.refused.validation_failed' });
  const faultsOf = useDocumentFaults();
  const countWords = useCountWords();
  const { difference, pruned, error, readAgain, apply, isApplying, applied, applyError, result, forget } = useImport(
    chosen,
    prune,
  );
  const faults = faultsOf(error, chosen.document);
  const sections = difference === undefined ? [] : bySection(difference.changes);
  const number = difference?.changes.length ?? 0;
  const total = isApplying ? Math.max(number, applied) : number;
  const applyWords =
    difference === undefined
      ? t('setup.comparing')
      : t(number === 1 ? 'setup.apply.one' : 'setup.apply.many', { number });
  const takesAway = prune ? (pruned ?? []) : [];
  return (
    <div className={styles.compared}>
      {result !== null && <Result result={result} />}
      {faults.length > 0 ? (
        <div className={styles.faults} role="alert">
          <p className={styles.faultsTitle}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            {t('setup.faults', { number: faults.length })}
          </p>
          <ul>
            {faults.map(({ pointer, where, what }, index) => (
              <li key={index}>
                <strong title={pointer}>{where}</strong> {what}
              </li>
            ))}
          </ul>
        </div>
      ) : error !== null ? (
        <div className={styles.faults} role="alert">
          <p className={styles.faultsTitle}>
            <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
            {refusalWords(error)}
          </p>
          <Button variant="default" size="compact-sm" onClick={readAgain}>
            {t('setup.again')}
          </Button>
        </div>
      ) : (
        <PruneChoice prune={prune} pruned={pruned} isFixed={isApplying} onPrune={setPrune} />
      )}
      {error === null &&
        (difference === undefined ? (
          <div aria-busy="true" aria-label={t('setup.comparing')}>
            <RowsSkeleton rows={4} />
          </div>
        ) : number === 0 ? (
          <p className={styles.same}>
            <IconCheck size={16} stroke={1.75} aria-hidden />
            {t('setup.same')}
          </p>
        ) : (
          <>
            <DifferenceList sections={sections} document={chosen.document} />
            <div className={styles.applyBar}>
              <span role="status">
                {isApplying ? t('setup.applying', { applied, total }) : t('setup.nothingWritten')}
              </span>
              <Button
                aria-disabled={isApplying}
                onClick={() => {
                  if (isApplying) return;
                  forget();
                  setAsked(true);
                }}
              >
                {applyWords}
              </Button>
            </div>
          </>
        ))}
      {isAsked && result === null && (
        <ConfirmStep
          title={t('setup.confirm')}
          yes={isApplying ? t('setup.applying', { applied, total }) : applyWords}
          error={applyError}
          isPending={isApplying}
          isKnown={difference !== undefined}
          onYes={apply}
          onClose={() => {
            if (!isApplying) setAsked(false);
          }}
        >
          <p className={styles.confirm}>
            {t('setup.confirm.counts', {
              counts: countWords(totalOf(sections))
                .map(({ words }) => words)
                .join(', '),
            })}
          </p>
          {takesAway.length > 0 && <PrunedList pruned={takesAway} isCertain />}
          {isApplying && (
            <progress className={styles.progress} value={applied} max={total} aria-label={t('setup.progress')} />
          )}
        </ConfirmStep>
      )}
    </div>
  );
};

/** What came of applying. It has the focus, since the button that did it is gone. */
const Result = ({ result }: { readonly result: ImportResult }): ReactNode => {
  const { t } = useTranslation('admin');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [result]);
  const { is, applied } = result;
  return (
    <div ref={box} className={styles.result} data-changed={is === 'changed' || undefined} tabIndex={-1} role="alert">
      {is === 'done' ? (
        <IconCheck size={16} stroke={1.75} aria-hidden />
      ) : (
        <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      )}
      <span>
        {is === 'done'
          ? t(applied === 1 ? 'setup.done.one' : 'setup.done.many', { number: applied })
          : applied === 0
            ? t('setup.changed')
            : t('setup.changed.partly', { number: applied })}
      </span>
    </div>
  );
};

/** Whether what the document doesn't have goes, in red, with what and how much that is. */
const PruneChoice = ({
  prune,
  pruned,
  isFixed,
  onPrune,
}: {
  readonly prune: boolean;
  readonly pruned: Pruned | undefined;
  readonly isFixed: boolean;
  readonly onPrune: (prune: boolean) => void;
}): ReactNode => {
  const { t } = useTranslation('admin');
  const id = useId();
  return (
    <div className={styles.prune} data-on={prune || undefined}>
      <label className={styles.pruneChoice}>
        <input
          type="checkbox"
          checked={prune}
          disabled={isFixed}
          aria-describedby={id}
          onChange={({ currentTarget }) => {
            onPrune(currentTarget.checked);
          }}
        />
        <span>{t('setup.prune')}</span>
      </label>
      <div id={id} className={styles.pruneWords} role="status">
        {pruned === undefined ? (
          <p>{t('setup.prune.unknown')}</p>
        ) : pruned.length === 0 ? (
          <p>{t('setup.prune.nothing')}</p>
        ) : (
          <PrunedList pruned={pruned} isCertain={prune} />
        )}
      </div>
    </div>
  );
};

const PrunedList = ({ pruned, isCertain }: { readonly pruned: Pruned; readonly isCertain: boolean }): ReactNode => {
  const { t } = useTranslation('admin');
  return (
    <ul className={styles.pruned}>
      {pruned.map(({ section, number }) => (
        <li key={section}>
          {t(`setup.${isCertain ? 'pruned' : 'wouldPrune'}.${section}.${number === 1 ? 'one' : 'many'}`, { number })}
        </li>
      ))}
    </ul>
  );
};
