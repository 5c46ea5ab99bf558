/** Maximum characters of a text that a condition compares with. */
export const CONDITION_TEXT_LENGTH = 500;
/** Maximum characters of a condition's field: `field.` and a code. */
export const CONDITION_FIELD_LENGTH = 60;
/** The largest number of open tickets that an assignment can name as an agent's limit. */
export const CAP_LIMIT = 1000;
/** Maximum characters of the subject of a trigger's mail, before its variables are filled. */
export const TRIGGER_SUBJECT_LENGTH = 200;
/** Maximum characters of what is called or written to. */
export const TRIGGER_URL_LENGTH = 2000;
/** Maximum characters of the secret that signs a call. */
export const TRIGGER_SECRET_LENGTH = 500;
/** Maximum characters of a notice to a messenger channel, before its variables are filled. */
export const NOTICE_TEXT_LENGTH = 2000;
/** Maximum UTF-8 bytes of one trigger: an evaluation of cold rules reads all of a service. */
export const TRIGGER_BYTES = 64 * 1024;
/** Maximum UTF-8 bytes of all triggers of a service together: one response holds them. */
export const TRIGGERS_BYTES = 4 * 1024 * 1024;
