import { Brush, Circle, Eraser, Hand, Lasso, Pentagon, Pipette, Sparkles, Square, Wand } from 'lucide-react';
import { useShortcutOf } from '../actions/use-actions.ts';
import type { IconType } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './mask-editor.module.css';
import { useResting } from './use-mask-edit.ts';
import { MASK_TOOLS, type MaskTool, takeTool, useMaskTool } from './use-mask-tool.ts';

const TOOLS: Readonly<Record<MaskTool, { readonly label: string; readonly icon: IconType }>> = {
  brush: { label: 'Brush', icon: Brush },
  eraser: { label: 'Eraser', icon: Eraser },
  rectangle: { label: 'Rectangle', icon: Square },
  ellipse: { label: 'Ellipse', icon: Circle },
  lasso: { label: 'Lasso', icon: Lasso },
  polygon: { label: 'Polygon', icon: Pentagon },
  wand: { label: 'Magic wand', icon: Wand },
  colour: { label: 'Colour range', icon: Pipette },
  smart: { label: 'Smart select', icon: Sparkles },
  hand: { label: 'Hand', icon: Hand },
};

export function MaskToolRail() {
  return (
    <div className={styles.rail} role="toolbar" aria-label="Tools" aria-orientation="vertical">
      {MASK_TOOLS.map((name) => (
        <Tool key={name} name={name} />
      ))}
    </div>
  );
}

function Tool({ name }: { readonly name: MaskTool }) {
  const isResting = useResting() !== null;
  const isInHand = useMaskTool((state) => state.tool === name) && !isResting;
  const { label, icon } = TOOLS[name];
  return (
    <IconButton
      className={styles.tool}
      label={label}
      icon={icon}
      shortcut={useShortcutOf(`mask.${name}`)}
      tooltipSide="right"
      isPressed={isInHand}
      isDisabled={isResting}
      onPress={() => takeTool(name)}
    />
  );
}
