package kustomize

import (
	"context"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/amerintlxperts/ecrcache/api/v1alpha1"
	"github.com/amerintlxperts/ecrcache/internal/batch"
	"github.com/amerintlxperts/ecrcache/internal/config"
	"github.com/amerintlxperts/ecrcache/internal/files/replace"
	"github.com/amerintlxperts/ecrcache/internal/finding"
	"github.com/amerintlxperts/ecrcache/internal/rewrite"
	"github.com/amerintlxperts/ecrcache/internal/rewrite/outcome"
)

// accounts are those of the configurations of a fleet; an empty one is that of directories
// without a configuration.
var accounts = []string{"", "123456789012", "210987654321"}

// A fleet is a repository with the account of every directory.
type fleet struct {
	*repository
	of map[string]string
}

func newFleet(seed int64) *fleet {
	r := newRepository(seed)
	r.hidden = nil
	random := rand.New(rand.NewSource(seed))
	f := &fleet{r, map[string]string{}}
	for _, file := range slices.Sorted(maps.Keys(r.files)) {
		if _, known := f.of[path.Dir(file)]; !known {
			f.of[path.Dir(file)] = accounts[random.Intn(len(accounts))]
		}
	}
	return f
}

// movedTo is what an image becomes in the cache of an account.
func movedTo(account, image string) string {
	to := moved(image)
	if account == "" || to == image {
		return image // also what is in a cache already, whichever that is
	}
	return strings.Replace(to, "123456789012", account, 1)
}

// fleetRun rewrites a fleet in place, each directory by its own configuration.
func fleetRun(t testing.TB, f *fleet, restore bool) *run {
	t.Helper()
	dir := t.TempDir()
	for name, text := range f.files {
		file := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(file), 0o755))
		must(t, os.WriteFile(file, []byte(text), 0o644))
	}
	must(t, os.Mkdir(filepath.Join(dir, ".git"), 0o755))
	rewriters := map[string]*rewrite.Rewriter{}
	for _, account := range accounts[1:] {
		read := config.Read([]byte(strings.Replace(configuration, "123456789012", account, 1)))
		must(t, read.Err)
		if restore {
			read.Config.Spec.Rewrite.Direction = v1alpha1.DirectionRestore
		}
		r, err := rewrite.New(read.Config)
		must(t, err)
		rewriters[account] = r
	}
	of := func(in string) *rewrite.Rewriter {
		return rewriters[f.of[strings.TrimPrefix(filepath.ToSlash(in), filepath.ToSlash(dir))]]
	}
	b, err := batch.ReadFiles(context.Background(), []string{dir}, nil, nil)
	must(t, err)
	result, err := b.RewriteBy(of)
	must(t, err)
	out := &run{repository: f.repository, report: result.Report, changed: len(result.Changes)}
	if result.Report.Failed() {
		return out
	}
	must(t, result.Write(context.Background(), &replace.Replacer{}))
	written := *f.repository
	written.files = map[string]string{}
	for name := range f.files {
		now, err := os.ReadFile(filepath.Join(dir, name))
		must(t, err)
		written.files[name] = string(now)
	}
	out.repository = &written
	return out
}

// saysNothing matches an entry of images with its name alone. Restoring removes it, because the
// rewriting may have added it with the newName.
var saysNothing = regexp.MustCompile(`(?m)^- name: \S+\n(-|[a-z]|\z)`)

// leftIn are the images that a run reports as left.
func leftIn(r *run) map[string]bool {
	all := map[string]bool{}
	for _, f := range r.report.Findings {
		if f.Code == outcome.LeftBehind && f.Severity == finding.Warning {
			name, _ := cutName(f.Field.Current)
			all[name] = true
		}
	}
	return all
}

// TestFleets: in a tree whose directories have two accounts, or none, every kustomization builds
// the images that the rewriting of its own account makes of those before, or an image that stays
// is reported. One of no account builds what it built, or the same in one of the caches. A second
// run changes nothing, and --restore gives the first bytes.
func TestFleets(t *testing.T) {
	trees, refused, images, changed, left, bytes := 0, 0, 0, 0, 0, 0
	for i := range *seeds {
		seed := *first + int64(i)
		f := newFleet(seed)
		after := fleetRun(t, f, false)
		if refusal := after.refusal(); refusal != "" || after.mends() {
			refused++
			t.Logf("seed %d: refused: %s", seed, refusal)
			continue
		}
		trees++
		stays := leftIn(after)
		now := builds(after.repository)
		for dir, before := range builds(f.repository) {
			account := f.of[dir]
			for at, image := range before {
				got, want := now[dir][at], movedTo(account, image)
				images++
				name, _ := cutName(image)
				switch {
				case got == want:
					if got != image {
						changed++
					}
				case got == image && strings.HasPrefix(at, "ignored "):
				case got == image && account != "" && stays[name]:
					left++
				case account == "" && (got == movedTo(accounts[1], image) || got == movedTo(accounts[2], image)):
				default:
					t.Errorf("seed %d: %s (account %q): %s: %s became %s, not %s\n%v\n%s", seed, dir, account, at, image, got, want, f.of, shown(f.repository, after.repository))
				}
			}
		}
		again := fleetRun(t, &fleet{after.repository, f.of}, false)
		if again.changed > 0 || again.refusal() != "" {
			t.Errorf("seed %d: a second run changes %d files: %s\n%v\n%s", seed, again.changed, again.refusal(), f.of, shown(after.repository, again.repository))
		}
		if toTheByte(f.repository) && !saysNothing.MatchString(shown(f.repository, f.repository)) {
			bytes++
			if back := fleetRun(t, &fleet{after.repository, f.of}, true); back.refusal() != "" || !maps.Equal(back.files, f.files) {
				t.Errorf("seed %d: restore gives other bytes: %s\n%v\n%s", seed, back.refusal(), f.of, shown(f.repository, back.repository))
			}
		}
		if t.Failed() {
			return
		}
	}
	summary := fmt.Sprintf("%d trees, %d refused; %d images compared, %d moved, %d left and reported; %d trees restored to the byte", trees, refused, images, changed, left, bytes)
	t.Log(summary)
	if trees < *seeds/2 || changed < images/8 || bytes < *seeds/50 {
		t.Error("too few: " + summary)
	}
}
