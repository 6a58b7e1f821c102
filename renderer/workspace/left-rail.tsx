import { History, Images, LayoutGrid, Settings, Wallet } from 'lucide-react';
import { IconButton } from '../ui/icon-button.tsx';
import styles from './left-rail.module.css';
import { type PanelName, useWorkspace } from './use-workspace.ts';

const PANELS = [
  { panel: 'boards', label: 'Boards', icon: LayoutGrid },
  { panel: 'references', label: 'References', icon: Images },
  { panel: 'history', label: 'History', icon: History },
  { panel: 'spend', label: 'Spend', icon: Wallet },
] as const satisfies readonly { panel: PanelName; label: string; icon: unknown }[];

export function LeftRail() {
  const openPanel = useWorkspace((state) => state.openPanel);
  const showPanel = useWorkspace((state) => state.showPanel);
  return (
    <nav className={styles.rail} aria-label="Panels">
      {PANELS.map(({ panel, label, icon }) => (
        <IconButton
          key={panel}
          label={label}
          icon={icon}
          isPressed={openPanel === panel}
          tooltipSide="right"
          className={styles.button}
          onPress={() => showPanel(panel)}
        />
      ))}
      <span className={styles.spacer} />
      <IconButton
        label="Settings"
        icon={Settings}
        shortcut="mod+comma"
        isPressed={openPanel === 'settings'}
        tooltipSide="right"
        className={styles.button}
        onPress={() => showPanel('settings')}
      />
    </nav>
  );
}
