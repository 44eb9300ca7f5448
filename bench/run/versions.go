package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"

	"github.com/amerintlxperts/ecrcache/bench/page"
)

// versions names every program with its version, and what is not there with the
// reason.
func (r *runner) versions() string {
	rows := [][]string{
		{"Go", strings.TrimPrefix(runtime.Version(), "go")},
		{"GNU sed", firstLine("sed", "--version")},
		{"GNU grep", firstLine("grep", "--version")},
		{"cat", firstLine("cat", "--version")},
	}
	for _, p := range programs {
		if p.module != "" {
			rows = append(rows, []string{p.name, p.module + " " + moduleVersion(p.args(r.place, 0)[0], p.module)})
		}
	}
	for _, t := range tools {
		if reason, missing := r.missing[t.name]; missing {
			rows = append(rows, []string{t.name, "not measured: " + reason})
			continue
		}
		rows = append(rows, []string{t.name, moduleVersion(r.place.bin(t.name), t.module)})
	}
	return page.Table(2, []string{"program", "version"}, rows)
}

// commit names the commit of a repository, with -dirty after it where files differ from it.
// A figure can be measured again only by who knows of which program it is.
func commit(root string) string {
	return firstLine("git", "-C", root, "describe", "--always", "--dirty", "--exclude=*")
}

// firstLine is the first line that a program says about itself.
func firstLine(args ...string) string {
	out, err := exec.Command(args[0], args[1:]...).Output()
	if err != nil {
		return "unknown"
	}
	line, _, _ := strings.Cut(string(out), "\n")
	return line
}

// machine says what was measured on: nothing that names it.
func machine() string {
	model := field("/proc/cpuinfo", "model name")
	kib, _ := strconv.Atoi(strings.TrimSuffix(field("/proc/meminfo", "MemTotal"), " kB"))
	return strings.Join([]string{
		model, cores(runtime.NumCPU()), fmt.Sprintf("%.0f GiB of memory", float64(kib)/(1<<20)), runtime.GOOS + "/" + runtime.GOARCH,
	}, ", ")
}

// field is the first value of a key in a file of /proc.
func field(file, key string) string {
	text, err := os.ReadFile(file)
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(text)) {
		if name, value, found := strings.Cut(line, ":"); found && strings.TrimSpace(name) == key {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}
