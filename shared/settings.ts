/** Owns the settings a person can change, and their defaults. Keys are not settings: they live in the secret store. */
import { z } from 'zod';
import { PROVIDER_IDS } from './model.ts';

const fields = {
  appearance: z.enum(['dark', 'light', 'high-contrast', 'system']),
  /** Registry id per role, or `auto`. */
  roleBindings: z.object({
    draft: z.string().default('auto'),
    final: z.string().default('auto'),
    edit: z.string().default('auto'),
    'text-draft': z.string().default('auto'),
    'text-final': z.string().default('auto'),
  }),
  /** Empty: the vendor's own. Only http on loopback, or https, is accepted. */
  baseUrls: z.partialRecord(z.enum(PROVIDER_IDS), z.string().max(500)),
  /** Shortcut overrides: action name to key combination. */
  shortcuts: z.record(z.string(), z.string()),
  /** The router's rules in a person's order, with their switches; rules that are not named keep their place at the end. */
  routingRules: z.array(z.object({ name: z.string().max(60), isOn: z.boolean() })).max(60),
  /** Whether kept and rejected pictures pull the suggestion. */
  isLearning: z.boolean(),
  /** Decisions before this moment are forgotten. */
  learnedSinceMs: z.number(),
  hasSeenWelcome: z.boolean(),
};

export const settingsSchema = z.object({
  appearance: fields.appearance.default('dark'),
  roleBindings: fields.roleBindings.prefault({}),
  baseUrls: fields.baseUrls.default({}),
  shortcuts: fields.shortcuts.default({}),
  routingRules: fields.routingRules.default([]),
  isLearning: fields.isLearning.default(true),
  learnedSinceMs: fields.learnedSinceMs.default(0),
  hasSeenWelcome: fields.hasSeenWelcome.default(false),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Only what changes. Without defaults: they would set back whatever a change does not speak of. */
export const settingsChangeSchema = z.object(fields).partial();

export const defaultSettings: Settings = settingsSchema.parse({});

/** Where a key comes from, never the key. */
export const providerStateSchema = z.object({
  id: z.enum(PROVIDER_IDS),
  label: z.string(),
  keySource: z.enum(['none', 'environment', 'stored', 'not-needed']),
  /** The last four characters, to tell two keys apart; null when there is none. */
  keyHint: z.string().nullable(),
  baseUrl: z.string(),
  isBaseUrlCustom: z.boolean(),
  /** Where a person gets a key. */
  keyUrl: z.string().nullable(),
});
export type ProviderState = z.infer<typeof providerStateSchema>;
