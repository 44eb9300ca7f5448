//go:build unix

package cli

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/amerintlxperts/ecrcache/internal/cli/exit"
)

// What a hostile input may cost, whatever it is: a program that is killed for its
// memory, or that runs for hours, would be the attack. The race detector and a slow
// machine need their share.
const (
	mostMemory = 512 << 10 // KiB
	mostTime   = 30 * time.Second
)

// A hostileInput is given to the function, which is run as a program of its own.
type hostileInput struct {
	name string
	text func() string
	code int
	says string // standard error, as a pattern
}

const (
	listHead   = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n"
	listConfig = "functionConfig:\n  apiVersion: v1\n  kind: ConfigMap\n  data: {accountID: \"123456789012\", region: ca-central-1}\n"
	listPod    = "- apiVersion: v1\n  kind: Pod\n  metadata: {name: shop}\n  spec: {containers: [{image: ghcr.io/amerintlxperts/shop:v1}]}\n"
	podHead    = "- apiVersion: v1\n  kind: Pod\n  image: ghcr.io/amerintlxperts/shop:v1\n"
)

// hostile are the inputs. docs/reliability.md tells what becomes of each.
var hostile = []hostileInput{
	{"alias bomb", func() string { return withItem(podHead + bomb("  a%d: &a%d [%s]\n", "x")) }, exit.CodeFailed, `^ecrcache: error: line 13: the document expands to more than 2000000 values through its aliases\n$`},
	{"alias bomb in the configuration", func() string {
		return listHead + listPod + strings.Replace(listConfig, "  data:", bomb("  a%d: &a%d [%s]\n", "x")+"  data:", 1)
	}, exit.CodeFailed, `^ecrcache: error: line \d+: the document expands to more than 2000000 values through its aliases\n$`},
	{"alias bomb across items", func() string { return withItem(listPod + "- kind: Pod\n" + bomb("- a%d: &a%d [%s]\n", "ghcr.io/a")) }, exit.CodeFailed, `^ecrcache: error: line \d+: the document expands to more than 2000000 values through its aliases\n$`},
	{"merge key bomb", func() string {
		return withItem(podHead + "  a: &a {" + numbered("k%d: x, ", 3000) + "}\n  b: {<<: [" + strings.Repeat("*a, ", 3000) + "]}\n")
	}, exit.CodeFailed, `^ecrcache: error: line 8: the document expands to more than 2000000 values through its aliases\n$`},
	{"a long text repeated by aliases", func() string {
		return withItem(podHead + "  a: &a \"ghcr.io/" + strings.Repeat("X", 1<<20) + "\"\n  spec:\n    containers:\n" + strings.Repeat("    - {image: *a}\n", 100000))
	}, exit.CodeFailed, `^ecrcache: error: line \d+: the document expands to more than 2000000 values through its aliases\n$`},
	{"lists 10,000 deep", func() string { return withItem(podHead + "  x: " + nested("[", "]", 10000)) }, exit.CodeDone, `^ecrcache: warning: 2 × not a known image field: Pod image \(.*\), Pod x(\[0\])+`},
	{"maps 10,000 deep", func() string { return withItem(podHead + "  x: " + nested("{a: ", "}", 9999)) }, exit.CodeDone, `^ecrcache: warning: 2 × not a known image field: Pod image \(.*\), Pod x(\.a)+`},
	{"lists 1,000,000 deep", func() string { return withItem(podHead + "  x: " + nested("[", "]", 1000000)) }, exit.CodeFailed, deeper},
	{"dashes 100,000 deep", func() string { return withItem(podHead + "  x:\n  " + strings.Repeat("- ", 100000) + "ghcr.io/a\n") }, exit.CodeFailed, deeper},
	{"lines 3,000 deep", func() string { return withItem(podHead + stairs(3000)) }, exit.CodeDone, `^ecrcache: warning: 2 × not a known image field: Pod image \(.*\), Pod a(\.a)+`},
	{"a key of a megabyte", func() string { return withItem(podHead + "  " + strings.Repeat("k", 1<<20) + ": x\n") }, exit.CodeFailed, `^ecrcache: error: line 7: could not find expected ':'\n$`},
	{"a complex key of 256 KiB", func() string {
		return withItem(podHead + "  ? \"" + strings.Repeat("k", 1<<18) + "\"\n  : [" + strings.Repeat("ghcr.io/a/b:v1, ", 1100) + "]\n")
	}, exit.CodeDone, `^ecrcache: warning: 1000 × not a known image field: .*\necrcache: warning: 101 more results of the code left-behind \(unknown-field\) are left out`},
	{"100,000 keys in one map", func() string { return withItem(podHead + numbered("  k%d: ghcr.io/a/b:v1\n", 100000)) }, exit.CodeDone, `left out; rewrite.maxResults`},
	{"a NUL byte", func() string { return withItem(podHead + "  a: \x00\n") }, exit.CodeFailed, `^ecrcache: error: line 7: a NUL byte; YAML text holds none\n$`},
	{"invalid UTF-8", func() string { return withItem(podHead + "  a: \xff\xfe\n") }, exit.CodeFailed, `^ecrcache: error: line 7: invalid leading UTF-8 octet\n$`},
	{"invalid UTF-8 in an item without images", func() string { return withItem(listPod + "- a: \xff\xfe\n") }, exit.CodeDone, `^$`},
	{"UTF-16", func() string { return inUTF16("\ufeff" + withItem(listPod)) }, exit.CodeFailed, `^ecrcache: error: line 1: the text is UTF-16 or UTF-32; UTF-8 is accepted: convert it\n$`},
	{"UTF-16 without a mark", func() string { return inUTF16(withItem(listPod)) }, exit.CodeFailed, `^ecrcache: error: line 1: a NUL byte; YAML text holds none\n$`},
	{"duplicate keys", func() string { return withItem(podHead + "  image: x\n") }, exit.CodeDone, `^ecrcache: warning: Pod: image: .*\necrcache: warning: Pod: the key "image" is twice in one map, first at line 6; `},
	{"items that are a map", func() string { return withItem("  a: ghcr.io/amerintlxperts/shop:v1\n") }, exit.CodeFailed, `^ecrcache: error: line 4: items is a map, a list is expected\n$`},
	{"items that are text", func() string { return strings.Replace(withItem(""), "items:", "items: text", 1) }, exit.CodeFailed, `^ecrcache: error: line 3: items is a scalar, a list is expected\n$`},
	{"a broken item that hides the configuration", func() string { return withItem("- a: {" + strings.Repeat(`"`, 1001) + "\n" + listPod) }, exit.CodeFailed, `^ecrcache: error: line \d+: `},
	{"1,000,000 items", func() string { return withItem(strings.Repeat("- {a: b}\n", 1000000) + listPod) }, exit.CodeDone, `^$`},
	{"50,000 items in one line of JSON", func() string {
		return `{"apiVersion":"config.kubernetes.io/v1","kind":"ResourceList","items":[` + strings.Repeat(`{"kind":"Pod","spec":{"containers":[{"image":"ghcr.io/a/b:v1"}]}},`, 50000) +
			`{}],"functionConfig":{"apiVersion":"v1","kind":"ConfigMap","data":{"accountID":"123456789012","region":"ca-central-1"}}}`
	}, exit.CodeDone, `^$`},
	{"100,000 images in one item", func() string {
		return withItem("- apiVersion: v1\n  kind: Pod\n  spec:\n    containers:\n" + strings.Repeat("    - image: ghcr.io/amerintlxperts/shop:v1\n", 100000))
	}, exit.CodeDone, `^$`},
	{"100,000 warnings", func() string {
		return withItem(strings.Repeat(strings.Replace(listPod, "/shop:", "/Shop:", 1), 100000))
	}, exit.CodeDone, `^ecrcache: warning: 1000 × invalid image reference .*\necrcache: warning: 99000 more results of the code malformed-reference are left out; rewrite.maxResults sets how many are listed, 0 lists all\n$`},
	{"100,000 words that look like aliases", func() string { return withItem(podHead + "  a: \"" + strings.Repeat("*a ", 100000) + "\"\n" + listPod) }, exit.CodeDone, `^ecrcache: warning: `},
	{"terminal escapes in names", func() string {
		return withItem("- apiVersion: v1\n  kind: Pod\n  metadata: {name: \"\\e[2J\\x9b31mshop\\n\\r\"}\n  spec: {containers: [{image: ghcr.io/A}]}\n")
	}, exit.CodeDone, `^ecrcache: warning: Pod \\x1b\[2J\\u009b31mshop \\r: spec\.containers\[0\]\.image: [[:print:]]*\n$`},
}

const deeper = `^ecrcache: error: line 7: exceeded max depth of 10000\n$`

// TestHostile gives the function what is to break it. It ends in time, with the memory
// that it may take, and says what is wrong in lines that a terminal obeys nothing of.
func TestHostile(t *testing.T) {
	program := copyOfProgram(t, t.TempDir())
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			ctx, stop := context.WithTimeout(t.Context(), 5*mostTime) // of a busy machine
			defer stop()
			cmd := exec.CommandContext(ctx, program)
			cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(h.text()), &stdout, &stderr
			_ = cmd.Run() // the exit code is looked at
			state := cmd.ProcessState
			if state.ExitCode() != h.code || !regexp.MustCompile(h.says).MatchString(stderr.String()) {
				t.Errorf("exit code %d, it says %.500q", state.ExitCode(), stderr.String())
			}
			if h.code == exit.CodeFailed && stdout.Len() > 0 && !strings.Contains(stdout.String(), "\nresults:\n") {
				t.Errorf("it writes %.500q", stdout.String())
			}
			if control := strings.IndexFunc(stderr.String(), func(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 }); control >= 0 {
				t.Errorf("a terminal would obey %.100q", stderr.String()[control:])
			}
			used, ok := state.SysUsage().(*syscall.Rusage)
			if took := state.UserTime() + state.SystemTime(); !ok || took > mostTime || memory(used) > mostMemory {
				t.Errorf("it took %v and %d KiB", took, memory(used))
			}
			t.Logf("%v, %d MiB", state.UserTime()+state.SystemTime(), memory(used)>>10)
		})
	}
}

// memory is the most that a program had at once, in KiB: macOS counts bytes.
func memory(used *syscall.Rusage) int64 {
	if runtime.GOOS == "darwin" {
		return used.Maxrss >> 10
	}
	return used.Maxrss
}

// withItem is a list with the items, and a configuration.
func withItem(items string) string { return listHead + items + listConfig }

// bomb is ten lines, each a list of ten aliases of the line before.
func bomb(line, first string) string {
	var b strings.Builder
	elements := strings.Repeat(first+", ", 10)
	for i := range 10 {
		fmt.Fprintf(&b, line, i, i, elements)
		elements = strings.Repeat(fmt.Sprintf("*a%d, ", i), 10)
	}
	return b.String()
}

// numbered is a text for every number.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func nested(open, closing string, depth int) string {
	return strings.Repeat(open, depth) + "ghcr.io/amerintlxperts/shop:v1" + strings.Repeat(closing, depth) + "\n"
}

// stairs are maps in maps, each a blank deeper.
func stairs(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i+2) + "a:\n")
	}
	return b.String() + strings.Repeat(" ", depth+2) + "ghcr.io/amerintlxperts/shop:v1\n"
}

func inUTF16(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		b.WriteByte(byte(unit))
		b.WriteByte(byte(unit >> 8))
	}
	return b.String()
}
