package measure

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCompare(t *testing.T) {
	file := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(file, []byte("one two\nresults:\n- x\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, expected, tail, problem string }{
		{"same", "one two\nresults:\n- x\n", "", ""},
		{"same up to the tail", "one two\n", "results:\n", ""},
		{"another byte", "one TWO\nresults:\n- x\n", "", "byte 4: got \"two"},
		{"too long", "one two\n", "", "byte 8: got \"r\""},
		{"too short", "one two\nresults:\n- x\nmore\n", "", "the output ends after byte 21"},
		{"another tail", "one two\n", "status:", "byte 8: got \"results\""},
	} {
		c := Command{Name: "cat", Args: []string{"cat"}, Stdin: file}
		err := Compare(c, test.tail, func(w io.Writer) error {
			_, err := io.WriteString(w, test.expected)
			return err
		})
		switch {
		case test.problem == "" && err != nil:
			t.Errorf("%s: %v", test.name, err)
		case test.problem != "" && (err == nil || !strings.Contains(err.Error(), test.problem)):
			t.Errorf("%s: got %v, want %q", test.name, err, test.problem)
		}
	}
}
