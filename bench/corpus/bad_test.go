package corpus

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
)

func TestBadInputHasItsSize(t *testing.T) {
	tests := []struct {
		name  string
		write func(*bufio.Writer, int) error
		n     int
		bytes int // besides the head
	}{
		{"scalar", WriteScalar, 1000, 100_000},
		{"line", WriteLine, 1000, 100_000},
		{"empty", WriteEmpty, 1000, 4000},
	}
	for _, test := range tests {
		got := bad(t, test.write, test.n)
		if len(got) < test.bytes || len(got) > test.bytes+200 {
			t.Errorf("%s: %d bytes, want about %d", test.name, len(got), test.bytes)
		}
	}
}

func TestLaughsMultiply(t *testing.T) {
	got := bad(t, WriteLaughs, 3)
	if aliases := strings.Count(got, "*a2"); aliases != 10 {
		t.Errorf("the third level has %d aliases of the second, want 10:\n%s", aliases, got)
	}
	if !strings.HasSuffix(got, "containers: *a3\n") {
		t.Errorf("nothing uses the last level:\n%s", got)
	}
}

func bad(t *testing.T, write func(*bufio.Writer, int) error, n int) string {
	t.Helper()
	var b bytes.Buffer
	out := bufio.NewWriter(&b)
	if err := write(out, n); err != nil {
		t.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
