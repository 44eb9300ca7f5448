package main

import (
	"strings"
	"testing"
	"time"

	"github.com/amerintlxperts/ecrcache/bench/measure"
)

// measured is a series whose runs took so many milliseconds, with so much memory.
func measured(name string, memory int64, millis ...int) measure.Series {
	s := measure.Series{Name: name}
	for _, ms := range millis {
		took := time.Duration(ms) * time.Millisecond
		s.Samples = append(s.Samples, measure.Sample{CPU: took, Wall: took, Peak: memory})
	}
	return s
}

func TestAGoalIsReachedByItsMedian(t *testing.T) {
	r := newResults()
	r.add("1", []measure.Series{measured("we", 10*mib, 10, 10, 90), measured("they", 40*mib, 400, 500, 900)})
	r.inputs[key{"1", "list"}] = 8 * mib
	we, they := key{"1", "we"}, key{"1", "they"}
	for _, test := range []struct {
		name    string
		goal    goal
		reached bool
		median  float64
		text    string
	}{
		{"at least, reached", goal{of: cpu, first: they, second: we, atLeast: true, limit: 40}, true, 40, "CPU of they at least 40.0 × that of we"},
		{"at least, missed", goal{of: cpu, first: they, second: we, atLeast: true, limit: 41}, false, 40, ""},
		{"at most, reached", goal{of: peak, first: we, second: they, limit: 0.25}, true, 0.25, ""},
		{"at most, missed", goal{of: peak, first: we, second: they, limit: 0.24}, false, 0.25, "memory of we at most 0.24 × that of they"},
		{"a time, reached", goal{of: wall, first: we, limit: 0.010}, true, 0.010, "start to end of we at most 10.0 ms"},
		{"a time, missed", goal{of: wall, first: we, limit: 0.009}, false, 0.010, ""},
		{"by the input, reached", goal{of: peak, first: we, times: 1.25, length: key{"1", "list"}}, true, 10 * mib, "memory of we at most 1.25 × the input, 10 MiB"},
		{"by the input, missed", goal{of: peak, first: we, times: 1, more: mib, length: key{"1", "list"}}, false, 10 * mib, "memory of we at most 1.00 × the input and 1 MiB, 9 MiB"},
	} {
		v := test.goal.judge(r)
		if !v.measured || v.reached != test.reached || v.spread.Median != test.median {
			t.Errorf("%s: got %+v", test.name, v)
		}
		if text := test.goal.text(v); test.text != "" && text != test.text {
			t.Errorf("%s: got %q, want %q", test.name, text, test.text)
		}
	}
}

func TestWhatIsNotMeasuredIsNotReached(t *testing.T) {
	r := newResults()
	r.add("1", []measure.Series{measured("we", 1, 10)})
	for _, g := range []goal{{of: cpu, first: key{"1", "they"}}, {of: cpu, first: key{"1", "we"}, second: key{"1", "they"}}} {
		if v := g.judge(r); v.measured || v.reached {
			t.Errorf("got %+v", v)
		}
	}
}

// A goal whose programs the full plan does not run would be missed for ever.
func TestEveryGoalIsMeasured(t *testing.T) {
	names := map[key]bool{
		{"tree", inPlace}: true, {"tree", grep}: true, {"odd", subject}: true, {"odd", sdk}: true,
		{"tree", onCores(dryRun, 1)}: true, {"tree", onCores(dryRun, 2)}: true,
	}
	for _, s := range full.sizes {
		for _, p := range programs {
			if s.n >= p.least && s.n <= p.most {
				names[bySize(s.n, p.name)] = true
			}
		}
	}
	for _, g := range goals {
		for _, k := range []key{g.first, g.second} {
			if k.name != "" && !names[k] {
				t.Errorf("%s, %s: %v is not measured", g.input, g.of.name, k)
			}
		}
	}
}

func TestInitialisation(t *testing.T) {
	trace := "init internal/bytealg @0.005 ms, 0 ms clock, 0 bytes, 0 allocs\n" +
		"init example.com/dear @1.5 ms, 2.8 ms clock, 39560 bytes, 500 allocs\necrcache: other words\n"
	got := parseInitialisation(trace)
	if len(got) != 2 || got[0] != (initialisation{"example.com/dear", 2.8}) {
		t.Errorf("got %v", got)
	}
}

func TestAMissingToolIsNamed(t *testing.T) {
	r := &runner{plan: quick, results: newResults(), missing: map[string]string{"kbld": "no such module"}, place: place{t.TempDir()}}
	if text := r.versions(); !strings.Contains(text, "| kbld | not measured: no such module |") {
		t.Errorf("got\n%s", text)
	}
}
