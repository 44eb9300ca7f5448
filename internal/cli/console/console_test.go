package console

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

// fake is a console whose streams are terminals or not, at a time that is told.
func fake(terminal bool, out, err *bytes.Buffer, env map[string]string) (*Console, *time.Time) {
	now := time.Unix(0, 0)
	c := New(out, err)
	c.getenv = func(name string) string { return env[name] }
	c.isTerminal = func(any) bool { return terminal }
	c.now = func() time.Time { return now }
	c.began = now
	return c, &now
}

// TestProgress: nothing in the first second, nothing in a pipe, gone before a line
// of talk.
func TestProgress(t *testing.T) {
	var out, err bytes.Buffer
	c, now := fake(true, &out, &err, map[string]string{"NO_COLOR": "1"})
	c.Progress("reading file 1 of 9")
	if err.Len() > 0 {
		t.Errorf("at once: %q", &err)
	}
	*now = now.Add(1100 * time.Millisecond)
	c.Progress("reading file 5 of 9")
	c.Progress("reading file 6 of 9") // too soon after the one before
	c.Note("done")
	if want := "\r\x1b[Kreading file 5 of 9\r\x1b[Kecrcache: done\n"; err.String() != want {
		t.Errorf("%q, want %q", &err, want)
	}

	err.Reset()
	c, now = fake(true, &out, &err, nil)
	c.widthOf = func(io.Writer) int { return 20 }
	*now = now.Add(time.Hour)
	c.Progress("[####----] 5 of 9  ghcr/app:v1")
	c.Finish()
	c.Progress("[#####---] 6 of 9") // at once, since a line of results took the first away
	if want := "\r\x1b[K[####----] 5 of 9 …\r\x1b[K\r\x1b[K[#####---] 6 of 9"; err.String() != want {
		t.Errorf("in 20 columns: %q, want %q", &err, want)
	}

	err.Reset()
	c, now = fake(false, &out, &err, nil)
	*now = now.Add(time.Hour)
	c.Progress("reading file 5 of 9")
	if err.Len() > 0 || out.Len() > 0 {
		t.Errorf("in a pipe: %q %q", &err, &out)
	}
}

// TestColor: colour is for terminals, unless somebody says otherwise.
func TestColor(t *testing.T) {
	for _, test := range []struct {
		terminal bool
		flag     string
		env      map[string]string
		want     bool
	}{
		{true, "auto", nil, true},
		{false, "auto", nil, false},
		{true, "never", nil, false},
		{false, "always", nil, true},
		{true, "auto", map[string]string{"NO_COLOR": "1"}, false},
		{true, "always", map[string]string{"NO_COLOR": "1"}, true},
		{true, "auto", map[string]string{"TERM": "dumb"}, false},
	} {
		var out, err bytes.Buffer
		c, _ := fake(test.terminal, &out, &err, test.env)
		c.Color = test.flag
		c.Error("no")
		if got := strings.Contains(err.String(), "\x1b["); got != test.want {
			t.Errorf("%+v: %q", test, &err)
		}
	}
}

// TestDiff: in a pipe the diff is byte for byte; on a terminal it is clean.
func TestDiff(t *testing.T) {
	const diff = "--- a\n+++ b\n@@ -1 +1 @@\n-\told\x1b[2J\r\n+new\n"
	for terminal, want := range map[bool]string{
		false: diff,
		true:  "--- a\n+++ b\n@@ -1 +1 @@\n-\told\\x1b[2J\n+new\n",
	} {
		var out, err bytes.Buffer
		c, _ := fake(terminal, &out, &err, map[string]string{"NO_COLOR": "1"})
		if e := c.Diff([]byte(diff)); e != nil || out.String() != want {
			t.Errorf("%q, %v, want %q", &out, e, want)
		}
	}
}

// TestWrapRow: a row goes on below its last column, so that its columns stay apart; what is indented
// stays indented.
func TestWrapRow(t *testing.T) {
	for text, want := range map[string]string{
		"  images  ok       references 1, of the cache 1": "  images  ok       references 1,\n                   of the cache 1",
		"    references 1, of the cache 1, of others 2":   "    references 1, of the cache 1,\n    of others 2",
		"references 1, of the cache 1, of others  2":      "references 1, of the cache 1, of\n  others  2",
	} {
		if got := wrap(text, 33); got != want {
			t.Errorf("%q:\n%s\nwant\n%s", text, got, want)
		}
	}
}

// TestWrap: a line is broken at spaces, and only for a terminal; a word that is too long for the
// terminal stays whole, because it is perhaps to be copied.
func TestWrap(t *testing.T) {
	const image = "123456789012.dkr.ecr.ca-central-1.amazonaws.com/ghcr/acme/web:v1"
	for width, want := range map[int]string{
		0:   "ecrcache: warning: a name without a registry: " + image + " 画像 stays",
		200: "ecrcache: warning: a name without a registry: " + image + " 画像 stays",
		30:  "ecrcache: warning: a name\n  without a registry:\n  " + image + "\n  画像 stays",
		19:  "ecrcache: warning:\n  a name without a\n  registry:\n  " + image + "\n  画像 stays",
	} {
		var out, err bytes.Buffer
		c, _ := fake(true, &out, &err, map[string]string{"NO_COLOR": "1"})
		c.widthOf = func(io.Writer) int { return width }
		c.Warning("a name without a registry: " + image + " 画像 stays")
		if err.String() != want+"\n" {
			t.Errorf("%d columns:\n%s\nwant\n%s", width, &err, want)
		}
		if e := c.Print("ecrcache: warning: a name without a registry: " + image + " 画像 stays"); e != nil || out.String() != want+"\n" {
			t.Errorf("%d columns, results: %q, %v, want %q", width, &out, e, want)
		}
	}
}
