package crd

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A checkout is a release that no Go module gives at its newest.
type checkout struct{ repository, tag, files string }

// group is the API group of its CRDs.
func (c *checkout) group() string {
	_, name, _ := strings.Cut(c.repository, "/")
	return strings.TrimSuffix(name, "-controller") + ".services.k8s.aws"
}

// checkouts reads checkouts.txt.
func checkouts() ([]checkout, error) {
	text, err := os.ReadFile("checkouts.txt")
	if err != nil {
		return nil, err
	}
	var all []checkout
	for lines := bufio.NewScanner(strings.NewReader(string(text))); lines.Scan(); {
		line := lines.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Fields(line)
		if len(words) != 3 {
			return nil, fmt.Errorf("checkouts.txt: %q: want a repository, a tag and files", line)
		}
		all = append(all, checkout{words[0], words[1], words[2]})
	}
	return all, nil
}

// cloned lists the CRDs below the directory that ./checkouts cloned into, and the
// modules in whose place they are read.
func cloned(directory string) (files []string, instead map[string]bool, err error) {
	all, err := checkouts()
	if err != nil {
		return nil, nil, err
	}
	instead = map[string]bool{}
	for _, c := range all {
		found, err := filepath.Glob(filepath.Join(directory, filepath.FromSlash(c.repository), filepath.FromSlash(c.files)))
		if err != nil || len(found) == 0 {
			return nil, nil, fmt.Errorf("%s has no %s of %s: run ./checkouts with it (%w)", directory, c.files, c.repository, os.ErrNotExist)
		}
		files, instead["github.com/"+c.repository] = append(files, found...), true
	}
	return files, instead, nil
}
