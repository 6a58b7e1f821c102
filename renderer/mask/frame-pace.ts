/** Owns doing something at most once a frame, and at once when the frame has not seen it yet. In the window and in workers. */

interface FramePace {
  readonly ask: () => void;
  readonly end: () => void;
}

/** Less than a frame: what comes later than this after the last time would only wait. */
const FRAME_MS = 12;

/** What is asked for within one task is done once, at its end. */
export function paceFrames(work: () => void): FramePace {
  let lastMs = Number.NEGATIVE_INFINITY;
  let isAsked = false;
  let hasEnded = false;
  const run = () => {
    isAsked = false;
    if (hasEnded) return;
    lastMs = performance.now();
    work();
  };
  return {
    ask: () => {
      if (isAsked) return;
      isAsked = true;
      if (performance.now() - lastMs > FRAME_MS) queueMicrotask(run);
      else requestAnimationFrame(run);
    },
    end: () => {
      hasEnded = true;
    },
  };
}
