import { create } from 'zustand';
import { StudioError } from '../../shared/errors.ts';
import type { ModelState } from '../../shared/model.ts';
import type { Settings } from '../../shared/settings.ts';
import type { SpendSummary, StudioStatus } from '../../shared/views.ts';
import { call, onLoss, onReconnect, onStudioEvent } from '../api/client.ts';

interface StudioState {
  readonly status: StudioStatus | null;
  readonly settings: Settings | null;
  readonly models: readonly ModelState[];
  readonly spend: SpendSummary | null;
  /** `gone`: nothing answers. `renewed`: it was started again and does not know this page. */
  readonly connection: 'open' | 'gone' | 'renewed';
  /** Fetches everything; events keep it current from then on. */
  readonly load: () => Promise<void>;
  readonly changeSettings: (change: Partial<Settings>) => Promise<void>;
}

/** What the whole window knows of the studio: status, settings, models and spending. */
export const useStudio = create<StudioState>((set) => ({
  status: null,
  settings: null,
  models: [],
  spend: null,
  connection: 'open',
  load: async () => {
    const [status, settings, models, spend] = await Promise.all([
      call('studio.status', {}),
      call('settings.get', {}),
      call('models.list', {}),
      call('spending.summary', {}),
    ]);
    set({ status, settings, models, spend });
  },
  changeSettings: async (change) => {
    set({ settings: await call('settings.change', change) });
  },
}));

/** Starts following the studio's events. Answers the function that ends it. */
export function followStudio(): () => void {
  // A studio that is gone is said by its event stream; when it is back, everything is read again.
  const refetchModels = () => call('models.list', {}).then((models) => useStudio.setState({ models }), findOutWhy);
  const endEvents = onStudioEvent((event) => {
    if (event.name === 'settings-changed') {
      useStudio.setState({ settings: event.settings });
      void refetchModels();
    }
    if (event.name === 'spend-changed') useStudio.setState({ spend: event.summary });
    if (event.name === 'providers-changed') void refetchModels();
  });
  const endLoss = onLoss(() => void findOutWhy());
  const endReconnect = onReconnect(() => {
    useStudio.setState({ connection: 'open' });
    void useStudio.getState().load().catch(findOutWhy);
  });
  return () => {
    endEvents();
    endLoss();
    endReconnect();
  };
}

/** The event stream only says that it broke; a call says why. */
async function findOutWhy(): Promise<void> {
  const refusal = await call('studio.status', {}).then(
    () => null,
    (error: unknown) => error,
  );
  // An answer means that the stream is about to come back by itself.
  if (refusal === null) return;
  const isRenewed = refusal instanceof StudioError && refusal.code === 'forbidden';
  useStudio.setState({ connection: isRenewed ? 'renewed' : 'gone' });
}
