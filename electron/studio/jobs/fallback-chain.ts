/** Owns what comes after a model that fails without a charge: pure, so that it can be shown before anything is sent. */
import type { ErrorCode } from '../../../shared/errors.ts';
import type { ChainStep } from '../../../shared/job.ts';
import type { RequestPlan } from '../routing/plan-request.ts';

const BACKUPS = 2;

/**
 * The next models of the ranking (another vendor first, because trouble is often a whole vendor's), then the chosen
 * model at lower quality. Empty when the person named the model: then nobody else may be paid.
 */
export function chainOf(planned: RequestPlan): ChainStep[] {
  const { model, route } = planned;
  if (!model || !route) return [];
  const others = route.ranked.filter((entry) => entry.model.id !== model.id && entry.model.price.confidence !== 'free');
  const ordered = [
    ...others.filter((entry) => entry.model.providerId !== model.providerId),
    ...others.filter((entry) => entry.model.providerId === model.providerId),
  ].slice(0, BACKUPS);
  return ordered.flatMap((entry) => {
    const sizePx = model.output === 'text' ? { widthPx: 0, heightPx: 0 } : entry.sizePx;
    return sizePx === null
      ? []
      : [
          {
            modelId: entry.model.id,
            modelLabel: entry.model.label,
            providerId: entry.model.providerId,
            quality: entry.quality,
            ...sizePx,
            estimate: entry.estimate,
          },
        ];
  });
}

/** Failures of the vendor, not of the request: another model may do better. */
const VENDOR_TROUBLE: ReadonlySet<ErrorCode> = new Set([
  'rate',
  'server',
  'network',
  'billing',
  'verification',
  'not-found',
  'unsupported',
]);

export function mayFallBack(code: ErrorCode): boolean {
  return VENDOR_TROUBLE.has(code);
}
