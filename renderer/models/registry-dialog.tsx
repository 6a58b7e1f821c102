import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ModelState } from '../../shared/model.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useStudio } from '../workspace/use-studio.ts';
import { useWorkspace } from '../workspace/use-workspace.ts';
import { copyOf, draftOf, type EntryDraft } from './entry-draft.ts';
import { EntryEditor } from './entry-editor.tsx';
import { ImportView } from './import-view.tsx';
import { RegistryList } from './registry-list.tsx';

const WIDTH_PX = 1080;

type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'import' }
  | { readonly kind: 'entry'; readonly draft: EntryDraft; readonly isNew: boolean };

/** Every model the studio knows, as dated data that a person can change without waiting for a new version. */
export function RegistryDialog() {
  const overlay = useWorkspace((state) => state.overlay);
  const models = useStudio((state) => state.models);
  const wantedId = overlay?.kind === 'models' ? overlay.modelId : undefined;
  const [view, setView] = useState<View>(() => {
    const wanted = models.find((model) => model.id === wantedId);
    return wanted ? { kind: 'entry', draft: draftOf(wanted), isNew: false } : { kind: 'list' };
  });
  const back = () => setView({ kind: 'list' });
  const add = (template: ModelState | undefined) => {
    if (template) setView({ kind: 'entry', draft: copyOf(template, today()), isNew: true });
  };
  return (
    <Dialog
      title={titleOf(view)}
      isOpen={overlay?.kind === 'models'}
      onClose={() => useWorkspace.getState().showOverlay(null)}
      widthPx={WIDTH_PX}
    >
      <Page key={view.kind === 'entry' ? view.draft.id : view.kind}>
        {view.kind === 'list' ? (
          <RegistryList
            onEdit={(model) => setView({ kind: 'entry', draft: draftOf(model), isNew: false })}
            onAdd={() => add(models.find((model) => model.providerId !== 'sketch'))}
            onCopy={add}
            onImport={() => setView({ kind: 'import' })}
          />
        ) : view.kind === 'import' ? (
          <ImportView onBack={back} />
        ) : (
          <EntryEditor key={view.draft.id} start={view.draft} isNew={view.isNew} onBack={back} />
        )}
      </Page>
    </Dialog>
  );
}

/** Each page begins at its top, with the focus on its first field: the button that led here is gone. */
function Page({ children }: { readonly children: ReactNode }) {
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    page.current?.parentElement?.scrollTo(0, 0);
    page.current?.querySelector<HTMLElement>('input:not([type="checkbox"]), textarea')?.focus({ preventScroll: true });
  }, []);
  return <div ref={page}>{children}</div>;
}

function titleOf(view: View): string {
  if (view.kind === 'list') return 'All models';
  if (view.kind === 'import') return 'Import models';
  return view.isNew ? 'Add a model' : view.draft.label;
}

/** The day of this computer's clock, as prices are dated. */
function today(): string {
  const now = new Date();
  const two = (part: number) => String(part).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
