import {
  Brush,
  Columns2,
  Download,
  Expand,
  FolderOpen,
  Image,
  Info,
  Keyboard,
  Plus,
  Search,
  Settings,
} from 'lucide-react';
import type { AssetId } from '../../shared/ids.ts';
import type { Action } from '../actions/use-actions.ts';
import { call } from '../api/client.ts';
import { showError } from '../api/error-sentences.ts';
import { useBoard } from '../board/use-board.ts';
import { editSeveral } from '../mask/use-mask-several.ts';
import { copyPicture } from './copy-picture.ts';
import { createBoard } from './use-boards.ts';
import { useStudio } from './use-studio.ts';
import { type PanelName, useWorkspace } from './use-workspace.ts';

const selected = () => useBoard.getState().selectedAssetIds();
const workspace = () => useWorkspace.getState();

/** Two to four selected pictures, or one with what it was made from, or else with what was made from it. */
function comparable(): readonly AssetId[] {
  const [first, ...others] = selected();
  if (!first || others.length > 3) return [];
  if (others.length > 0) return [first, ...others];
  const { lineage } = useBoard.getState();
  const parent = lineage.find((edge) => edge.childAssetId === first && edge.kind !== 'reference')?.parentAssetId;
  const child = lineage.find((edge) => edge.parentAssetId === first && edge.kind !== 'reference')?.childAssetId;
  if (parent) return [parent, first];
  return child ? [first, child] : [];
}

function panelAction(panel: PanelName, label: string, shortcut = ''): Action {
  return {
    name: `go.${panel}`,
    label,
    group: 'Go to',
    icon: panel === 'settings' ? Settings : undefined,
    shortcut,
    isEnabled: () => true,
    perform: () => workspace().showPanel(panel),
  };
}

/** One picture at a time is painted on. */
function maskAction(name: 'image.mask' | 'image.extend', label: string, shortcut: string): Action {
  const isExtending = name === 'image.extend';
  return {
    name,
    label,
    group: 'Edit',
    icon: isExtending ? Expand : Brush,
    shortcut,
    isEnabled: () => selected().length === 1,
    perform: () => {
      const [assetId] = selected();
      if (assetId) workspace().showOverlay({ kind: 'mask', assetId, isExtending });
    },
  };
}

export const appActions: readonly Action[] = [
  {
    name: 'app.palette',
    label: 'Search or run a command',
    group: 'Application',
    icon: Search,
    shortcut: 'mod+k',
    worksInFields: true,
    isHidden: true,
    isEnabled: () => true,
    perform: () => workspace().showOverlay({ kind: 'palette' }),
  },
  {
    name: 'app.shortcuts',
    label: 'Keyboard shortcuts',
    group: 'Application',
    icon: Keyboard,
    shortcut: 'shift+slash, shift+?',
    isEnabled: () => true,
    perform: () => workspace().showOverlay({ kind: 'shortcuts' }),
  },
  {
    name: 'image.export',
    label: 'Export…',
    group: 'Application',
    icon: Download,
    shortcut: 'mod+e',
    isEnabled: () => selected().length > 0,
    perform: () => workspace().showOverlay({ kind: 'export', assetIds: selected() }),
  },
  maskAction('image.mask', 'Edit with mask', 'b'),
  maskAction('image.extend', 'Extend…', ''),
  {
    name: 'image.maskSeveral',
    label: 'Edit with one mask…',
    group: 'Edit',
    icon: Brush,
    shortcut: 'shift+b',
    isEnabled: () => selected().length > 1,
    perform: () => editSeveral(selected()),
  },
  {
    name: 'image.compare',
    label: 'Compare',
    group: 'View',
    icon: Columns2,
    shortcut: 'shift+c',
    isEnabled: () => comparable().length >= 2,
    perform: () => workspace().showOverlay({ kind: 'compare', assetIds: comparable() }),
  },
  {
    name: 'image.copy',
    label: 'Copy picture',
    group: 'Edit',
    icon: Image,
    shortcut: 'mod+alt+c',
    isEnabled: () => selected().length === 1,
    perform: () => {
      const [id] = selected();
      const asset = id ? useBoard.getState().assets.get(id) : undefined;
      if (asset) copyPicture(asset).catch(showError);
    },
  },
  {
    name: 'image.reveal',
    label: 'Reveal in folder',
    group: 'View',
    icon: FolderOpen,
    shortcut: '',
    isEnabled: () => selected().length === 1 && useStudio.getState().status?.canReveal === true,
    perform: () => {
      const [id] = selected();
      if (id) call('assets.reveal', { id }).catch(showError);
    },
  },
  {
    name: 'image.details',
    label: 'Details',
    group: 'View',
    icon: Info,
    shortcut: 'i',
    isEnabled: () => selected().length > 0,
    perform: () => document.querySelector<HTMLElement>('[data-inspector] button, [data-inspector] a')?.focus(),
  },
  {
    name: 'app.jobs',
    label: 'Jobs',
    group: 'Go to',
    shortcut: 'mod+j',
    isEnabled: () => true,
    perform: () => workspace().toggleJobTray(),
  },
  panelAction('boards', 'Boards'),
  panelAction('references', 'References'),
  panelAction('history', 'History'),
  panelAction('spend', 'Spend'),
  panelAction('settings', 'Settings', 'mod+comma'),
  {
    name: 'app.new-board',
    label: 'New board',
    group: 'Create',
    icon: Plus,
    shortcut: '',
    isEnabled: () => true,
    perform: () => void createBoard('Untitled board').catch(showError),
  },
];
