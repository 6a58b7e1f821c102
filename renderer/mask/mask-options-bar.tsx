import { Blend, Redo2, SquareDashed, SquaresIntersect, SquaresSubtract, SquaresUnite, Undo2, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { Asset } from '../../shared/asset.ts';
import { useShortcutOf } from '../actions/use-actions.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { EditChainToggle } from './edit-chain-toggle.tsx';
import type { MaskDocument } from './mask-document.ts';
import styles from './mask-editor.module.css';
import { MaskMenu } from './mask-menu.tsx';
import type { CombineMode } from './mask-plane.ts';
import { MaskSlider } from './mask-slider.tsx';
import { depthWords } from './proof-words.ts';
import { isShownExactly } from './stage-painter.ts';
import { useMaskEdit, useResting } from './use-mask-edit.ts';
import { useMaskTool } from './use-mask-tool.ts';
import { fitView, useMaskView } from './use-mask-view.ts';

interface MaskOptionsBarProps {
  readonly asset: Asset;
  readonly onClose: () => void;
}

export function MaskOptionsBar({ asset, onClose }: MaskOptionsBarProps) {
  const document = useMaskEdit((state) => state.document);
  const depth = useMaskEdit((state) => state.depth);
  return (
    <div className={styles.options}>
      <div className={styles.group}>
        <Options asset={asset} />
      </div>
      <div className={styles.group}>
        <span className={styles.facts}>
          {asset.widthPx} × {asset.heightPx} px{depth > 0 ? ` · ${depthWords(depth)}` : ''}
        </span>
        <EditChainToggle />
        {document ? <UndoButtons document={document} /> : null}
        <OverlayLook />
        <MaskMenu asset={asset} />
        <Zoom />
        <IconButton label="Close the editor" icon={X} shortcut="escape" tooltipSide="bottom" onPress={onClose} />
      </div>
    </div>
  );
}

function Zoom() {
  const zoom = useMaskView((state) => `${Math.round(state.camera.scale * devicePixelRatio * 100)} %`);
  return (
    <Tooltip content="Fit the picture" shortcut={useShortcutOf('mask.fit')} side="bottom">
      <button type="button" className={styles.zoom} aria-label={`${zoom}: fit the picture`} onClick={fitView}>
        {zoom}
      </button>
    </Tooltip>
  );
}

/** What the tool in hand can; a hint where there is nothing to select. */
function Options({ asset }: { readonly asset: Asset }) {
  const resting = useResting();
  return resting ? <span className={styles.hint}>{resting}</span> : <ToolOptions asset={asset} />;
}

function ToolOptions({ asset }: { readonly asset: Asset }) {
  const { tool, brushPx, hardness, tolerance, isContiguous, change } = useMaskTool();
  if (tool === 'hand') return <span className={styles.hint}>Drag to move the picture, Ctrl and wheel to zoom</span>;
  if (tool === 'brush' || tool === 'eraser') {
    return (
      <>
        <MaskSlider
          label="Size"
          unit="px"
          value={brushPx}
          range={[1, 2_000]}
          isCurved
          onChange={(px) => change({ brushPx: px })}
        />
        <MaskSlider
          label="Hardness"
          unit="%"
          value={Math.round(hardness * 100)}
          range={[0, 100]}
          onChange={(percent) => change({ hardness: percent / 100 })}
        />
      </>
    );
  }
  return (
    <>
      <ModeButtons />
      {tool === 'wand' || tool === 'colour' ? (
        <MaskSlider
          label="Tolerance"
          value={tolerance}
          range={[0, 255]}
          onChange={(value) => change({ tolerance: value })}
        />
      ) : null}
      {tool === 'wand' ? (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={isContiguous}
            onChange={(event) => change({ isContiguous: event.target.checked })}
          />
          Contiguous
        </label>
      ) : null}
      {(tool === 'wand' || tool === 'colour') && !isShownExactly(asset) ? (
        <span className={styles.hint}>Compared on a copy of 2,560 px: no browser reads a TIFF itself</span>
      ) : null}
      {tool === 'smart' ? <span className={styles.hint}>Click an object, or drag a rough box around it</span> : null}
    </>
  );
}

const MODES = [
  { mode: 'replace', label: 'New selection', icon: SquareDashed },
  { mode: 'add', label: 'Add to the selection (Shift)', icon: SquaresUnite },
  { mode: 'subtract', label: 'Take away from the selection (Alt)', icon: SquaresSubtract },
  { mode: 'intersect', label: 'Keep what is common (Shift and Alt)', icon: SquaresIntersect },
] as const satisfies readonly { mode: CombineMode; label: string; icon: unknown }[];

function ModeButtons() {
  const current = useMaskTool((state) => state.mode);
  return (
    <fieldset className={styles.modes} aria-label="How a new selection is combined">
      {MODES.map(({ mode, label, icon }) => (
        <IconButton
          key={mode}
          label={label}
          icon={icon}
          tooltipSide="bottom"
          isPressed={mode === current}
          onPress={() => useMaskTool.setState({ mode })}
        />
      ))}
    </fieldset>
  );
}

function UndoButtons({ document }: { readonly document: MaskDocument }) {
  const { canUndo, canRedo } = useSyncExternalStore(document.subscribe, document.status);
  return (
    <>
      <IconButton
        label="Undo"
        icon={Undo2}
        shortcut={useShortcutOf('mask.undo')}
        tooltipSide="bottom"
        isDisabled={!canUndo}
        onPress={() => document.undo()}
      />
      <IconButton
        label="Redo"
        icon={Redo2}
        shortcut={useShortcutOf('mask.redo')}
        tooltipSide="bottom"
        isDisabled={!canRedo}
        onPress={() => document.redo()}
      />
    </>
  );
}

function OverlayLook() {
  const { colour, opacity, isInverse, change } = useMaskTool();
  return (
    <>
      <IconButton
        label="Tint what is protected"
        icon={Blend}
        shortcut={useShortcutOf('mask.protected')}
        tooltipSide="bottom"
        isPressed={isInverse}
        onPress={() => useMaskTool.setState({ isInverse: !isInverse })}
      />
      <input
        type="color"
        className={styles.swatch}
        aria-label="Colour of the overlay"
        value={colour}
        onChange={(event) => change({ colour: event.target.value })}
      />
      <MaskSlider
        label="Overlay"
        unit="%"
        value={Math.round(opacity * 100)}
        range={[0, 100]}
        onChange={(percent) => change({ opacity: percent / 100 })}
      />
    </>
  );
}
