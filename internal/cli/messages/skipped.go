package messages

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/amerintlxperts/ecrcache/internal/cli/console"
	"github.com/amerintlxperts/ecrcache/internal/files"
	"github.com/amerintlxperts/ecrcache/internal/finding"
)

// Skipped prints the files that were skipped: those of one directory and one reason on one
// line, because a chart has many templates. The advice in a reason, after its semicolon, is
// printed once where several lines have it.
func Skipped(c *console.Console, skipped []files.Skip) {
	all := groups(skipped)
	var shared []string
	for _, group := range all {
		reason := group[0].Reason
		if short, advice, ok := strings.Cut(reason, "; "); ok && groupsOf(all, reason) > 1 {
			if reason = short; !slices.Contains(shared, advice) {
				shared = append(shared, advice)
			}
		}
		printGroup(c, group, reason)
	}
	for _, advice := range shared {
		c.Note("of skipped files: " + advice)
	}
}

// printGroup prints the files of one directory and one reason.
func printGroup(c *console.Console, group []files.Skip, reason string) {
	if !c.Verbose && len(group) > 1 {
		c.Warning(fmt.Sprintf("%s: %d files skipped: %s: %s",
			filepath.Dir(group[0].Path), len(group), reason, someNames(group)))
		return
	}
	for _, s := range group {
		c.Warning(s.Path + ": skipped: " + reason)
	}
}

// groupsOf counts the groups with a reason.
func groupsOf(all [][]files.Skip, reason string) int {
	n := 0
	for _, group := range all {
		if group[0].Reason == reason {
			n++
		}
	}
	return n
}

// groups puts the files of one directory and one reason together, in the order of
// the first of them.
func groups(skipped []files.Skip) [][]files.Skip {
	var all [][]files.Skip
	for _, s := range skipped {
		i := slices.IndexFunc(all, func(g []files.Skip) bool {
			return filepath.Dir(g[0].Path) == filepath.Dir(s.Path) && g[0].Reason == s.Reason
		})
		if i < 0 {
			all = append(all, []files.Skip{s})
			continue
		}
		all[i] = append(all[i], s)
	}
	return all
}

// someNames returns the names of the first few files, and how many there are besides.
func someNames(skipped []files.Skip) string {
	const most = 4
	var names []string
	for _, s := range skipped {
		names = append(names, filepath.Base(s.Path))
	}
	listed := finding.Listed(names, most)
	if len(names) > most {
		listed += ", which -v names"
	}
	return listed
}
