import { type ErrorCode, StudioError } from '../../shared/errors.ts';
import { showToast } from '../ui/toasts.tsx';

/** A short title per code; the sentence below it comes from the studio. A missing code does not compile. */
const ERROR_TITLES: Readonly<Record<ErrorCode, string>> = {
  auth: 'The key was refused',
  verification: 'The account needs verification',
  billing: 'The account has no credit',
  rate: 'Too many requests for now',
  moderation: 'The request was refused',
  'no-image': 'No picture came back',
  'invalid-param': 'A setting was refused',
  unsupported: 'This model cannot do that',
  'not-found': 'Not found',
  timeout: 'It took too long',
  network: 'No connection',
  server: 'The service has a problem',
  cancelled: 'Cancelled',
  'bad-response': 'The answer could not be read',
  'possibly-billed': 'Possibly billed',
  'bad-request': 'That request cannot be carried out',
  'prompt-empty': 'The prompt is empty',
  'prompt-too-long': 'The prompt is too long',
  'unknown-model': 'Unknown model',
  'impossible-size': 'This size is not possible',
  'bad-count': 'This count is not possible',
  'too-many-references': 'Too many references',
  'not-an-image': 'Not a picture',
  'image-too-large': 'The picture is too large',
  'image-damaged': 'The picture is damaged',
  'key-missing': 'A key is needed',
  'cap-reached': 'The spending cap is reached',
  'file-exists': 'The file exists already',
  'bad-destination': 'The file cannot be written there',
  'library-missing': 'The library was not found',
  'library-read-only': 'The library is read-only',
  'library-in-use': 'The library is in use',
  'library-corrupt': 'The library is damaged',
  'library-newer': 'The library is from a newer version',
  'disk-full': 'The disk is full',
  'secrets-unavailable': 'The key store is unavailable',
  forbidden: 'Not allowed',
  internal: 'Something went wrong',
};

export function errorTitle(code: ErrorCode): string {
  return ERROR_TITLES[code];
}

/** Title and sentence of anything that was thrown. */
export function describeError(error: unknown): { title: string; message: string } {
  if (error instanceof StudioError) return { title: ERROR_TITLES[error.code], message: error.message };
  console.error(error);
  return { title: ERROR_TITLES.internal, message: 'The window met an error it did not expect. Reload it to go on.' };
}

/** For the end of a promise chain: `save().catch(showError)`. */
export function showError(error: unknown): void {
  const { title, message } = describeError(error);
  showToast({ title, description: message, tone: 'danger' });
}
