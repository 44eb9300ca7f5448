package planted

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// tokens is what scanners of secrets look for: tokens in full, of GitHub, Docker Hub,
// GitLab and AWS.
var tokens = regexp.MustCompile(`gh[pousr]_[A-Za-z0-9]{30}|github_pat_[A-Za-z0-9_]{22}|dckr_[po]at_[A-Za-z0-9_-]{20}|gl(?:pat|dt)-[A-Za-z0-9_-]{20}|AKIA[0-9A-Z]{16}`)

// TestSources: no file here holds what looks like a token, so a scanner that finds
// one has found a real one.
func TestSources(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "bin" || d.Name() == "dist" || d.Name() == ".cache"):
			return fs.SkipDir
		case !d.Type().IsRegular():
			return nil
		}
		text, err := os.ReadFile(path)
		if seen++; tokens.Match(text) {
			t.Errorf("%s: %.12q…", path, tokens.Find(text))
		}
		return err
	})
	if err != nil || seen < 500 {
		t.Errorf("%d files, %v", seen, err)
	}
	if !tokens.MatchString(Token()) || !tokens.MatchString(FineGrained()) {
		t.Error("what is planted does not look like a token")
	}
}
