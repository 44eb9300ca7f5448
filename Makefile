# Everything a fresh clone can do. `make help` lists it.

GO      ?= go
BIN     := bin
FUZZ    ?= 30s
FAULTS  ?= 200
TREES   ?= 200
SEED    ?= 1
PKGS    := ./...
# Tests that go vet has looked at: go test would look again, with other flags, at all that they import.
VETTED  := $(GO) test -vet=off
PLATFORMS := $(foreach os,linux darwin windows,$(os)/amd64 $(os)/arm64)
RACED   := ./fn ./internal/batch ./internal/live/warm ./internal/files/... ./internal/verify/... ./internal/cli/console ./internal/cli/input ./internal/cli/process
RACED_CLI := TestScripts|TestInterrupt|TestVerifyInterrupt|TestLongStream|TestMeanwhile|TestQuit
NESTED  := $(wildcard test/*/go.mod test/*/*/go.mod)

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOFUMPT     := mvdan.cc/gofumpt@v0.12.0
GOVULNCHECK := golang.org/x/vuln/cmd/govulncheck@v1.9.0
BENCHSTAT   := golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da
BENCHED     := ./image ./internal/yamlbytes ./internal/config

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/ecrcache, ecrcache-aws and ecrcache-pods, static binaries
	@CGO_ENABLED=0 $(GO) build -trimpath -o $(BIN)/ ./cmd/...

.PHONY: test
test: ## run everything that needs only Go and this repository; ECRCACHE_E2E=required fails what would be skipped
	ECRCACHE_E2E=$(ECRCACHE_E2E) $(GO) test $(PKGS)

.PHONY: update
update: ## write the golden cases from what comes out; read the diff before you commit
	$(GO) test ./fn ./generators ./internal/config -run TestGolden -update

.PHONY: lint
lint: ## gofmt, vet, staticcheck and gofumpt
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$unformatted" || { echo "gofmt: $$unformatted"; exit 1; }
	$(GO) vet $(PKGS)
	$(GO) run $(STATICCHECK) $(PKGS)
	@changed=$$($(GO) run $(GOFUMPT) -l $$(git ls-files '*.go')); test -z "$$changed" || { echo "gofumpt: $$changed"; exit 1; }

.PHONY: race
race: ## run the tests of what has goroutines under the race detector; it needs a C compiler
	@# The session on a terminal waits for what is printed after a second, which the detector makes late.
	CGO_ENABLED=1 $(VETTED) -race $(RACED)
	CGO_ENABLED=1 $(VETTED) -race -run '^($(RACED_CLI))' -skip 'TestScripts/(warm-)?terminal' ./internal/cli

.PHONY: platforms
platforms: ## build for every system and architecture of a release, and vet for every system
	@# -trimpath, as releases are built: what is compiled here is not compiled again for them. No file is for one
	@# architecture alone, so vet looks at one of each system; make lint looks at this one.
	@for platform in $(PLATFORMS); do \
		echo $$platform; export GOOS=$${platform%/*} GOARCH=$${platform#*/} CGO_ENABLED=0; \
		$(GO) build -trimpath -o /dev/null ./cmd/... || exit 1; \
		case $$platform in darwin/arm64|windows/amd64) $(GO) vet -trimpath $(PKGS) || exit 1;; esac; \
	done

.PHONY: vuln
vuln: ## look for known vulnerabilities; needs the database at vuln.go.dev
	$(GO) run $(GOVULNCHECK) $(PKGS)

.PHONY: fuzz
fuzz: ## fuzz every target for FUZZ=30s each, and count the executions
	@for package in $$($(GO) list $(PKGS)); do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			said=$$($(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZ) -fuzzminimizetime 10x $$package) || { echo "$$said"; exit 1; }; \
			echo "$$said" | awk -v name="$$package $$target" '/execs:/ { for (i = 1; i < NF; i++) if ($$i == "execs:") n = $$(i + 1) } END { printf "%s: %d executions\n", name, n }'; \
		done; \
	done

.PHONY: faults
faults: ## kill the program, run it twice at once, let system calls fail, swap files; FAULTS=200 times each
	ECRCACHE_E2E=$(ECRCACHE_E2E) ECRCACHE_FAULTS=$(FAULTS) $(GO) test -count=1 -v -timeout 2h -run '^(TestKills|TestTogether|TestFaultsAtSystemCalls|TestStuck|TestSwaps)$$' ./internal/cli

.PHONY: e2e
e2e: ## run real kustomize and kpt on the binary; ECRCACHE_E2E=required fails what would be skipped
	@# -count=1: the Go tool does not see that the function, built by the tests, has changed.
	cd test/e2e && $(GO) vet ./... && ECRCACHE_E2E=$(ECRCACHE_E2E) $(VETTED) -count=1 -timeout 60m ./...

.PHONY: crd
crd: ## hold what is generated to the published CRDs; ECRCACHE_E2E=required fails where they cannot be had
	@# -count=1: the Go tool does not see that the golden cases have changed.
	cd test/crd && $(GO) vet ./... && ECRCACHE_E2E=$(ECRCACHE_E2E) $(VETTED) -count=1 ./...

.PHONY: crd-newest
crd-newest: ## the same with the newest releases of ACK, cloned from ECRCACHE_GIT, https://github.com by default
	@rm -rf bin/checkouts && test/crd/checkouts bin/checkouts
	cd test/crd && ECRCACHE_CHECKOUTS=$(CURDIR)/bin/checkouts ECRCACHE_E2E=$(ECRCACHE_E2E) $(GO) test -count=1 ./...

.PHONY: terraform
terraform: ## plan the generated modules with Terraform and a stand-in provider; ECRCACHE_E2E=required fails what would be skipped
	cd test/terraform && $(GO) vet ./... && ECRCACHE_E2E=$(ECRCACHE_E2E) $(VETTED) -count=1 -timeout 30m ./...

.PHONY: crossplane
crossplane: ## reconcile the Compositions with Crossplane's own engine; it compiles for minutes at first; UPDATE=-update writes what comes out
	cd test/crossplane && $(GO) vet ./... && $(VETTED) -count=1 -timeout 1h ./... $(if $(UPDATE),-args $(UPDATE))

.PHONY: kustomize
kustomize: ## build random trees with kustomize's own code before and after rewriting; TREES=200 from SEED=1 on
	cd test/kustomize && $(GO) vet ./... && $(VETTED) -count=1 -timeout 2h ./... -args -trees $(TREES) -seed $(SEED)

.PHONY: admission
admission: ## hold admission policies to the API server's own code, over REFERENCES=20000 random references from SEED=1 on
	cd test/admission && $(GO) vet ./... && $(VETTED) -count=1 -timeout 2h ./... -args -references $(or $(REFERENCES),20000) -seed $(SEED)

.PHONY: flux
flux: ## hold what is generated for Flux to Flux's own code; it compiles for minutes at first
	cd test/flux && $(GO) vet ./... && $(VETTED) -count=1 ./...
	cd test/flux/setters && $(GO) vet ./...
	cd test/flux/policies && $(GO) vet ./...
	cd test/flux/replaces && $(GO) vet ./...

.PHONY: aws
aws: ## hold values and Regions to AWS's SDK for Go
	cd test/aws && $(GO) vet ./... && $(VETTED) -count=1 ./...

.PHONY: charts
charts: ## render charts of every convention with Helm's code before and after; it compiles for minutes at first
	cd test/charts && $(GO) vet ./... && $(VETTED) -count=1 ./...

.PHONY: cluster
cluster: ## apply what is generated and rewritten to a real API server, with controllers; it compiles for minutes at first
	@# -count=1: the Go tool does not see that the golden cases have changed.
	cd test/cluster && $(GO) vet ./... && ECRCACHE_E2E=$(ECRCACHE_E2E) $(VETTED) -count=1 -v -timeout 30m ./...

.PHONY: page
page: ## open the HTML pages in Chromium; ECRCACHE_E2E=required fails what would be skipped
	cd test/page && $(GO) vet ./... && ECRCACHE_E2E=$(ECRCACHE_E2E) $(VETTED) -count=1 -timeout 20m ./...

.PHONY: yaml
yaml: ## hold what is read to two YAML libraries, over INPUTS=2000 texts of each form from SEED=1 on
	cd test/yaml && $(GO) vet ./... && ECRCACHE_INPUTS=$(or $(INPUTS),2000) ECRCACHE_SEED=$(or $(SEED),1) GOGC=400 $(VETTED) -count=1 -v -timeout 10h -run 'TestHold|TestFound|TestMisled|TestRefusals' .

.PHONY: bench
bench: ## measure beside others and write docs/benchmarks.md; BENCH=quick measures less, into bench/.cache
	cd bench && $(GO) run ./run $(addprefix -,$(BENCH))

.PHONY: benchstat
benchstat: ## compare the Go benchmarks of the pieces with those of the commit BASE=HEAD, COUNT=10 times each
	@# In turn, so that a machine that becomes slower meanwhile is so for both.
	@rm -rf $(CURDIR)/bin/base && git clone -q --shared . $(CURDIR)/bin/base && git -C bin/base checkout -q $(or $(BASE),HEAD) && rm -f bin/old.txt bin/new.txt
	@for round in $$(seq $(or $(COUNT),10)); do \
		(cd bin/base && $(GO) test -run '^$$' -bench . $(BENCHED) >> ../old.txt) && $(GO) test -run '^$$' -bench . $(BENCHED) >> bin/new.txt || exit 1; \
	done
	@$(GO) run $(BENCHSTAT) bin/old.txt bin/new.txt

.PHONY: bench-test
bench-test: ## test the benchmark itself: its inputs, its figures, its page; it measures nothing
	cd bench && $(GO) vet ./... && $(GO) test -count=1 ./...

.PHONY: demo
demo: ## run real kustomize on examples/kustomize and show the images before and after
	@cd test/e2e && $(GO) run ./demo

.PHONY: site
site: ## build the documentation into bin/site, a site with search; it needs Node.js and npm
	cd docs/site && npm ci --no-audit --no-fund --silent && npx --no-install vitepress build

.PHONY: image
image: ## build the container image IMAGE=ecrcache:dev with buildah, podman or docker
	@.ci/image/build $(or $(IMAGE),ecrcache:dev)
