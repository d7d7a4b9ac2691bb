# make            the program, in .build/release/hcode
# make demo       issue and scan a code on a machine that has nothing but Swift, make and git
# make check      after every edit: style, the Swift tests and the quick tests of the program, three CPU minutes
# make test       every test      make lint    style      make bench, make bench-scan   the measurements
# make docs       the documents as a site with search      make api-docs   the pages of the library HCodeKit, below it
# make pictures   what the documents show      make idioms   words that have better ones, counted
# make fuzz       each reader against bytes that nobody vouches for, FUZZ_SECONDS=30 each
# make install    into PREFIX (/usr/local), below DESTDIR if that is given
# make deb        packages for Debian, in .build-deb          make tarball   for any folder, in .build-tarball
# make sbom       what the program is made of, as CycloneDX   make release   all of these, with signed checksums: docs/releasing.md
# make reproduce  two builds in two folders have to be the same to the byte

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PREFIX ?= /usr/local
DESTDIR ?=
# A machine with Swift has clang, if no cc.
CC := $(or $(shell command -v cc),clang)
BENCHFLAGS ?=
# A folder with zxing-cpp, instead of what Scripts/zxing fetches and builds: see there.
export ZXING ?=
FUZZ_TARGETS ?=

HCODE := .build/release/hcode
FLOOR := .build-bench/floor
VENV := .build-venv
# What makes the start of a scan cheaper, by measure (docs/performance.md): everything static that can be, libstdc++ too
# (its archive is found first in .build-link), and relocations packed by lld. No run path: a library that lies beside the
# program is none of ours.
# The packages whose archives are linked: `hcode doctor` tells from them whether security fixes are in. A define, so that
# what was built from older packages is built again.
LINKED := libdeflate-dev libqrencode-dev libsodium-dev libsqlite3-dev libssl-dev libturbojpeg0-dev libzbar-dev zlib1g-dev
PACKAGES := $(strip $(shell dpkg-query --show --showformat '$${Package}=$${Version} ' $(LINKED) 2>/dev/null))
RELEASE := swift build -c release --static-swift-stdlib --disable-local-rpath \
  -Xswiftc -use-ld=lld -Xlinker -z -Xlinker pack-relative-relocs \
  -Xlinker -L$(CURDIR)/.build-link -Xswiftc -Xclang-linker -Xswiftc -static-libgcc \
  $(if $(PACKAGES),-Xcc '-DHCODE_PACKAGES="$(PACKAGES)"')
bin := $(DESTDIR)$(PREFIX)/bin
man1 := $(DESTDIR)$(PREFIX)/share/man/man1
bash_completion := $(DESTDIR)$(PREFIX)/share/bash-completion/completions/hcode
zsh_completion := $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_hcode
fish_completion := $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/hcode.fish

.PHONY: all bootstrap demo check check-swift check-command test install uninstall bench bench-status bench-log fuzz lint format man clean

all: engines
	$(RELEASE) --product hcode

.PHONY: engines
engines: .build-link/libstdc++.a
	Scripts/zxing

.build-link/libstdc++.a:
	mkdir -p $(dir $@)
	ln -sf "$$($(CC) -print-file-name=libstdc++.a)" $@

bootstrap:
	Scripts/bootstrap

demo: bootstrap
	$(MAKE) all
	PATH="$(CURDIR)/.build/release:$$PATH" HCODE="$(CURDIR)/$(HCODE)" samples/demo.sh

# Two processes: the tests use folders, ports and servers of their own, and the tests of one file stay in one process.
PYTEST := HCODE="$(CURDIR)/$(HCODE)" $(VENV)/bin/pytest -q -n 2 --dist loadfile Tests
SWIFT_TEST := swift test --scratch-path .build-test
# Suites over many pictures or many bytes, which a debug build works for minutes. `make check` leaves them out.
SLOW_SUITES := Archive|CSVReader|CairoPDF|Card|EvenlyDrawn|FinderPatternSearch|ForeignText|IndexPermutation|InputBudget|JPEGReader|KeyboardLayout|LabelPlan|LabelSheet|Merkle|PNGReader|QRCorpus|QRScanner|QRSearch|ScanBack|SecondCode|ThermalLabel

check:
	$(MAKE) all $(VENV)/.made
	swift build --build-tests --scratch-path .build-test
	$(MAKE) --jobs=3 --output-sync=target lint check-swift check-command

check-swift:
	$(SWIFT_TEST) --skip-build --skip '($(SLOW_SUITES))Tests' >.build-test/check.log 2>&1 || \
	  { grep -aE '^(✘|↳)|error:' .build-test/check.log; exit 1; }
	@tail -n 1 .build-test/check.log

check-command:
	$(PYTEST) -m 'not slow'

test:
	Scripts/bootstrap --dev
	$(MAKE) lint
	$(MAKE) all $(VENV)/.made
	mkdir -p .build-test
	fuzz/build --check
	$(SWIFT_TEST) 2>&1 | tee .build-test/swift.log
	$(PYTEST) -rsfE 2>&1 | tee .build-test/pytest.log \
	  || HCODE="$(CURDIR)/$(HCODE)" Scripts/again $(VENV)/bin/pytest .build-test/pytest.log
	@Scripts/skips .build-test/swift.log .build-test/pytest.log
	@echo "test: Swift:   $$(grep -aoE 'Test run with .*' .build-test/swift.log | tail -n 1)"
	@echo "test: command: $$(tail -n 1 .build-test/pytest.log)"

# Made anew when the requirements change.
$(VENV)/.made: Tests/requirements.txt
	/usr/bin/python3 -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
	touch $@

# As root there may be no Swift on PATH, and what root builds is root's: what is there is installed.
install: $(if $(and $(wildcard $(HCODE)),$(if $(shell command -v swift),$(SUDO_USER),none)),,all)
	$(MAKE) install-files

# What depends on the folder of the build is left out: the same source is the same program.
STRIP := strip --strip-unneeded --remove-section=.swift_modhash --remove-section=.note.gnu.build-id

.PHONY: install-files
install-files:
	install -d $(bin) $(man1) $(dir $(bash_completion)) $(dir $(zsh_completion)) $(dir $(fish_completion))
	$(STRIP) -o $(bin)/hcode $(HCODE)
	chmod 755 $(bin)/hcode
	for page in docs/man/hcode*.1; do [[ ! -e $$page ]] || install -m 644 $$page $(man1); done
	# Nobody starts it: it is read by the shell.
	$(HCODE) --generate-completion-script bash | sed '1{/^#!/d}' >$(bash_completion)
	$(HCODE) --generate-completion-script zsh >$(zsh_completion)
	$(HCODE) --generate-completion-script fish >$(fish_completion)

uninstall:
	rm -f $(bin)/hcode $(man1)/hcode.1 $(man1)/hcode[.-]*.1 $(bash_completion) $(zsh_completion) $(fish_completion)

.PHONY: deb tarball sbom reproduce release
deb: all
	Scripts/deb

tarball: all
	Scripts/tarball

sbom: all
	Scripts/sbom $(HCODE)

reproduce:
	STRIP='$(STRIP)' Scripts/reproduce

release: all
	Scripts/release

bench: $(FLOOR) .build-bench/venv/.made $(VENV)/.made
	Scripts/bootstrap --dev
	$(MAKE) all
	if grep -q hcode-bench Package.swift; then $(RELEASE) --product hcode-bench; fi
	/usr/bin/python3 bench/run.py $(BENCHFLAGS) --hcode $(HCODE) --floor $(FLOOR) \
	  --python .build-bench/venv/bin/python \
	  $$(if [[ -x .build/release/hcode-bench ]]; then echo --in-process .build/release/hcode-bench; fi)
	HCODE=$(HCODE) $(VENV)/bin/python bench/foreign.py --hcode $(HCODE) --in-process .build/release/hcode-bench
	$(MAKE) bench-log

# Certificates of other formats alone.
.PHONY: bench-foreign
bench-foreign: all hcode-bench $(VENV)/.made
	HCODE=$(HCODE) $(VENV)/bin/python bench/foreign.py --hcode $(HCODE) --in-process .build/release/hcode-bench

# A batch on a local cluster of Spark, with workers that are killed: needs Java 17, and 450 MB of packages.
.build-bench/spark/.made: samples/spark/requirements.txt
	/usr/bin/python3 -m venv --clear .build-bench/spark
	.build-bench/spark/bin/pip install --quiet --disable-pip-version-check -r $< pytest==9.2.0
	touch $@

.PHONY: test-spark
test-spark: all .build-bench/spark/.made
	HCODE="$(CURDIR)/$(HCODE)" .build-bench/spark/bin/python -m pytest -q samples/spark

# A million people issued, killed twenty times on the way, and read back: COUNT and KILLS.
.PHONY: reliability
reliability: all
	/usr/bin/python3 bench/reliability.py --hcode $(HCODE) --count $(or $(COUNT),1000000) --kills $(or $(KILLS),20) --scans 1000

# The measuring program: what runs in one process.
.PHONY: hcode-bench
hcode-bench: engines
	$(RELEASE) --product hcode-bench

bench-log: all
	/usr/bin/python3 bench/log.py --hcode $(HCODE)

bench-status: all
	$(RELEASE) --product hcode-bench
	in_process=$$(realpath .build/release/hcode-bench); /usr/bin/python3 bench/status.py --hcode $(HCODE) --in-process "$$in_process"

# Peers are installed beside the build, never among the tests' packages. BENCHFLAGS: see bench/scan.py --help.
.build-bench/venv/.made: bench/requirements.txt
	/usr/bin/python3 -m venv --clear .build-bench/venv
	.build-bench/venv/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

# A second graded series, where it is there.
GRADED := ../shared/tools/qr_stress.py

.PHONY: bench-scan
bench-scan: all hcode-bench .build-bench/venv/.made
	.build-bench/venv/bin/python bench/stress.py --hcode $(HCODE) --out .build-bench/stress
	graded=(); if [[ -e $(GRADED) ]]; then \
	  .build-bench/venv/bin/python $(GRADED) ../shared/corpus/qr/clean/*.png --out .build-bench/graded --seeds 3; \
	  graded=(--other-stress .build-bench/graded/manifest.json); fi; \
	.build-bench/venv/bin/python bench/scan.py --hcode $(HCODE) --in-process .build/release/hcode-bench \
	  --stress .build-bench/stress/manifest.json "$${graded[@]}" $(BENCHFLAGS)

# Whether a second code is ever lost: COUNT scenes.
.PHONY: bench-second
bench-second: all hcode-bench .build-bench/venv/.made
	.build-bench/venv/bin/python bench/second_code.py --hcode $(HCODE) --in-process .build/release/hcode-bench --count $(or $(COUNT),2000) --seed $(or $(SEED),1)

# All dynamic, each library at its defaults: what somebody would write in C in an afternoon.
$(FLOOR): bench/floor.c
	Scripts/bootstrap
	mkdir -p $(dir $@)
	$(CC) -O2 -Wall -Wextra -o $@ $< -lqrencode -lzbar -lsodium -lpng

fuzz: engines $(VENV)/.made
	fuzz/run $(FUZZ_TARGETS)

lint:
	swift format lint --strict --recursive Sources Tests fuzz Package.swift
	Scripts/check

format:
	swift format --in-place --recursive Sources Tests fuzz Package.swift

man:
	Scripts/man

# The documents as a site with search, for a browser: .build-docs/html/index.html. A warning is an error: a link that leads nowhere.
.PHONY: docs
docs: .build-docs/venv/.made
	.build-docs/venv/bin/sphinx-build --quiet --fail-on-warning --keep-going -c docs/site -d .build-docs/doctrees . .build-docs/html
	@echo "docs: .build-docs/html/index.html; with the library's pages after 'make api-docs': python3 -m http.server -d .build-docs/html"

.build-docs/venv/.made: docs/site/requirements.txt
	/usr/bin/python3 -m venv --clear .build-docs/venv
	.build-docs/venv/bin/pip install --quiet --disable-pip-version-check -r $<
	touch $@

# The pages of the library, below the site: .build-docs/html/api. They need a web server. A warning is an error here too.
.PHONY: api-docs
api-docs:
	mkdir -p .build-docs/html
	HCODE_API_DOCS=1 swift package --scratch-path .build-docs --allow-writing-to-directory .build-docs/html \
	  generate-documentation --target HCodeKit --warnings-as-errors --transform-for-static-hosting \
	  --hosting-base-path api --output-path .build-docs/html/api

# What the documents show: terminal, page, card, poster. Look at each before you commit it.
.PHONY: pictures
pictures: all $(VENV)/.made
	HCODE="$(CURDIR)/$(HCODE)" $(VENV)/bin/python Scripts/pictures
	HCODE="$(CURDIR)/$(HCODE)" $(VENV)/bin/python Scripts/page-pictures

# How often the documents, help and messages use words that docs/glossary.md and plain English have better ones for.
.PHONY: idioms
idioms:
	@Scripts/idioms

clean:
	rm -rf .build .build-bench .build-deb .build-docs .build-fuzz .build-library .build-link .build-man .build-release .build-reproduce .build-roots .build-tarball .build-test .build-zxing $(VENV) samples/out
