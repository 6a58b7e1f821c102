/** Owns what the desktop window may do: which addresses it shows, which it hands to the browser, which permissions it has. */

export const APP_SCHEME = 'studio';
export const APP_ADDRESS = `${APP_SCHEME}://app/`;

/** Only the page itself; a picture or an export is fetched, never navigated to. */
export function isOwnPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return (
    url?.protocol === `${APP_SCHEME}:` && url.host === 'app' && (url.pathname === '/' || url.pathname === '/index.html')
  );
}

/** A host other than `app` would be another origin under the same scheme. */
export function isOwnRequest(address: string): boolean {
  return URL.canParse(address) && new URL(address).host === 'app';
}

/** What the system's browser may be asked to open: a vendor's key page, not a file and not another program's scheme. */
export function isForBrowser(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

/** Copying a prompt or a picture to the clipboard, after a click, by our own page. Nothing else is ever granted. */
export function isAllowedPermission(permission: string, requester: string): boolean {
  return permission === 'clipboard-sanitized-write' && URL.canParse(requester) && requester.startsWith(APP_ADDRESS);
}
