package page

import (
	"strings"
	"testing"
)

func TestFigures(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{Seconds(0.000042), "42.0 µs"},
		{Seconds(0.00431), "4.31 ms"},
		{Seconds(0.0431), "43.1 ms"},
		{Seconds(0.431), "431 ms"},
		{Seconds(0.9999), "1000 ms"},
		{Seconds(4.312), "4.31 s"},
		{Seconds(95.04), "95.0 s"},
		{Seconds(9.996), "10.0 s"},
		{MiB(196 << 20), "196 MiB"},
		{Times(0.25), "0.25 ×"},
		{Times(412.4), "412 ×"},
		{Times(12345), "12,345 ×"},
		{Count(1), "1"},
		{Count(100000), "100,000"},
		{Count(1234567), "1,234,567"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
}

func TestTable(t *testing.T) {
	got := Table(1, []string{"program", "CPU"}, [][]string{{"sed", "4 ms"}, {"cat", "–"}})
	want := "| program | CPU |\n| --- | --: |\n| sed | 4 ms |\n| cat | – |"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCodeStaysInItsCell(t *testing.T) {
	if got, want := Code("a | b\nc"), "`a \\| b c`"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Code(" "), "–"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := Code("a `b`"), "`` a `b` ``"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOnlyBetweenTheMarkers(t *testing.T) {
	got, err := Replace("before\n"+Begin+"old\n"+End+"after\n", "new\n")
	if want := "before\n" + Begin + "new\n" + End + "after\n"; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	if _, err := Replace("no markers", "new"); err == nil || !strings.Contains(err.Error(), "measured: begin") {
		t.Errorf("got %v", err)
	}
}
