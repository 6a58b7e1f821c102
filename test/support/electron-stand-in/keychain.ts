// The system's keychain as Electron shows it: available, refused by the person, absent, or only pretended.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export type KeychainState = 'available' | 'rotated' | 'refused' | 'absent' | 'basic_text';

export function createKeychain(currentState: () => KeychainState) {
  const key = randomBytes(32);
  const need = () => {
    const state = currentState();
    if (state === 'refused' || state === 'absent') throw new Error('The keychain is not available');
  };
  return {
    getSelectedStorageBackend: () => (currentState() === 'basic_text' ? 'basic_text' : 'gnome_libsecret'),
    isAsyncEncryptionAvailable: async () => currentState() !== 'absent',
    encryptStringAsync: async (text: string) => {
      need();
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    decryptStringAsync: async (sealed: Buffer) => {
      need();
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAuthTag(sealed.subarray(12, 28));
      const text = Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
      return { result: text, shouldReEncrypt: currentState() === 'rotated' };
    },
  };
}
