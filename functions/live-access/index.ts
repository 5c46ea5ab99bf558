import { container } from '../runtime/live-access.ts';
import { createHandler } from './create-connect-ticket.ts';

export const handler = createHandler(container());
