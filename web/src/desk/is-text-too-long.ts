import { richText } from '../../../shared/contracts/http/plain-values.ts';

/** Whether a text is, as HTML, longer than the API takes it. */
export const isTextTooLong = (html: string): boolean => html.length > richText.maxLength!;
