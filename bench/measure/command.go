package measure

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// A Command is one run of a program.
type Command struct {
	Name string
	Args []string
	Env  []string // besides the environment
	Dir  string
	// Stdin is the file on standard input; none is an empty input.
	Stdin string
	// Feed is a command whose output is piped to standard input instead. What it
	// costs is not counted.
	Feed []string
	// Stdout is the file that output goes to; none throws it away.
	Stdout string
	// Before is done before each run, and not counted.
	Before func() error
	// Limit ends a run that takes longer; none waits for ever.
	Limit time.Duration
	// Exit is the code that the program must end with; AnyExit allows every one.
	Exit    int
	AnyExit bool
}

// A Sample is what one run cost.
type Sample struct {
	CPU, Wall time.Duration
	Peak      int64 // the most memory that was resident, in bytes
	Exit      int
	Stopped   bool   // by Limit
	Said      string // the beginning of standard error
}

// Run runs the command once.
func Run(c Command) (Sample, error) {
	if c.Before != nil {
		if err := c.Before(); err != nil {
			return Sample{}, err
		}
	}
	cmd := exec.Command(c.Args[0], c.Args[1:]...)
	cmd.Dir, cmd.Env = c.Dir, append(os.Environ(), c.Env...)
	open, err := c.connect(cmd)
	defer open.close()
	if err != nil {
		return Sample{}, err
	}
	sample, err := timed(cmd, c.Limit)
	if err != nil {
		return Sample{}, fmt.Errorf("%s: %w", c.Name, err)
	}
	sample.Said = open.said()
	if err := open.fed(sample); err != nil {
		return Sample{}, fmt.Errorf("%s: %w", c.Name, err)
	}
	if !c.AnyExit && (sample.Exit != c.Exit || sample.Stopped) {
		return Sample{}, fmt.Errorf("%s: exit code %d, stopped %t: %s", c.Name, sample.Exit, sample.Stopped, sample.Said)
	}
	return sample, nil
}

// timed runs the command to its end, or to the limit.
func timed(cmd *exec.Cmd, limit time.Duration) (Sample, error) {
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return Sample{}, err
	}
	stopped := make(chan bool, 1)
	if limit > 0 {
		timer := time.AfterFunc(limit, func() { stopped <- true; cmd.Process.Kill() })
		defer timer.Stop()
	}
	err := cmd.Wait()
	wall := time.Since(start)
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		return Sample{}, err
	}
	state := cmd.ProcessState
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return Sample{}, errors.New("this system does not say what a process has used")
	}
	return Sample{
		CPU: state.UserTime() + state.SystemTime(), Wall: wall, Peak: peak(usage),
		Exit: state.ExitCode(), Stopped: len(stopped) > 0,
	}, nil
}

// String is the command as a shell would take it.
func (c Command) String() string {
	text := strings.Join(c.Args, " ")
	switch {
	case c.Stdin != "":
		text += " < " + c.Stdin
	case c.Feed != nil:
		text = strings.Join(c.Feed, " ") + " | " + text
	}
	return text
}
