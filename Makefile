# Thin commands; each installs what it needs and works on a fresh Debian 12.
.PHONY: run test build bench fmt check web clean
JOBS ?= 2
DATABASE ?= sqlite:var/rapport.sqlite
LISTEN ?= 127.0.0.1:8080

run: build            ## a working site with the example community
	@mkdir -p var
	build/release/rapport serve --database $(DATABASE) --listen $(LISTEN) --example --access-log var/access.log --outbox var/outbox

build: web            ## the release binary: build/release/rapport
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j $(JOBS)

web:                  ## scripts and styles into web/dist
	@scripts/install.sh run
	@scripts/web.sh

test:                 ## everything that proves it
	@scripts/install.sh test
	@scripts/web.sh
	@scripts/test.sh

check:                ## clang, clang-tidy, formatter, TypeScript, ThreadSanitizer
	@scripts/install.sh check
	@scripts/web.sh
	@scripts/check.sh

bench:                ## speed, against the machine's ceiling and peers
	@scripts/install.sh bench
	@scripts/web.sh
	@scripts/bench.sh

fmt:
	@scripts/install.sh check
	@git ls-files 'src/*.cpp' 'src/*.hpp' 'tests/*.cpp' 'tests/*.hpp' 'bench/*.cpp' | xargs clang-format-19 -i

clean:
	rm -rf build web/dist
