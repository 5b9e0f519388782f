# Sourced: puts the tools of node_modules, and the Node that scripts/install.sh may have fetched, before the system's.
for folder in "$PWD/node_modules/.bin" "$PWD/build/node/node_modules/node/bin"; do
  [ -d "$folder" ] && case ":$PATH:" in *":$folder:"*) ;; *) PATH="$folder:$PATH" ;; esac
done
export PATH
