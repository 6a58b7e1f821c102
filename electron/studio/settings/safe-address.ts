/** Owns which addresses a key may be sent to. */
import { StudioError } from '../../../shared/errors.ts';

/** A key is sent to this address: https, or plain http only to this computer. */
export function requireSafeAddress(address: string): void {
  if (address === '') return;
  const url = URL.canParse(address) ? new URL(address) : null;
  const isLoopback = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const isSafe = url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback));
  if (!isSafe || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new StudioError(
      'bad-request',
      'That address cannot be used. Write a full https address, or http for a server on this computer, without a name, a password or a query.',
      { field: 'baseUrls' },
    );
  }
}
