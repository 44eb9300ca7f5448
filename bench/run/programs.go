package main

import (
	"fmt"

	"github.com/amerintlxperts/ecrcache/bench/corpus"
	"github.com/amerintlxperts/ecrcache/bench/measure"
)

// A form is how objects come on standard input.
type form string

const (
	list   form = "list"   // a ResourceList, as an orchestrator hands it to a function
	stream form = "stream" // documents, as kustomize prints them
)

// A program is one way to move images.
type program struct {
	name   string
	reads  form
	piped  bool
	least  int // resources that it is measured with
	most   int
	needs  string // a tool that may be missing
	module string // of what it measures, for its version
	args   func(p place, n int) []string
}

const (
	subject    = "ecrcache"
	subjectRun = "ecrcache rewrite"
	piped      = ", from a pipe"
	sdk        = "SDK function"
	scanner    = "Go byte scanner"
	sed        = "sed -E"
	copier     = "Go copy"
	kustomized = "kustomize `images:`"
)

// sedScript is the shortest that does it, and so the quickest.
const sedScript = "s#ghcr\\.io/#" + corpus.Cache + "/" + corpus.Prefix + "/#g"

// yqScript goes through all keys image. Another pass over repository, which
// HelmReleases have, would cost yq as much again.
const yqScript = `(.. | select(tag == "!!map" and has("image")) | .image | select(tag == "!!str")) |= sub("^ghcr\.io/", "` +
	corpus.Cache + "/" + corpus.Prefix + `/")`

const everything = 100_000

// programs are all that are compared, in the order of the tables. What takes
// minutes is measured with fewer resources.
var programs = []program{
	{name: "cat", reads: list, most: everything, args: words("cat")},
	{name: copier, reads: list, most: everything, args: built("copy")},
	{name: scanner, reads: list, most: everything, args: built("scan")},
	{name: sed, reads: list, most: everything, args: words("sed", "-E", sedScript)},
	{name: subject, reads: list, most: everything, args: built("ecrcache")},
	{name: subject + piped, reads: list, piped: true, least: 10_000, most: everything, args: built("ecrcache")},
	{name: subjectRun, reads: stream, most: everything, args: rewrite},
	{name: subjectRun + piped, reads: stream, piped: true, least: 10_000, most: everything, args: rewrite},
	{name: "yaml.v3 function", reads: list, most: 10_000, module: "go.yaml.in/yaml/v3", args: built("yamlv3")},
	{name: "kyaml function", reads: list, most: 10_000, module: "sigs.k8s.io/kustomize/kyaml", args: built("kyaml")},
	{name: sdk, reads: list, most: 10_000, module: "github.com/kptdev/krm-functions-sdk/go/fn", args: built("sdk")},
	{name: "yq", reads: stream, most: 1000, needs: "yq", args: func(p place, n int) []string {
		return []string{p.bin("yq"), yqScript, "-"}
	}},
	{name: "kbld", reads: stream, most: 1000, needs: "kbld", args: func(p place, n int) []string {
		return []string{p.bin("kbld"), "-f", "-", "-f", p.input("kbld.yaml"), "--images-annotation=false"}
	}},
	{name: kustomized, reads: stream, most: kustomizeItems, needs: "kustomize", args: func(p place, n int) []string {
		return []string{p.bin("kustomize"), "build", p.input(fmt.Sprintf("images-%d", n))}
	}},
}

func words(args ...string) func(place, int) []string {
	return func(place, int) []string { return args }
}

func built(name string) func(place, int) []string {
	return func(p place, _ int) []string { return []string{p.bin(name)} }
}

func rewrite(p place, _ int) []string {
	return []string{p.bin("ecrcache"), "rewrite", "--config", p.input("ecrcache.yaml")}
}

// command is one run of the program over so many resources.
func (pr program) command(p place, n int) measure.Command {
	c := measure.Command{Name: pr.name, Args: pr.args(p, n), Env: plain}
	file := p.input(fmt.Sprintf("%s-%d.yaml", pr.reads, n))
	if pr.piped {
		c.Feed = []string{"cat", file}
	} else {
		c.Stdin = file
	}
	return c
}

// plain is the environment of all programs: the one in which sed is quickest.
var plain = []string{"LC_ALL=C"}
