import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { actionMenu } from './actions/use-action-menu.ts';
import { useActions, useRegisteredActions } from './actions/use-actions.ts';
import { useShortcuts } from './actions/use-shortcuts.ts';
import { showError } from './api/error-sentences.ts';
import styles from './app.module.css';
import { boardActions } from './board/board-actions.ts';
import { useBoardClipboard } from './board/board-clipboard.ts';
import { BoardView } from './board/board-view.tsx';
import { DropTargets } from './board/drop-targets.tsx';
import { EmptyBoard } from './board/empty-board.tsx';
import { followBoard } from './board/follow-board.ts';
import { useBoard } from './board/use-board.ts';
import { useRevealBesideInspector } from './board/use-reveal.ts';
import { useView } from './board/use-view.ts';
import { HistoryPanel } from './history/history-panel.tsx';
import { InspectorPanel } from './inspector/inspector-panel.tsx';
import { JobTray } from './jobs/job-tray.tsx';
import { maskActions } from './mask/mask-shortcuts.ts';
import { ModelPicker } from './models/model-picker.tsx';
import { promptActions } from './prompt/prompt-actions.ts';
import { PromptDock } from './prompt/prompt-dock.tsx';
import { followPreview } from './prompt/use-preview.ts';
import { keepPrompt, usePrompt } from './prompt/use-prompt.ts';
import { ReferencesPanel } from './references/references-panel.tsx';
import { AppearanceEffect } from './settings/use-settings.ts';
import { SpendPanel } from './spending/spend-panel.tsx';
import { pickActions } from './staging/pick-actions.ts';
import { PromotionDialog } from './staging/promotion-dialog.tsx';
import { StagingStrip } from './staging/staging-strip.tsx';
import { ToastViewport } from './ui/toasts.tsx';
import { appActions } from './workspace/app-actions.ts';
import { BoardsPanel } from './workspace/boards-panel.tsx';
import { LeftRail } from './workspace/left-rail.tsx';
import { LostNotice } from './workspace/lost-notice.tsx';
import { TopBar } from './workspace/top-bar.tsx';
import { useAnnouncer } from './workspace/use-announcer.ts';
import { followBoards, startBoards } from './workspace/use-boards.ts';
import { followStudio, useStudio } from './workspace/use-studio.ts';
import { useWorkspace } from './workspace/use-workspace.ts';
import { WelcomeHint } from './workspace/welcome-hint.tsx';

const CompareView = lazy(() =>
  import('./compare/compare-view.tsx').then((module) => ({ default: module.CompareView })),
);
const ExportDialog = lazy(() =>
  import('./exporting/export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
);
const RegistryDialog = lazy(() =>
  import('./models/registry-dialog.tsx').then((module) => ({ default: module.RegistryDialog })),
);
const RoutingDialog = lazy(() =>
  import('./models/routing-dialog.tsx').then((module) => ({ default: module.RoutingDialog })),
);
const DualView = lazy(() => import('./duals/dual-view.tsx').then((module) => ({ default: module.DualView })));
const MaskEditor = lazy(() => import('./mask/mask-editor.tsx').then((module) => ({ default: module.MaskEditor })));
const CommandPalette = lazy(() =>
  import('./palette/command-palette.tsx').then((module) => ({ default: module.CommandPalette })),
);
const ShortcutsSheet = lazy(() =>
  import('./palette/shortcuts-sheet.tsx').then((module) => ({ default: module.ShortcutsSheet })),
);
const SettingsPanel = lazy(() =>
  import('./settings/settings-panel.tsx').then((module) => ({ default: module.SettingsPanel })),
);

const queries = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } });

const IMAGE_MENU = [
  ...[
    'image.reference',
    'image.mask',
    'image.maskSeveral',
    'image.extend',
    'image.vary',
    'image.promote',
    'image.reroll',
    'image.compare',
    '-',
  ],
  ...[
    'image.copy',
    'image.copy-prompt',
    'board.copy',
    'board.duplicate',
    'image.reveal',
    'image.export',
    'image.details',
    '-',
  ],
  ...['board.front', 'board.back', 'board.frame', 'board.lock', '-', 'board.delete'],
];
const GROUND_MENU = [
  'board.note',
  'board.frame',
  '-',
  'board.select-all',
  'view.fit-all',
  'view.actual-size',
  'view.map',
];

export function App() {
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider delay={500}>
          <AppearanceEffect />
          <Window />
          <ToastViewport />
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  );
}

function Window() {
  useStudioConnection();
  useShortcuts();
  useBoardClipboard();
  useRevealBesideInspector();
  useRegisteredActions(
    useMemo(() => [...promptActions, ...pickActions, ...boardActions, ...appActions, ...maskActions], []),
  );
  const addReference = usePrompt((state) => state.addReference);
  const isTrayOpen = useWorkspace((state) => state.isJobTrayOpen);
  return (
    <div className={styles.window} data-tray={isTrayOpen || undefined}>
      <h1 className="visually-hidden">Maquette</h1>
      <TopBar />
      <div className={styles.middle}>
        <LeftRail />
        <Panels />
        <main className={styles.stage}>
          <BoardView menuFor={(id) => actionMenu(id ? IMAGE_MENU : GROUND_MENU)} />
          <EmptyBoard />
          <Dock />
          <DropTargets onReference={addReference} />
        </main>
        <div className={styles.inspector} data-inspector="">
          <InspectorPanel />
        </div>
        <JobTray />
      </div>
      <Overlays />
      <PromotionDialog />
      <LiveRegion />
    </div>
  );
}

function Dock() {
  const stackRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      // The gap below the dock counts as covered, too.
      if (entry) useView.setState({ bottomInsetPx: entry.contentRect.height + 16 });
    });
    if (stackRef.current) observer.observe(stackRef.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={stackRef} className={styles.dock}>
      <LostNotice />
      <WelcomeHint />
      <StagingStrip />
      <PromptDock modelControl={<ModelPicker />} />
    </div>
  );
}

/** Loads what the window shows and follows the studio from then on. */
function useStudioConnection(): void {
  useEffect(() => {
    const ends = [followStudio(), followBoards(), followBoard(), followPreview(), keepPrompt()];
    useStudio.getState().load().catch(showError);
    startBoards().catch(showError);
    return () => {
      for (const end of ends) end();
    };
  }, []);

  const boardId = useWorkspace((state) => state.boardId);
  useEffect(() => {
    if (boardId) useBoard.getState().load(boardId).catch(showError);
  }, [boardId]);

  const settings = useStudio((state) => state.settings);
  useEffect(() => {
    if (settings) useActions.setState({ overrides: settings.shortcuts });
  }, [settings]);
}

function Panels() {
  const panel = useWorkspace((state) => state.openPanel);
  return (
    <Suspense>
      {panel === 'boards' ? <BoardsPanel /> : null}
      {panel === 'references' ? <ReferencesPanel /> : null}
      {panel === 'history' ? <HistoryPanel /> : null}
      {panel === 'spend' ? <SpendPanel /> : null}
      {panel === 'settings' ? <SettingsPanel /> : null}
    </Suspense>
  );
}

function Overlays() {
  const kind = useWorkspace((state) => state.overlay?.kind);
  return (
    <Suspense>
      {kind === 'compare' ? <CompareView /> : null}
      {kind === 'export' ? <ExportDialog /> : null}
      {kind === 'dual' ? <DualView /> : null}
      {kind === 'models' ? <RegistryDialog /> : null}
      {kind === 'routing' ? <RoutingDialog /> : null}
      {kind === 'mask' ? <MaskEditor /> : null}
      {kind === 'palette' ? <CommandPalette /> : null}
      {kind === 'shortcuts' ? <ShortcutsSheet /> : null}
    </Suspense>
  );
}

function LiveRegion() {
  const text = useAnnouncer((state) => state.text);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
