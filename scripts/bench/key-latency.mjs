// From a key to the next paint, by the Event Timing API of the window.

const KEY_EVERY_MS = 120;
/** The API is silent about events that took less: those count as this. */
const LEAST_MS = 16;

/**
 * Presses so many keys, as an officer at work does. @param {import("playwright-core").Page} page
 * @param {(index: number) => string} keyAt what is pressed @returns {Promise<number>} 95th percentile in ms
 */
export async function keyToPaint(page, keys, keyAt) {
  await page.evaluate(listen, LEAST_MS);
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press(keyAt(key));
    await page.waitForTimeout(KEY_EVERY_MS);
  }
  const slow = await page.evaluate(() => globalThis.stopListening());
  const all = [...slow, ...Array(Math.max(0, keys - slow.length)).fill(LEAST_MS)].toSorted((a, b) => a - b);
  return all[Math.ceil(all.length * 0.95) - 1];
}

/** Runs in the window. */
function listen(durationThreshold) {
  const durations = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") durations.push(entry.duration);
  });
  observer.observe({ type: "event", durationThreshold });
  globalThis.stopListening = () => {
    observer.disconnect();
    return durations;
  };
}
