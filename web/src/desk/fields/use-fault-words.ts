import { useTranslation } from 'react-i18next';
import { FIELD_FAULTS } from '../../../../shared/domain/desk/check-field-values.ts';
import { tooMany, VALUE_FAULTS } from '../../../../shared/domain/desk/field-value.ts';
import type { WordKey } from '../../ui/words/en.ts';
import { OWN_FAULTS } from './field-faults.ts';

const WORDS: Readonly<Record<string, WordKey>> = {
  [FIELD_FAULTS.required]: 'fields.fault.required',
  [FIELD_FAULTS.no_field]: 'fields.fault.notInUse',
  [FIELD_FAULTS.not_in_use]: 'fields.fault.notInUse',
  [FIELD_FAULTS.other_type]: 'fields.fault.otherType',
  [VALUE_FAULTS.no_day]: 'fields.fault.noDay',
  [VALUE_FAULTS.no_time]: 'fields.fault.noTime',
  [VALUE_FAULTS.crossed]: 'fields.fault.crossed',
  [VALUE_FAULTS.several_lines]: 'fields.fault.severalLines',
  [VALUE_FAULTS.unreadable]: 'fields.fault.unreadable',
  [VALUE_FAULTS.no_option]: 'fields.fault.noOption',
  [VALUE_FAULTS.file_twice]: 'fields.fault.fileTwice',
  [OWN_FAULTS.email]: 'fields.fault.email',
  [OWN_FAULTS.phone]: 'problem.phone_invalid',
  category_not_found: 'fields.fault.noCategory',
  upload_not_found: 'fields.fault.upload',
  upload_incomplete: 'fields.fault.upload',
};

/** The sentence without its number, and the number. */
const parted = (fault: string): { readonly sentence: string; readonly limit: number } => ({
  sentence: fault.replace(/\d+/, '0'),
  limit: Number(/\d+/.exec(fault)?.[0]),
});

/** Says in the agent's language what the rules of the desk say in English. */
export const useFaultWords = (): ((fault: string) => string) => {
  const { t } = useTranslation();
  return (fault) => {
    const words = WORDS[fault];
    if (words !== undefined) return t(words);
    const { sentence, limit } = parted(fault);
    if (sentence === tooMany(0, 'characters')) return t('fields.fault.tooLong', { limit });
    if (sentence === tooMany(0, 'files')) return t('fields.fault.tooManyFiles', { limit });
    return t('fields.fault.other');
  };
};
