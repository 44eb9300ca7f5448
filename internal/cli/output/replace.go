package output

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/cli/process"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// Replacer gives a replacer of the user's files that shows its progress on a terminal.
func Replacer(c *console.Console) *replace.Replacer {
	return &replace.Replacer{Renamed: process.Wrote, Progress: func(written, of int) {
		c.Progress(fmt.Sprintf("writing file %d of %d", written+1, of))
	}}
}

// maxNamed is how many files with several hard links are named without --verbose.
const maxNamed = 5

// WarnHardLinks warns of those of n files that have several names (hard links), before they
// are replaced: the text changes under one name only. file gives the path of a file and how
// many hard links it has.
func WarnHardLinks(c *console.Console, n int, file func(i int) (path string, links int)) {
	found := 0
	for i := range n {
		path, links := file(i)
		if links < 2 {
			continue
		}
		if found++; found <= maxNamed || c.Verbose {
			c.Warning(fmt.Sprintf("%s: the file has %d hard links; this name becomes a file of its own, and a name that is not rewritten itself keeps the old text", path, links))
		}
	}
	if more := found - maxNamed; more > 0 && !c.Verbose {
		c.Warning(fmt.Sprintf("%d more files have several hard links; -v names them", more))
	}
}

// RemoveTemps removes temporary files that killed runs have left.
func RemoveTemps(c *console.Console, paths []string) {
	for _, path := range replace.RemoveTemps(paths) {
		c.Detail(path + ": removed: a run that was killed has left it")
	}
}

// RemoveTempsBeside removes those in the directories of files that a verb writes; of a link it is the
// one of the file that the link leads to. Each directory is listed once, however many files it has.
func RemoveTempsBeside(c *console.Console, paths ...string) {
	var dirs []string
	for _, path := range paths {
		if target, err := filepath.EvalSymlinks(path); err == nil {
			path = target
		}
		dirs = append(dirs, filepath.Dir(path))
	}
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		RemoveTemps(c, replace.StaleTemps(dir))
	}
}
