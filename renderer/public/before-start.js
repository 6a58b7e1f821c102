// Runs before every module. Without this, zod probes `new Function` once, which a strict content security policy reports.
globalThis.__zod_globalConfig = { jitless: true };
// The last theme, so that the first paint has it; the studio's settings are the truth and arrive a moment later.
document.documentElement.dataset.theme = localStorage.getItem('maquette-theme') ?? 'dark';
