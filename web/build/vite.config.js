import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const web = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

// The server hashes app.css and app.js itself when it starts; fonts are named from within app.css, so they carry their
// hash in their name already. Addresses are relative, so that the folder can be served from anywhere.
export default defineConfig({
  root: web("."),
  base: "./",
  publicDir: web("public"),
  build: {
    outDir: web("dist"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    target: ["chrome125", "firefox128", "safari17.5"],
    rolldownOptions: {
      input: web("islands/app.ts"),
      output: {
        entryFileNames: "app.js",
        hashCharacters: "hex", // no dash in it, so that the server can tell the hash from the name
        chunkFileNames: "[name].js",
        assetFileNames: ({ names }) => (names[0]?.endsWith(".css") ? "app.css" : "[name]-[hash:8].[ext]"),
      },
    },
  },
});
