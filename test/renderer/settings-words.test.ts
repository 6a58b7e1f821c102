import { describe, expect, it } from 'vitest';
import { shippedModels } from '../../electron/studio/providers/shipped-models.ts';
import { addressProblem } from '../../renderer/settings/address-field.tsx';
import { noteFor, priceWords } from '../../renderer/settings/role-models.tsx';
import { themeFor } from '../../renderer/settings/use-settings.ts';
import type { ModelState } from '../../shared/model.ts';

const ready = shippedModels.map((model): ModelState => ({ ...model, availability: 'ready', availabilityNote: null }));

describe('prices beside the models', () => {
  it('stand beside every model we ship, and only free ones cost nothing', () => {
    expect(ready.length).toBeGreaterThan(5);
    for (const model of ready) {
      const words = priceWords(model);
      expect(words, model.id).toMatch(
        /^(Free|Price unknown|From \$\d[\d.]* a picture|\$\d[\d.]* per million tokens out)$/,
      );
      expect(words === 'Free', model.id).toBe(model.price.confidence === 'free');
      expect(words, model.id).not.toMatch(/\$0( |$)/);
    }
  });

  it('say that a key is missing, and that a model is going away', () => {
    const [model] = ready;
    if (!model) throw new Error('No model is shipped.');
    expect(noteFor({ ...model, availability: 'key-missing', availabilityNote: 'Needs a key.' })).toBe(
      `${priceWords(model)} · needs a key`,
    );
    expect(noteFor({ ...model, availabilityNote: 'ends 2026-12-01' })).toBe(`${priceWords(model)} · ends 2026-12-01`);
  });
});

describe('the address a key is sent to', () => {
  it.each([
    '',
    '  ',
    'https://gateway.example.com/v1',
    'http://127.0.0.1:8080',
    'http://localhost:1234/v1',
    'http://[::1]:9',
  ])('may be %j', (address) => expect(addressProblem(address)).toBeNull());

  it.each([
    'gateway.example.com',
    'http://gateway.example.com',
    'ftp://localhost',
    'https://me:secret@example.com',
    'https://example.com/?key=1',
  ])('may not be %j', (address) => expect(addressProblem(address)).toMatch(/\.$/));
});

describe('the appearance', () => {
  it('follows the system only when asked to, contrast before light', () => {
    expect(themeFor('dark', { contrast: true, light: true })).toBe('dark');
    expect(themeFor('system', { contrast: true, light: true })).toBe('high-contrast');
    expect(themeFor('system', { contrast: false, light: true })).toBe('light');
    expect(themeFor('system', { contrast: false, light: false })).toBe('dark');
  });
});
