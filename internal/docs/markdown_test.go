package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// root is the top of the repository.
const root = "../.."

// written are the folders whose Markdown people read. What is below testdata is made by
// tests, and held by them.
var written = []string{"docs", "examples"}

// pages are the Markdown files of the repository, by their path from its top.
func pages(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	add := func(path string) {
		text, err := os.ReadFile(path)
		must(t, err)
		name, err := filepath.Rel(root, path)
		must(t, err)
		all[filepath.ToSlash(name)] = strings.ReplaceAll(string(text), "\r\n", "\n")
	}
	tops, err := filepath.Glob(root + "/*.md")
	must(t, err)
	for _, path := range tops {
		add(path)
	}
	for _, folder := range written {
		must(t, filepath.WalkDir(filepath.Join(root, folder), func(path string, entry fs.DirEntry, err error) error {
			if err == nil && entry.Name() == "node_modules" {
				return filepath.SkipDir
			}
			if err == nil && strings.HasSuffix(path, ".md") {
				add(path)
			}
			return err
		}))
	}
	return all
}

// fence is a block of code: its language, its text, the line above it, and the number of
// its first line.
type fence struct {
	language, text, above string
	line                  int
}

// fences lists the blocks of code of a text, and gives the text without them.
func fences(text string) (all []fence, prose string) {
	var open *fence
	var marks, indent, previous string
	for i, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimLeft(line, " ")
		switch {
		case open == nil && strings.HasPrefix(trimmed, "```"):
			marks = trimmed[:len(trimmed)-len(strings.TrimLeft(trimmed, "`"))]
			indent = line[:len(line)-len(trimmed)]
			open = &fence{language: strings.TrimPrefix(trimmed, marks), above: previous, line: i + 2}
		case open != nil && trimmed == marks:
			all, open = append(all, *open), nil
		case open != nil:
			open.text += strings.TrimPrefix(line, indent) + "\n"
		default:
			prose += line
			if strings.TrimSpace(line) != "" {
				previous = strings.TrimSpace(line)
			}
		}
		if open == nil {
			prose += "\n"
		}
	}
	return all, prose
}

// heading finds a heading of a text without its code.
var heading = regexp.MustCompile(`(?m)^#{1,6} +(.+?) *$`)

// linked finds a link, to keep its words.
var linked = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)

// anchors lists what a link to a place in a page may name, as GitHub makes it of headings.
func anchors(text string) map[string]bool {
	_, prose := fences(text)
	all, times := map[string]bool{}, map[string]int{}
	for _, m := range heading.FindAllStringSubmatch(prose, -1) {
		name := anchor(m[1])
		if n := times[name]; n > 0 {
			all[name+"-"+strconv.Itoa(n)] = true
		}
		times[name]++
		all[name] = true
	}
	return all
}

// anchor is the name that GitHub gives a heading.
func anchor(words string) string {
	words = linked.ReplaceAllString(words, "$1")
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r):
			return unicode.ToLower(r)
		default:
			return -1
		}
	}, words)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
