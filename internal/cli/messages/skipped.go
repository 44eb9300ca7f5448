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

// Skipped prints the files that were skipped: those of one reason on one line, because a
// repository of charts has many templates; with --verbose each.
func Skipped(c *console.Console, skipped []files.Skip) {
	for _, group := range byReason(skipped) {
		if !c.Verbose && len(group) > 1 {
			c.Warning(fmt.Sprintf("%d files %s skipped: %s: %s",
				len(group), inDirectories(group), kindOf(group), someNames(group)))
			continue
		}
		for _, s := range group {
			c.Warning(s.Path + ": skipped: " + s.Reason)
		}
	}
}

// byReason puts the files of one kind of reason together, in the order of the first of them.
func byReason(skipped []files.Skip) [][]files.Skip {
	var all [][]files.Skip
	at := map[string]int{}
	for _, s := range skipped {
		kind := kind(s.Reason)
		i, known := at[kind]
		if !known {
			i = len(all)
			at[kind] = i
			all = append(all, nil)
		}
		all[i] = append(all[i], s)
	}
	return all
}

// kind is a reason without what it says of one file, such as why it cannot be parsed, and
// without what to do about it.
func kind(reason string) string {
	reason, _, _ = strings.Cut(reason, "; ")
	reason, _, _ = strings.Cut(reason, ": line ")
	return reason
}

// kindOf is the reason of a group: all of it where it is the same for every file.
func kindOf(group []files.Skip) string {
	for _, s := range group {
		if s.Reason != group[0].Reason {
			return kind(s.Reason)
		}
	}
	return group[0].Reason
}

// inDirectories says in how many directories the files of a group are, and in which if that
// is one.
func inDirectories(group []files.Skip) string {
	var dirs []string
	for _, s := range group {
		dirs = append(dirs, filepath.Dir(s.Path))
	}
	slices.Sort(dirs)
	if dirs = slices.Compact(dirs); len(dirs) == 1 {
		return "in " + dirs[0]
	}
	return fmt.Sprintf("in %d directories", len(dirs))
}

// someNames are the paths of the first few files, and how many there are besides.
func someNames(skipped []files.Skip) string {
	const most = 3
	var paths []string
	for _, s := range skipped {
		paths = append(paths, s.Path)
	}
	listed := finding.Listed(paths, most)
	if len(paths) > most {
		listed += ", which -v names"
	}
	return listed
}
