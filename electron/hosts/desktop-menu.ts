/** Owns the desktop app's menu: the entries each platform expects, as plain data. */

export interface MenuEntry {
  readonly role?: Role;
  readonly label?: string;
  readonly type?: 'separator';
  readonly submenu?: MenuEntry[];
}

type Role =
  | 'about'
  | 'close'
  | 'copy'
  | 'cut'
  | 'front'
  | 'hide'
  | 'hideOthers'
  | 'minimize'
  | 'paste'
  | 'quit'
  | 'redo'
  | 'reload'
  | 'selectAll'
  | 'services'
  | 'toggleDevTools'
  | 'togglefullscreen'
  | 'undo'
  | 'unhide'
  | 'window'
  | 'zoom';

const line: MenuEntry = { type: 'separator' };
const entries = (...roles: Role[]): MenuEntry[] => roles.map((role) => ({ role }));

/**
 * No zoom roles: on the board Ctrl/⌘ with 0, + and - belong to the page. Shortcuts of the other roles reach the page
 * first, and act only when it leaves them alone.
 */
export function menuTemplate(platform: NodeJS.Platform, isDeveloping: boolean): MenuEntry[] {
  const isMac = platform === 'darwin';
  const tools = isDeveloping ? [line, ...entries('reload', 'toggleDevTools')] : [];
  return [
    ...(isMac ? [applicationMenu()] : []),
    { label: '&File', submenu: isMac ? entries('close') : entries('close', 'quit') },
    { label: '&Edit', submenu: [...entries('undo', 'redo'), line, ...entries('cut', 'copy', 'paste', 'selectAll')] },
    { label: '&View', submenu: [...entries('togglefullscreen'), ...tools] },
    isMac
      ? { role: 'window', submenu: [...entries('minimize', 'zoom'), line, ...entries('front')] }
      : { label: '&Window', submenu: entries('minimize', 'close') },
  ];
}

function applicationMenu(): MenuEntry {
  const hiding = entries('hide', 'hideOthers', 'unhide');
  return {
    label: 'Maquette',
    submenu: [...entries('about'), line, ...entries('services'), line, ...hiding, line, ...entries('quit')],
  };
}
