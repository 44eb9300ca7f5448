package docs

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// link finds the target of a link or an image, in the form [words](target), and of an
// HTML attribute.
var link = regexp.MustCompile(`\]\(([^)\s]+)(?: "[^"]*")?\)|(?:src|srcset|href)="([^"]+)"`)

// span finds code in a line, in which brackets are no link.
var span = regexp.MustCompile("`[^`\n]*`")

// TestLinks: every link of a page to this repository leads to a file that is there, and to a
// heading that is there. Links to other sites are not asked: a test needs no network.
func TestLinks(t *testing.T) {
	all := pages(t)
	seen := 0
	for page, text := range all {
		_, prose := fences(text)
		for _, m := range link.FindAllStringSubmatch(span.ReplaceAllString(prose, ""), -1) {
			target := m[1] + m[2]
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			seen++
			if why := broken(all, page, target); why != "" {
				t.Errorf("%s: %s: %s", page, target, why)
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d links were found", seen)
	}
}

// broken says why a link of a page leads nowhere; empty when it leads somewhere.
func broken(all map[string]string, page, target string) string {
	file, place, _ := strings.Cut(target, "#")
	name := page
	if file != "" {
		plain, err := url.PathUnescape(file)
		if err != nil {
			return err.Error()
		}
		name = path.Join(path.Dir(page), plain)
		if strings.HasPrefix(name, "../") {
			return "it leads out of the repository"
		}
		if _, err := os.Stat(filepath.Join(root, name)); err != nil {
			return "there is no such file"
		}
	}
	if place == "" {
		return ""
	}
	text, isPage := all[name]
	if !isPage {
		return "a place in a file that is no page"
	}
	if !anchors(text)[place] {
		return "the page has no such heading"
	}
	return ""
}

// TestBroken: a link that leads nowhere is found, whatever is wrong with it.
func TestBroken(t *testing.T) {
	all := map[string]string{"docs/a.md": "# One `two`: three, (four)\n\n```sh\n# no heading\n```\n## Again\n## Again\n"}
	for target, ok := range map[string]bool{
		"#one-two-three-four": true,
		"#again":              true,
		"#again-1":            true,
		"#again-2":            false,
		"#no-heading":         false,
		"../go.mod":           true,
		"../docs":             true,
		"absent.md":           false,
		"../go.mod#x":         false,
		"../../outside":       false,
	} {
		if why := broken(all, "docs/a.md", target); (why == "") != ok {
			t.Errorf("%s: %q", target, why)
		}
	}
}
