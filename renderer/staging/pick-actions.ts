import { Check, RotateCcw, Sparkles, Star, X } from 'lucide-react';
import type { Action } from '../actions/use-actions.ts';
import { promote, promotionTargets } from './use-promotion.ts';
import { clearVerdict, keep, pickTargets, rate, reject } from './use-staging.ts';

const hasTarget = () => pickTargets().length > 0;

const ratings = [1, 2, 3, 4, 5].map(
  (rating): Action => ({
    name: `pick.rate-${rating}`,
    label: rating === 1 ? 'Rate 1 star' : `Rate ${rating} stars`,
    group: 'Pick',
    icon: Star,
    shortcut: String(rating),
    isEnabled: hasTarget,
    perform: () => rate(pickTargets(), rating),
  }),
);

export const pickActions: readonly Action[] = [
  {
    name: 'pick.keep',
    label: 'Keep',
    group: 'Pick',
    icon: Check,
    shortcut: 'p',
    isEnabled: hasTarget,
    perform: () => keep(pickTargets()),
  },
  {
    name: 'pick.reject',
    label: 'Reject',
    group: 'Pick',
    icon: X,
    shortcut: 'x',
    isEnabled: hasTarget,
    perform: () => reject(pickTargets()),
  },
  {
    name: 'pick.clear',
    label: 'Clear the verdict',
    group: 'Pick',
    icon: RotateCcw,
    shortcut: 'u',
    isEnabled: hasTarget,
    perform: () => clearVerdict(pickTargets()),
  },
  ...ratings,
  {
    name: 'image.promote',
    label: 'Promote to final',
    group: 'Pick',
    icon: Sparkles,
    shortcut: 'shift+enter',
    isEnabled: () => promotionTargets().length > 0,
    perform: () => void promote(promotionTargets()),
  },
];
