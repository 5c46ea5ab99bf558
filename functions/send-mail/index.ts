import { container } from '../runtime/send-mail.ts';
import { createHandler } from './send-mail.ts';

export const handler = createHandler(container());
