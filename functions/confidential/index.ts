import { container } from '../runtime/confidential.ts';
import { createHandler } from './confidential.ts';

export const handler = createHandler(container());
