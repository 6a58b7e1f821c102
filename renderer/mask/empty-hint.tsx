import { useSyncExternalStore } from 'react';
import { useShortcutOf } from '../actions/use-actions.ts';
import { Keycap } from '../ui/keycap.tsx';
import type { MaskDocument } from './mask-document.ts';
import styles from './mask-stage.module.css';
import { useMaskTool } from './use-mask-tool.ts';

/** Nothing is selected: what to do first. It goes with the first stroke, and makes room for the keyboard's crosshair. */
export function EmptyHint({ document }: { readonly document: MaskDocument }) {
  const { isEmpty } = useSyncExternalStore(document.subscribe, document.status);
  const isBusy = useMaskTool((state) => state.draft !== null || state.crosshair !== null);
  const smart = useShortcutOf('mask.smart');
  if (!isEmpty || isBusy) return null;
  return (
    <p className={styles.emptyHint} data-mask-hint="">
      Paint what should change
      {smart ? (
        <>
          , or press <Keycap keys={smart} /> and click an object
        </>
      ) : null}
      . Nothing else will be touched.
    </p>
  );
}
