import { useEffect, useRef } from 'react';

/** Keys pressed anywhere in the window while the caller is mounted. */
export function useKeyDown(onKeyDown: (event: KeyboardEvent) => void): void {
  const newest = useRef(onKeyDown);
  useEffect(() => {
    newest.current = onKeyDown;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => newest.current(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
