package measure

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCPUIsNotTheTimeWaited(t *testing.T) {
	slept, err := Run(Command{Name: "sleep", Args: []string{"sleep", "0.2"}})
	if err != nil {
		t.Fatal(err)
	}
	if slept.Wall < 200*time.Millisecond || slept.CPU > 100*time.Millisecond {
		t.Errorf("a sleep of 200 ms: start to end %v, CPU %v", slept.Wall, slept.CPU)
	}
	worked, err := Run(Command{Name: "sh", Args: []string{"sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"}})
	if err != nil {
		t.Fatal(err)
	}
	if worked.CPU < 10*time.Millisecond {
		t.Errorf("a loop of 200,000 rounds: CPU %v", worked.CPU)
	}
}

// A peak is that of the program, not of what it was measured by.
func TestPeakIsOfTheProgram(t *testing.T) {
	sample, err := Run(Command{Name: "dd", Args: []string{"dd", "if=/dev/zero", "of=/dev/null", "bs=128M", "count=1"}})
	if err != nil {
		t.Fatal(err)
	}
	if sample.Peak < 128<<20 || sample.Peak > 160<<20 {
		t.Errorf("dd with a block of 128 MiB: %d MiB", sample.Peak>>20)
	}
	floor, err := Floor()
	if err != nil {
		t.Fatal(err)
	}
	if small, err := Run(Command{Name: "true", Args: []string{"true"}}); err != nil || small.Peak > floor+4<<20 {
		t.Errorf("true: %d MiB, the floor is %d MiB, %v", small.Peak>>20, floor>>20, err)
	}
}

// A pipeline is what all of its programs use.
func TestAShellCountsItsPrograms(t *testing.T) {
	sample, err := Run(Command{Name: "sh", Args: []string{"sh", "-c", "dd if=/dev/zero bs=128M count=1 2>/dev/null | cat >/dev/null"}})
	if err != nil {
		t.Fatal(err)
	}
	if sample.Peak < 128<<20 {
		t.Errorf("dd with a block of 128 MiB, in a shell: %d MiB", sample.Peak>>20)
	}
}

func TestInputAndOutput(t *testing.T) {
	file, out := filepath.Join(t.TempDir(), "in"), filepath.Join(t.TempDir(), "out")
	if err := os.WriteFile(file, []byte("text\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]Command{
		"file": {Args: []string{"cat"}, Stdin: file, Stdout: out},
		"pipe": {Args: []string{"cat"}, Feed: []string{"cat", file}, Stdout: out},
	} {
		if _, err := Run(c); err != nil {
			t.Fatal(err)
		}
		if text, err := os.ReadFile(out); err != nil || string(text) != "text\n" {
			t.Errorf("%s: got %q, %v", name, text, err)
		}
	}
}

func TestAFailureIsNotMeasured(t *testing.T) {
	failing := Command{Name: "a check", Args: []string{"sh", "-c", "echo why >&2; exit 3"}}
	if _, err := Run(failing); err == nil || !strings.Contains(err.Error(), "a check: exit code 3") || !strings.Contains(err.Error(), "why") {
		t.Errorf("got %v", err)
	}
	failing.Exit = 3
	if _, err := Run(failing); err != nil {
		t.Errorf("exit code 3 is what was asked for: %v", err)
	}
	failing.Exit, failing.AnyExit = 0, true
	if s, err := Run(failing); err != nil || s.Exit != 3 || s.Said != "why" {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestALimitEndsARun(t *testing.T) {
	s, err := Run(Command{Name: "sleep", Args: []string{"sleep", "20"}, Limit: 50 * time.Millisecond, AnyExit: true})
	if err != nil || !s.Stopped || s.Wall > 10*time.Second {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestProgramsRunInTurn(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	command := func(name string) Command {
		return Command{Name: name, Args: []string{"sh", "-c", "printf " + name + " >>" + log}}
	}
	all, err := Interleave(2, nil, command("A"), command("B"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(log)
	if err != nil || string(text) != "ABABAB" {
		t.Errorf("got the order %q, want one round that warms up and two more", text)
	}
	counts := []int{len(all[0].Samples), len(all[1].Samples)}
	if !slices.Equal(counts, []int{2, 2}) {
		t.Errorf("got %v samples", counts)
	}
}
