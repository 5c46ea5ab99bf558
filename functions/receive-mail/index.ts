import { container } from '../runtime/receive-mail.ts';
import { createHandler } from './receive-mail.ts';

export const handler = createHandler(container());
