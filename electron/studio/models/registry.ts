/** Owns the registry as it stands now: the shipped entries, under a person's own entries and switches. */
import type { ModelEntry, ModelState, ProviderId } from '../../../shared/model.ts';
import type { ReadDb } from '../db/database.ts';
import { listOverrides, listProbes, type ProbeRow } from './model-store.ts';

/** In the shipped order, a person's own entries last. */
export function listEntries(db: ReadDb, shipped: readonly ModelEntry[]): ModelEntry[] {
  const overrides = listOverrides(db);
  const changed = shipped.map((model) => {
    const override = overrides.get(model.id);
    return override ? { ...(override.entry ?? model), isEnabled: override.isEnabled } : model;
  });
  const known = new Set(shipped.map((model) => model.id));
  const own = [...overrides].flatMap(([id, override]) =>
    known.has(id) || !override.entry ? [] : [{ ...override.entry, isEnabled: override.isEnabled }],
  );
  return [...changed, ...own];
}

export interface AvailabilityFacts {
  readonly hasKey: (id: ProviderId) => boolean;
  /** YYYY-MM-DD */
  readonly today: string;
  readonly shipped: readonly ModelEntry[];
}

export function withAvailability(db: ReadDb, entries: readonly ModelEntry[], facts: AvailabilityFacts): ModelState[] {
  const probes = listProbes(db);
  const overrides = listOverrides(db);
  const shippedIds = new Set(facts.shipped.map((model) => model.id));
  const originOf = ({ id }: ModelEntry): Pick<ModelState, 'origin'> => {
    if (!shippedIds.has(id)) return { origin: 'own' };
    return overrides.get(id)?.entry ? { origin: 'changed' } : {};
  };
  return entries.map((entry) => {
    const probe = probes.get(entry.id) ?? null;
    return {
      ...entry,
      shutdownDate: probe?.shutdownDate ?? entry.shutdownDate,
      ...availabilityOf(entry, probe, facts),
      ...originOf(entry),
    };
  });
}

function availabilityOf(
  entry: ModelEntry,
  probe: ProbeRow | null,
  facts: AvailabilityFacts,
): Pick<ModelState, 'availability' | 'availabilityNote'> {
  const ends = probe?.shutdownDate ?? entry.shutdownDate;
  if (!entry.isEnabled) return { availability: 'disabled', availabilityNote: 'Switched off by you.' };
  if (ends !== null && ends < facts.today) {
    return { availability: 'unavailable', availabilityNote: `Its vendor ended it on ${ends}.` };
  }
  if (probe && !probe.isListed) {
    return { availability: 'unavailable', availabilityNote: 'The vendor does not list it for your key.' };
  }
  const note = ends === null ? null : `Ends ${ends}`;
  if (!facts.hasKey(entry.providerId)) {
    return { availability: 'key-missing', availabilityNote: note ?? 'Add a key in Settings.' };
  }
  return { availability: 'ready', availabilityNote: note };
}
