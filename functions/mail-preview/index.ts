import { container } from '../runtime/mail-preview.ts';
import { createHandler } from './mail-preview.ts';

export const handler = createHandler(container());
