#!/bin/sh
# Counts the Go code of a commit, without the nested modules: sh internal/imports/count.sh [COMMIT]
set -e
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
git archive "${1:-HEAD}" | tar x -C "$dir"
cd "$dir"
find . -name '*.go' -not -path './test/*' -not -path './bench/*' >all
grep -v '_test\.go$' all >program
grep '_test\.go$' all >tests
xargs grep -l '^// Code generated' <program >generated || true
echo "program: $(wc -l <program) files, $(xargs cat <program | wc -l) lines, of them $(xargs cat /dev/null <generated | wc -l) generated"
echo "tests: $(wc -l <tests) files, $(xargs cat <tests | wc -l) lines"
echo "packages: $(sed 's|/[^/]*$||' program | sort -u | wc -l), importable by others $(sed 's|/[^/]*$||' program | grep -v '/internal\|/cmd' | sort -u | wc -l)"
exported='^(func|type|var|const) [A-Z]|^func \([a-z]+ \*?[A-Z][A-Za-z]*\) [A-Z]'
names() { xargs grep -hE "$exported" /dev/null | wc -l; }
echo "exported functions, types and methods: $(names <program), importable by others $(grep -v '/internal/\|/cmd/' program | names); in tests $(names <tests)"
