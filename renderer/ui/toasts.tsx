import { Toast } from '@base-ui/react/toast';
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import styles from './toasts.module.css';

type ToastTone = 'neutral' | 'success' | 'warning' | 'danger';

interface ToastRequest {
  readonly title: string;
  readonly description?: string | undefined;
  readonly tone?: ToastTone | undefined;
  readonly action?: { readonly label: string; readonly perform: () => void } | undefined;
}

const manager = Toast.createToastManager();

const ICONS = { neutral: Info, success: CircleCheck, warning: TriangleAlert, danger: CircleAlert } as const;

/** Callable from anywhere. Errors and toasts with an action stay longer; errors are announced at once. */
export function showToast({ title, description, tone = 'neutral', action }: ToastRequest): void {
  const id = manager.add({
    title,
    description,
    type: tone,
    timeout: tone === 'danger' || action ? 10_000 : 5_000,
    priority: tone === 'danger' ? 'high' : 'low',
    ...(action
      ? {
          actionProps: {
            children: action.label,
            onClick: () => {
              action.perform();
              manager.close(id);
            },
          },
        }
      : {}),
  });
}

/** Mounted once, at the end of the app. */
export function ToastViewport() {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => {
    const Icon = ICONS[isTone(toast.type) ? toast.type : 'neutral'];
    return (
      <Toast.Root key={toast.id} toast={toast} className={styles.toast} swipeDirection={['up', 'right']}>
        <span className={styles.icon} data-tone={toast.type}>
          <Icon size={16} />
        </span>
        <Toast.Content className={styles.content}>
          <Toast.Title className={styles.title} />
          <Toast.Description className={styles.description} />
        </Toast.Content>
        {toast.actionProps ? <Toast.Action className={styles.action} /> : null}
        <Toast.Close className={styles.close} aria-label="Dismiss">
          <X size={14} />
        </Toast.Close>
      </Toast.Root>
    );
  });
}

function isTone(type: string | undefined): type is ToastTone {
  return type !== undefined && type in ICONS;
}
