// Command coverage rewrites directories of YAML in memory and counts what became
// of every scalar that holds the host of the first upstream of the configuration. It writes no
// file. Maintainers run it over real repositories, for docs/coverage.md.
//
//	go run ./internal/coverage [-v] [-pulled] [-config FILE] DIR...
//
// It exits 1 when the program breaks a promise: a second run changes something, a byte outside a
// reference changed, a new value is not the name in the cache as computed here again, or an
// upstream's name is still there and was not reported. With -pulled it counts the images that a
// kubelet pulls, and exits 1 when one became a wrong name, or stayed without a report.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
)

const defaultConfig = `apiVersion: ecrcache.amerintlxperts.github.io/v1alpha1
kind: PullThroughCache
metadata: {name: coverage}
spec: {accountID: "123456789012", region: ca-central-1, rewrite: {maxResults: 0}}
`

func main() {
	verbose := flag.Bool("v", false, "print every scalar left behind")
	file := flag.String("config", "", "a PullThroughCache instead of the smallest one")
	kubelet := flag.Bool("pulled", false, "count the images that a kubelet pulls instead; each DIR is one run")
	flag.Parse()
	if *kubelet {
		p, err := countPulled(os.Stdout, *file, flag.Args(), *verbose)
		if err != nil {
			fmt.Fprintln(os.Stderr, "coverage:", err)
			os.Exit(2)
		}
		p.print(os.Stdout)
		if p.failed() {
			os.Exit(1)
		}
		return
	}
	t, err := count(os.Stdout, *file, flag.Args(), *verbose)
	if err != nil {
		fmt.Fprintln(os.Stderr, "coverage:", err)
		os.Exit(2)
	}
	t.print(os.Stdout)
	if t.brokenFiles > 0 {
		os.Exit(1)
	}
}

func count(log io.Writer, file string, dirs []string, verbose bool) (*tally, error) {
	c, err := load(file)
	if err != nil {
		return nil, err
	}
	t := &tally{counts: map[string]int{}, host: c.Spec.Upstreams[0].Registry, names: newExpected(c)}
	if t.rewriter, err = rewrite.New(c); err != nil {
		return nil, err
	}
	c.Spec.Rewrite.Direction = v1alpha1.DirectionRestore
	if t.restorer, err = rewrite.New(c); err != nil {
		return nil, err
	}
	if verbose {
		t.log = log
	}
	for _, dir := range dirs {
		if err := filepath.WalkDir(dir, t.visit); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func load(file string) (*v1alpha1.PullThroughCache, error) {
	text := []byte(defaultConfig)
	if file != "" {
		var err error
		if text, err = os.ReadFile(file); err != nil {
			return nil, err
		}
	}
	return config.Parse(text)
}
