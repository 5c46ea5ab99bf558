import { defineEvent } from '../envelope.ts';
import { deskData } from './desk-data.ts';

export const settingsChangedV1 = defineEvent({
  type: 'SettingsChanged',
  version: 1,
  fact: 'settings_changed',
  description:
    'Something that administrators keep was changed: a category, a field, a template, a layout, a sender, words, a connection.',
  data: deskData,
});
