/** Owns saying that a provider is left alone for a moment, the same way to Auto and to a person who named its model. */
import { PROVIDER_LABELS, type ProviderId } from '../../../shared/model.ts';
import { grouped } from './model-fit.ts';

/** A provider that is not asked until then, because it stopped answering. */
export interface ProviderPause {
  readonly providerId: ProviderId;
  readonly untilMs: number;
}

/** null while it is asked. */
export function pauseSentence(
  providerId: ProviderId,
  { paused = [], nowMs }: { readonly paused?: readonly ProviderPause[] | undefined; readonly nowMs: number | null },
): string | null {
  const pause = paused.find((entry) => entry.providerId === providerId);
  if (pause === undefined || (nowMs ?? 0) >= pause.untilMs) return null;
  const seconds = Math.ceil((pause.untilMs - (nowMs ?? 0)) / 1_000);
  return `${PROVIDER_LABELS[providerId]} stopped answering; it is asked again in ${grouped(seconds)} seconds.`;
}
