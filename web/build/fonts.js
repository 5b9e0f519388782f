// Cuts Inter (as its npm package ships it) down to what the interface writes: weights 400 to 700, and per file only the
// signs named here. Other scripts use the reader's system fonts. The files go to web/fonts, where styles/fonts.css finds
// them; their unicode-range there must name the same signs.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import subsetFont from "subset-font";

const signs = {
  latin: [[0x20, 0x7e], [0xa0, 0xff], [0x131, 0x131], [0x152, 0x153], [0x2013, 0x2026], [0x2030, 0x2030], [0x2032, 0x2033],
    [0x2039, 0x203a], [0x20ac, 0x20ac], [0x2122, 0x2122], [0x2191, 0x2191], [0x2193, 0x2193], [0x2212, 0x2212]],
  "latin-ext": [[0x100, 0x17f], [0x218, 0x21b], [0x1e9e, 0x1e9e]],
  greek: [[0x391, 0x3c9]], // the letters of statistics
};

const text = (ranges) => ranges
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, step) => String.fromCodePoint(first + step)))
  .join("");

const target = new URL("../fonts/", import.meta.url);
await mkdir(target, { recursive: true });
for (const [name, ranges] of Object.entries(signs)) {
  for (const style of ["normal", "italic"]) {
    const source = new URL(import.meta.resolve(`@fontsource-variable/inter/files/inter-${name}-wght-${style}.woff2`));
    const font = await subsetFont(await readFile(source), text(ranges), {
      targetFormat: "woff2",
      variationAxes: { wght: { min: 400, max: 700 } },
    });
    await writeFile(new URL(`inter-${name}-${style}.woff2`, target), font);
  }
}
