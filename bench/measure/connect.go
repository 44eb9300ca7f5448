package measure

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
)

// files are what a run has open.
type files struct {
	all    []*os.File
	stderr *os.File
	feeder *exec.Cmd
}

// connect opens what the command reads and writes. Only files and pipes between
// processes: nothing of it goes through this process, which stays small.
func (c Command) connect(cmd *exec.Cmd) (*files, error) {
	f := &files{}
	var err error
	if f.stderr, err = os.CreateTemp("", "ecrcache-bench-"); err != nil {
		return f, err
	}
	f.all = append(f.all, f.stderr)
	cmd.Stderr = f.stderr
	out, err := f.output(c.Stdout)
	if err != nil {
		return f, err
	}
	cmd.Stdout = out
	in, err := f.input(c)
	if err != nil {
		return f, err
	}
	cmd.Stdin = in
	return f, nil
}

func (f *files) output(path string) (*os.File, error) {
	if path == "" {
		path = os.DevNull
	}
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	f.all = append(f.all, out)
	return out, err
}

func (f *files) input(c Command) (*os.File, error) {
	if c.Feed != nil {
		return f.feed(c.Feed)
	}
	path := c.Stdin
	if path == "" {
		path = os.DevNull
	}
	in, err := os.Open(path)
	f.all = append(f.all, in)
	return in, err
}

// feed starts the command at the other end of a pipe.
func (f *files) feed(args []string) (*os.File, error) {
	in, out, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer out.Close()
	f.all = append(f.all, in)
	f.feeder = exec.Command(args[0], args[1:]...)
	f.feeder.Stdout = out
	return in, f.feeder.Start()
}

// fed waits for the feeder. That it could not write all is an error only when the
// program read to the end.
func (f *files) fed(s Sample) error {
	if f.feeder == nil {
		return nil
	}
	f.closeInput()
	err := f.feeder.Wait()
	f.feeder = nil
	if err != nil && s.Exit == 0 && !s.Stopped {
		return fmt.Errorf("the input stopped early: %w", err)
	}
	return nil
}

// closeInput lets the feeder notice that nobody reads any more.
func (f *files) closeInput() {
	for _, file := range f.all {
		if file != f.stderr {
			file.Close()
		}
	}
}

// said is the beginning of what the program said.
func (f *files) said() string {
	text := make([]byte, 2000)
	n, err := f.stderr.ReadAt(text, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err.Error()
	}
	return strings.TrimSpace(string(text[:n]))
}

func (f *files) close() {
	for _, file := range f.all {
		file.Close()
	}
	if f.feeder != nil && f.feeder.Process != nil {
		f.feeder.Process.Kill()
		f.feeder.Wait()
	}
	if f.stderr != nil {
		os.Remove(f.stderr.Name())
	}
}
