# Ordertrail: `make` lists what can be done. Needs Go, Node, npm and make; the rest is installed by build/install.sh.
export GOFLAGS := -buildvcs=false
FUZZTIME ?= 30s
WINDOW_TAGS := production,webkit2_41

.PHONY: help build build-window windows screens demo run test check bench fuzz package corpora numbers clean
help: ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

build: screens ## the command-line program with the screens in it: build/bin/ordertrail (static)
	CGO_ENABLED=0 go build -ldflags "-s -w" -o build/bin/ordertrail .

build-window: screens ## the program with its window: build/bin/ordertrail-window
	build/install.sh window
	CGO_ENABLED=1 go build -tags $(WINDOW_TAGS) -ldflags "-s -w" -o build/bin/ordertrail-window .

windows: screens ## both programs for Windows, the window and the console one
	GOOS=windows CGO_ENABLED=0 go build -tags production -ldflags "-s -w -H windowsgui" -o build/bin/ordertrail.exe .
	GOOS=windows CGO_ENABLED=0 go build -ldflags "-s -w" -o build/bin/ordertrail-console.exe .

screens: frontend/node_modules/.package-lock.json
	npm --prefix frontend run --silent build -- --logLevel warn

frontend/node_modules/.package-lock.json: frontend/package-lock.json
	npm --prefix frontend ci --no-progress
	@touch $@

demo: ## the sample shop in ./demo-shop, the whole main job on it, and its window where there is a display
	build/install.sh demo
	@$(MAKE) --no-print-directory build
	build/bin/ordertrail demo ./demo-shop
	@build/show.sh ./demo-shop

run: build-window ## open the window; DATA=DIR opens another data folder than your own
	build/bin/ordertrail-window $(if $(DATA),--data $(DATA))

test: ## everything: lint, Go, front end, browser and window tests; installs what they need
	build/install.sh test
	@$(MAKE) --no-print-directory frontend/node_modules/.package-lock.json
	@go run ./build/testrun

check: frontend/node_modules/.package-lock.json ## formatting, vet, staticcheck, 100,000 random sequences, eslint, prettier, svelte-check
	@go run ./build/testrun check

bench: ## one table: what the program costs against a limit or a plain recipe; BENCH="-orders 20000"
	go run ./build/bench $(BENCH)
fuzz: ## every fuzz target for FUZZTIME each
	build/fuzz.sh $(FUZZTIME)

package: build build-window windows ## dist/: the Linux archive and the programs for Windows
	build/package.sh

corpora: ## DIR=FOLDER: what is recognised in every file of a folder, with counts, time and memory
	go run ./build/corpora $(DIR)
numbers: ## DIR=FOLDER: recognise every public tracking number of a folder; right, ambiguous and wrong by courier
	go run ./build/numbers $(DIR)

clean: ## remove what was built; the sample shop and installed packages stay
	rm -rf build/bin build/out dist frontend/dist/assets frontend/dist/index.html
