export const pause = (ms) => new Promise((done) => { setTimeout(done, ms); });

/** Asks until the answer is true, and returns it; after ms says what did not happen. */
export async function within(ms, what, ask, every = 20) {
  const deadline = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`Not within ${ms} ms: ${what}`);
    await pause(every);
  }
}

/** From least to most, both included. */
export const random = (least, most) => least + Math.floor(Math.random() * (most - least + 1));
