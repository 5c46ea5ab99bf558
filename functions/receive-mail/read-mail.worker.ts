import { answerMails } from '../../shared/adapters/mail/mail-worker.ts';

answerMails();
