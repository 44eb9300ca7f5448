package files

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/internal/files/replace"
)

// listed are the paths that List finds, in order.
func listed(ctx context.Context, paths ...string) ([]string, *Listing, error) {
	var found []string
	listing, err := List(ctx, paths, func(g *Group) {
		if g.First != len(found) {
			panic("a group does not begin where the one before ended")
		}
		for i := range g.Len() {
			found = append(found, g.Path(i))
		}
	})
	return found, listing, err
}

// TestListOnce: a file that is named in several ways is listed once.
func TestListOnce(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a.yaml"), "")
	if err := os.Symlink("a.yaml", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	found, _, err := listed(context.Background(), dir, filepath.Join(dir, "a.yaml"), dir+"/./", filepath.Join(dir, "link"))
	if err != nil || len(found) != 1 {
		t.Errorf("%v, %v", found, err)
	}
}

// TestListOrder: files come in the order of their names, those of a directory between
// those beside it, however many there are.
func TestListOrder(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "m"), 0o755); err != nil {
		t.Fatal(err)
	}
	var want []string
	for i := range 3 * mostInGroup {
		want = append(want, filepath.Join(dir, fmt.Sprintf("a%03d.yaml", i)), filepath.Join(dir, "m", fmt.Sprintf("%03d.yaml", i)), filepath.Join(dir, fmt.Sprintf("z%03d.yaml", i)))
	}
	for _, path := range want {
		write(t, path, "")
	}
	slices.Sort(want)
	found, listing, err := listed(context.Background(), dir)
	if err != nil || !slices.Equal(found, want) || listing.Files != len(want) {
		t.Errorf("%v, %v", found, err)
	}
}

// TestListInterrupted: an interrupt ends a long walk.
func TestListInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	dir := t.TempDir()
	for _, name := range []string{"a", "b"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := listed(ctx, dir, dir); err == nil || err.Error() != "interrupted; no file was written" {
		t.Errorf("%v", err)
	}
}

// TestListDevice: what is no file is refused, and not read for ever.
func TestListDevice(t *testing.T) {
	if _, _, err := listed(context.Background(), os.DevNull); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Error(err)
	}
}

// TestListLinks: a link is not followed. One out of the directory to what would be
// read is named as skipped, others are passed over.
func TestListLinks(t *testing.T) {
	top := t.TempDir()
	inside, outside := filepath.Join(top, "in"), filepath.Join(top, "out")
	for _, dir := range []string{inside, outside} {
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "a.yaml"), "")
		write(t, filepath.Join(dir, "a.txt"), "")
	}
	for name, to := range map[string]string{
		"out.yaml": "../out/a.yaml", "dir": "../out", "in.yaml": "a.yaml", "self": ".",
		"nowhere.yaml": "../none", "notes.txt": "../out/a.txt", ".#lock": "nobody@nowhere",
	} {
		if err := os.Symlink(to, filepath.Join(inside, name)); err != nil {
			t.Fatal(err)
		}
	}
	found, listing, err := listed(context.Background(), inside)
	if err != nil || len(found) != 1 {
		t.Fatalf("%v, %v", found, err)
	}
	if got, want := relative(t, inside, listing.Skipped), []string{"dir", "out.yaml"}; !slices.Equal(got, want) {
		t.Errorf("skipped %v, want %v", got, want)
	}
	if got, want := relative(t, inside, listing.PassedOver), []string{"in.yaml", "nowhere.yaml", "self"}; !slices.Equal(got, want) {
		t.Errorf("passed %v, want %v", got, want)
	}
	if reason := listing.Skipped[0].Reason; !strings.Contains(reason, "name "+outside+" as well") {
		t.Error(reason)
	}
	// Where both are named, nobody misses anything.
	if _, listing, err = listed(context.Background(), inside, outside); err != nil || len(listing.Skipped) > 0 {
		t.Errorf("%+v, %v", listing.Skipped, err)
	}
}

// TestListLinksToUnread: a link inside the directory to what is not read by its own name is named as skipped,
// because kustomize follows it: a target that has no name of a manifest, or that is left out.
func TestListLinksToUnread(t *testing.T) {
	for _, git := range []string{".git/HEAD", "git"} { // in a repository, and in none
		linksToUnread(t, git)
	}
}

func linksToUnread(t *testing.T, git string) {
	t.Helper()
	top := t.TempDir()
	for path, text := range map[string]string{
		git: "", ".gitignore": "build\n/apps/own.yaml\n", "apps/.krmignore": "*.gen.yaml\n", "real.txt": "", "read.yaml": "",
		"build/a.yaml": "", "apps/own.yaml": "", "apps/b.gen.yaml": "", "apps/base/c.gen.yaml": "", "apps/base/d.yaml": "", "node_modules/x/e.yaml": "",
	} {
		if err := os.MkdirAll(filepath.Join(top, filepath.Dir(path)), 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(top, path), text)
	}
	for name, to := range map[string]string{
		"txt.yaml": "real.txt", "left.yaml": "build/a.yaml", "leftdir": "build", "own.yaml": "apps/own.yaml", "gen.yaml": "apps/base/c.gen.yaml", "npm": "node_modules/x",
		"read-link.yaml": "read.yaml", "d.yaml": "apps/base/d.yaml", "base": "apps/base", "notes.md": "real.txt",
	} {
		if err := os.Symlink(to, filepath.Join(top, name)); err != nil {
			t.Fatal(err)
		}
	}
	_, listing, err := listed(context.Background(), top)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := relative(t, top, listing.Skipped), []string{"gen.yaml", "left.yaml", "leftdir", "npm", "own.yaml", "txt.yaml"}; !slices.Equal(got, want) {
		t.Errorf("skipped %v, want %v", got, want)
	}
	if got, want := relative(t, top, listing.PassedOver), []string{"base", "d.yaml", "read-link.yaml"}; !slices.Equal(got, want) {
		t.Errorf("passed %v, want %v", got, want)
	}
	// One that is named as well is read.
	if _, listing, err = listed(context.Background(), top, filepath.Join(top, "real.txt")); err != nil || slices.Contains(relative(t, top, listing.Skipped), "txt.yaml") {
		t.Errorf("%+v, %v", listing.Skipped, err)
	}
}

// TestListDeep: directories that are deeper than any repository has are named, not read.
func TestListDeep(t *testing.T) {
	top := t.TempDir()
	deepest := top + strings.Repeat("/d", maxDepth)
	if err := os.MkdirAll(deepest, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(filepath.Dir(deepest), "read.yaml"), "")
	write(t, filepath.Join(deepest, "left.yaml"), "")
	found, listing, err := listed(context.Background(), top)
	if err != nil || len(found) != 1 || len(listing.Skipped) != 1 || listing.Skipped[0].Path != deepest {
		t.Errorf("%v, %+v, %v", found, listing.Skipped, err)
	}
	// Named itself, it is read.
	if found, listing, err = listed(context.Background(), deepest); err != nil || len(found) != 1 || len(listing.Skipped) > 0 {
		t.Errorf("%v, %+v, %v", found, listing.Skipped, err)
	}
}

func relative(t *testing.T, dir string, skips []Skip) []string {
	t.Helper()
	var names []string
	for _, s := range skips {
		name, err := filepath.Rel(dir, s.Path)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return names
}

// TestListLeft: an unfinished file of a run that was killed is no manifest. Once no
// run can need it any more it is removed, and nothing else is.
func TestListLeft(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.yaml", ".ecrcache-1.tmp", ".ecrcache-2.tmp", ".ecrcache-3.yaml", "other.tmp"} {
		write(t, filepath.Join(dir, name), "a: b\n")
	}
	if err := os.Symlink("a.yaml", filepath.Join(dir, ".ecrcache-4.tmp")); err != nil {
		t.Fatal(err)
	}
	long := time.Now().Add(-2 * time.Hour)
	for _, name := range []string{".ecrcache-2.tmp", "other.tmp", "a.yaml"} {
		if err := os.Chtimes(filepath.Join(dir, name), long, long); err != nil {
			t.Fatal(err)
		}
	}
	found, listing, err := listed(context.Background(), dir)
	if err != nil || len(found) != 2 || len(listing.PassedOver) != 1 || filepath.Base(listing.PassedOver[0].Path) != ".ecrcache-1.tmp" {
		t.Fatalf("%+v, %v", listing, err)
	}
	removed := replace.RemoveTemps(append(listing.StaleTemps, filepath.Join(dir, "a.yaml")))
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 5 || len(removed) != 1 || filepath.Base(removed[0]) != ".ecrcache-2.tmp" {
		t.Errorf("removed %v, left %v, %v", removed, entries, err)
	}
}

// TestListManyLinks: links in many directories that are named take time in proportion to their number.
func TestListManyLinks(t *testing.T) {
	for attempt := 0; ; attempt++ { // a busy machine makes one of them long
		few, many := timeOfLinks(t, 250), timeOfLinks(t, 2000)
		if many < 20*few {
			break
		}
		if attempt == 3 {
			t.Errorf("250 directories take %v, 2,000 take %v", few, many)
			break
		}
	}
}

// timeOfLinks is how long it takes to list n directories with a file and a link to it.
func timeOfLinks(t *testing.T, n int) time.Duration {
	t.Helper()
	top := t.TempDir()
	var dirs []string
	for i := range n {
		dir := filepath.Join(top, fmt.Sprintf("d%d", i))
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, "a.yaml"), "")
		if err := os.Symlink("a.yaml", filepath.Join(dir, "b.yaml")); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
		dirs = append(dirs, dir)
	}
	began := time.Now()
	_, listing, err := listed(context.Background(), dirs...)
	if err != nil || listing.Files != n || len(listing.PassedOver) != n {
		t.Fatalf("%d files, %d links, %v", listing.Files, len(listing.PassedOver), err)
	}
	return time.Since(began)
}
